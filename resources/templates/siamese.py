"""A Siamese network: one branch sees both images, and their distance is the answer."""

import torch
from torch import nn


class Siamese(nn.Module):
    def __init__(self, code=32):
        super().__init__()
        self.branch = nn.Sequential(
            nn.Conv2d(1, 8, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.Conv2d(8, 16, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(16 * 7 * 7, code),
        )
        self.head = nn.Linear(code, 1)

    def forward(self, X):
        one, other = self.branch(X[:, 0:1]), self.branch(X[:, 1:2])
        return self.head(torch.abs(one - other))


model = Siamese()
X = torch.rand(2, 2, 28, 28)
