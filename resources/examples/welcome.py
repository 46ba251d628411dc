"""Drag modules from the palette into the tree or onto the picture. This file follows."""

import torch
from torch import nn

model = nn.Sequential(
    nn.LazyLinear(64),
    nn.ReLU(),
    nn.LazyLinear(10),
)

X = torch.rand(2, 20)
