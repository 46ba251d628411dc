"""Exercise 3: a factory makes many instances of one block, and a larger network of them."""

import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.linear = nn.Linear(width, width)
        self.activation = nn.ReLU()

    def forward(self, X):
        return self.activation(self.linear(X))


def repeat(make, count):
    """A chain of `count` new modules, each made by calling `make`."""
    return nn.Sequential(*[make() for _ in range(count)])


net = nn.Sequential(
    nn.LazyLinear(32),
    repeat(lambda: Block(32), 4),
    nn.LazyLinear(10),
)

X = torch.rand(2, 20)
