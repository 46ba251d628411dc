"""A residual network as people write it; rebuild.py sets the first line to real depths."""

import torch
from torch import nn

DEPTHS, CLASSES, KERNEL, ACTIVATION = (1, 1, 1, 1), 1000, 7, nn.ReLU


class Bottleneck(nn.Module):
    def __init__(self, inside, width, stride):
        super().__init__()
        outside = 4 * width
        self.conv1 = nn.Conv2d(inside, width, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, outside, 1, bias=False)
        self.norm3 = nn.BatchNorm2d(outside)
        self.activation = ACTIVATION()
        self.shortcut = nn.Identity()
        if stride != 1 or inside != outside:
            conv = nn.Conv2d(inside, outside, 1, stride, bias=False)
            self.shortcut = nn.Sequential(conv, nn.BatchNorm2d(outside))

    def forward(self, x):
        y = self.activation(self.norm1(self.conv1(x)))
        y = self.activation(self.norm2(self.conv2(y)))
        return self.activation(self.norm3(self.conv3(y)) + self.shortcut(x))


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        conv = nn.Conv2d(3, 64, KERNEL, 2, KERNEL // 2, bias=False)
        self.stem = nn.Sequential(conv, nn.BatchNorm2d(64), ACTIVATION(), nn.MaxPool2d(3, 2, 1))
        inside, stages = 64, []
        for stage, depth in enumerate(DEPTHS):
            width, blocks = 64 * 2**stage, []
            for block in range(depth):
                blocks.append(Bottleneck(inside, width, 2 if stage and not block else 1))
                inside = 4 * width
            stages.append(nn.Sequential(*blocks))
        self.stages = nn.Sequential(*stages)
        self.head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inside, CLASSES))

    def forward(self, x):
        return self.head(self.stages(self.stem(x)))


model = ResNet()
X = torch.rand(1, 3, 224, 224)
