"""ResNets of their real depth, sixteen times narrower: 4 channels where the paper has 64."""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from tests.zoo.specimen import Specimen

Block = Callable[[int, int, int], nn.Module]


def shortcut(width_in: int, width_out: int, stride: int) -> nn.Module | None:
    if stride == 1 and width_in == width_out:
        return None
    return nn.Sequential(
        nn.Conv2d(width_in, width_out, 1, stride, bias=False), nn.BatchNorm2d(width_out)
    )


class BasicBlock(nn.Module):
    expansion = 1

    def __init__(self, width_in: int, width: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(width_in, width, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = shortcut(width_in, width, stride)

    def forward(self, x: Tensor) -> Tensor:
        identity = x if self.downsample is None else self.downsample(x)
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        out += identity
        return self.relu(out)


class Bottleneck(nn.Module):
    expansion = 4

    def __init__(self, width_in: int, width: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(width_in, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, 4 * width, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * width)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = shortcut(width_in, 4 * width, stride)

    def forward(self, x: Tensor) -> Tensor:
        identity = x if self.downsample is None else self.downsample(x)
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.relu(self.bn2(self.conv2(out)))
        out = self.bn3(self.conv3(out))
        out += identity
        return self.relu(out)


class ResNet(nn.Module):
    def __init__(self, block: type[BasicBlock | Bottleneck], depths: tuple[int, ...]) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        width_in = 4
        for number, depth in enumerate(depths):
            width, layer = 4 * 2**number, nn.Sequential()
            for index in range(depth):
                layer.append(block(width_in, width, 2 if number and not index else 1))
                width_in = width * block.expansion
            self.add_module(f"layer{number + 1}", layer)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(width_in, 10)

    def forward(self, x: Tensor) -> Tensor:
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(torch.flatten(self.avgpool(x), 1))


def image() -> tuple[Tensor]:
    return (torch.rand(2, 3, 32, 32),)


# The stem: a convolution of 3·4·7·7 and a norm of 2·4. A Bottleneck of width w on 4w channels has
# w(4w + 9w + 4w) in its convolutions and 2w + 2w + 8w in its norms. The first of a layer reads
# `c` channels and has a shortcut of 4wc + 8w as well: 5wc + 13w² + 20w.
STEM = 588 + 8
FIRST = (368, 1632, 6208, 24192)
FURTHER = (320, 1184, 4544, 17792)
HEAD = 128 * 10 + 10

ZOO = (
    Specimen(
        name="ResNet-18",
        build=lambda: ResNet(BasicBlock, (2, 2, 2, 2)),
        inputs=image,
        # layer1 has 2·(2·144 + 16); of the others each: two convolutions in each of two blocks,
        # their norms, and a shortcut in the first.
        parameters=STEM
        + 2 * 304
        + (288 + 3 * 576 + 4 * 16 + 32 + 16)
        + (1152 + 3 * 2304 + 4 * 32 + 128 + 32)
        + (4608 + 3 * 9216 + 4 * 64 + 512 + 64)
        + (32 * 10 + 10),
        modules=1 + 4 + 4 + 8 * (1 + 5) + 3 * 3 + 2,
        outputs="2×10",
        calls={"relu": 1, "layer1.0.relu": 2, "layer4.1.relu": 2, "layer2.0.downsample.0": 1},
        ops="add_*8 flatten",
        edges=(
            "maxpool → layer1.0.conv1",
            "maxpool → add_",
            "layer1.0.bn2 → add_",
            "layer1.0.relu#2 → add_#2",
            "layer2.0.downsample.1 → add_#3",
            "flatten → fc",
        ),
        no_edges=("layer1.0.relu → add_#2", "conv1 → layer1.0.conv1"),
    ),
    Specimen(
        name="ResNet-50",
        build=lambda: ResNet(Bottleneck, (3, 4, 6, 3)),
        inputs=image,
        parameters=STEM
        + sum(FIRST)
        + (2 * FURTHER[0] + 3 * FURTHER[1] + 5 * FURTHER[2] + 2 * FURTHER[3])
        + HEAD,
        modules=1 + 4 + 4 + 16 * (1 + 7) + 4 * 3 + 2,
        outputs="2×10",
        calls={"layer1.0.relu": 3, "layer3.5.conv2": 1},
        ops="add_*16 flatten",
        edges=("layer4.2.relu#3 → avgpool",),
    ),
    Specimen(
        name="ResNet-152",
        build=lambda: ResNet(Bottleneck, (3, 8, 36, 3)),
        inputs=image,
        parameters=STEM
        + sum(FIRST)
        + (2 * FURTHER[0] + 7 * FURTHER[1] + 35 * FURTHER[2] + 2 * FURTHER[3])
        + HEAD,
        modules=1 + 4 + 4 + 50 * (1 + 7) + 4 * 3 + 2,
        outputs="2×10",
        ops="add_*50 flatten",
        edges=("layer3.35.relu#3 → layer4.0.conv1", "layer3.35.relu#3 → layer4.0.downsample.0"),
    ),
)
