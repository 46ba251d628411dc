"""A multilayer perceptron with dropout, as deep and as wide as asked."""

import torch
from torch import nn


class Perceptron(nn.Sequential):
    def __init__(self, inputs=784, hidden=256, outputs=10, depth=2, dropout=0.1):
        layers = []
        width = inputs
        for _ in range(depth):
            layers += [nn.Linear(width, hidden), nn.ReLU(), nn.Dropout(dropout)]
            width = hidden
        super().__init__(*layers, nn.Linear(width, outputs))


model = Perceptron()
X = torch.rand(2, 784)
