"""U-Net and DenseNet: outputs that are read again much later."""

import torch
from torch import Tensor, nn

from tests.zoo.specimen import Specimen


def double(width_in: int, width_out: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(width_in, width_out, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(width_out, width_out, 3, padding=1),
        nn.ReLU(),
    )


class UNet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.down1, self.down2, self.bottom = double(3, 4), double(4, 8), double(8, 16)
        self.pool = nn.MaxPool2d(2)
        self.up2, self.merge2 = nn.ConvTranspose2d(16, 8, 2, 2), double(16, 8)
        self.up1, self.merge1 = nn.ConvTranspose2d(8, 4, 2, 2), double(8, 4)
        self.head = nn.Conv2d(4, 2, 1)

    def forward(self, x: Tensor) -> Tensor:
        skip1 = self.down1(x)
        skip2 = self.down2(self.pool(skip1))
        x = self.bottom(self.pool(skip2))
        x = self.merge2(torch.cat([self.up2(x), skip2], dim=1))
        x = self.merge1(torch.cat([self.up1(x), skip1], dim=1))
        return self.head(x)


class DenseLayer(nn.Module):
    def __init__(self, width_in: int) -> None:
        super().__init__()
        self.norm, self.conv = nn.BatchNorm2d(width_in), nn.Conv2d(width_in, 4, 3, 1, 1, bias=False)

    def forward(self, features: list[Tensor]) -> Tensor:
        return self.conv(torch.relu(self.norm(torch.cat(features, 1))))


class DenseNet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, padding=1, bias=False)
        self.layers = nn.ModuleList(DenseLayer(width) for width in (8, 12, 16))
        self.transition = nn.Sequential(
            nn.BatchNorm2d(20), nn.Conv2d(20, 10, 1, bias=False), nn.AvgPool2d(2)
        )
        self.classifier = nn.Linear(10, 5)

    def forward(self, x: Tensor) -> Tensor:
        features = [self.stem(x)]
        for layer in self.layers:
            features.append(layer(features))
        return self.classifier(self.transition(torch.cat(features, 1)).mean((2, 3)))


ZOO = (
    Specimen(
        name="U-Net",
        build=UNet,
        inputs=lambda: (torch.rand(1, 3, 16, 16),),
        # A 3×3 convolution from a to b channels has 9ab + b, an up-convolution 4ab + b.
        parameters=(112 + 148)
        + (296 + 584)
        + (1168 + 2320)
        + (520 + 1160 + 584)
        + (132 + 292 + 148)
        + 10,
        modules=1 + 5 * (1 + 4) + 1 + 2 + 1,
        outputs="1×2×16×16",
        calls={"pool": 2, "": 1, "down1": 1},
        ops="cat*2",
        edges=(
            "down1.3 → pool",
            "down2.3 → pool#2",
            "up2 → cat",
            "down2.3 → cat",
            "up1 → cat#2",
            "down1.3 → cat#2",
            "merge1.3 → head",
        ),
        no_edges=("down1.3 → cat", "pool → cat"),
    ),
    Specimen(
        name="DenseNet",
        build=DenseNet,
        inputs=lambda: (torch.rand(2, 3, 8, 8),),
        # Of each layer on c channels 2c in the norm and 9·4·c in the convolution.
        parameters=3 * 8 * 9 + (8 + 12 + 16) * 38 + 40 + 200 + 55,
        modules=1 + 1 + 1 + 3 * 3 + 4 + 1,
        outputs="2×5",
        calls={"layers": 0, "layers.2": 1},
        ops="cat relu cat relu cat relu cat mean",
        edges=(
            "stem → cat",
            "stem → cat#4",
            "layers.0.conv → cat#2",
            "layers.0.conv → cat#4",
            "layers.2.conv → cat#4",
        ),
        no_edges=("layers.2.conv → cat#3",),
        frames=("for layer in self.layers × 3",),
    ),
)
