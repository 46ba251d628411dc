"""Exercise 1: what goes wrong when modules are kept in a plain Python list?

They run, but nobody knows of them: parameters() and state_dict() miss their weights.
"""

import torch
from torch import nn


class ListSequential(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.LazyLinear(256), nn.ReLU(), nn.LazyLinear(10)]

    def forward(self, X):
        for layer in self.layers:
            X = layer(X)
        return X


net = ListSequential()

X = torch.rand(2, 20)
