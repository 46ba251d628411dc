"""One block of a transformer encoder, with the norms before (Vaswani et al., 2017)."""

import torch
from torch import nn


class EncoderBlock(nn.Module):
    def __init__(self, width=64, num_heads=4, dropout=0.1):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attention = nn.MultiheadAttention(width, num_heads, dropout, batch_first=True)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = nn.Sequential(
            nn.Linear(width, 4 * width),
            nn.GELU(),
            nn.Linear(4 * width, width),
            nn.Dropout(dropout),
        )

    def forward(self, X):
        Y = self.norm1(X)
        attended, _ = self.attention(Y, Y, Y, need_weights=False)
        X = X + attended
        return X + self.mlp(self.norm2(X))


model = EncoderBlock()
X = torch.rand(2, 10, 64)
