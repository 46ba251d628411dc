"""Exercise 2: two modules side by side, their outputs concatenated."""

import torch
from torch import nn


class Parallel(nn.Module):
    """Gives the same input to two modules and joins what they return."""

    def __init__(self, net1, net2, dim=-1):
        super().__init__()
        self.net1 = net1
        self.net2 = net2
        self.dim = dim

    def forward(self, X):
        return torch.cat((self.net1(X), self.net2(X)), dim=self.dim)


net = Parallel(
    nn.Sequential(nn.LazyLinear(16), nn.ReLU()),
    nn.LazyLinear(8),
)

X = torch.rand(2, 20)
