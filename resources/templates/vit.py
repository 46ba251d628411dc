"""A vision transformer: an image as a sequence of patches (Dosovitskiy et al., 2021)."""

import torch
from torch import nn


class ViT(nn.Module):
    def __init__(self, size=32, patch=4, width=64, depth=4, num_heads=4, num_classes=10):
        super().__init__()
        self.patches = nn.Conv2d(3, width, kernel_size=patch, stride=patch)
        self.class_token = nn.Parameter(torch.zeros(1, 1, width))
        self.positions = nn.Parameter(torch.randn(1, 1 + (size // patch) ** 2, width) * 0.02)
        block = nn.TransformerEncoderLayer(
            width, num_heads, 4 * width, activation="gelu", batch_first=True, norm_first=True
        )
        self.encoder = nn.TransformerEncoder(block, depth, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, num_classes)

    def forward(self, X):
        X = self.patches(X).flatten(2).transpose(1, 2)
        X = torch.cat([self.class_token.expand(X.shape[0], -1, -1), X], dim=1)
        X = self.encoder(X + self.positions)
        return self.head(self.norm(X[:, 0]))


model = ViT()
X = torch.rand(2, 3, 32, 32)
