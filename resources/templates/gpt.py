"""A small GPT: causal attention, block after block, and the next word (Radford et al., 2019)."""

import torch
from torch import nn
from torch.nn import functional as F


class CausalAttention(nn.Module):
    def __init__(self, width, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, X):
        batch, length, width = X.shape
        heads = (batch, length, self.num_heads, width // self.num_heads)
        query, key, value = self.qkv(X).split(width, dim=-1)
        query = query.view(heads).transpose(1, 2)
        key = key.view(heads).transpose(1, 2)
        value = value.view(heads).transpose(1, 2)
        Y = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.out(Y.transpose(1, 2).reshape(batch, length, width))


class GPTBlock(nn.Module):
    def __init__(self, width, num_heads):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attention = CausalAttention(width, num_heads)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = nn.Sequential(
            nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width)
        )

    def forward(self, X):
        X = X + self.attention(self.norm1(X))
        return X + self.mlp(self.norm2(X))


class GPT(nn.Module):
    def __init__(self, vocabulary=1000, width=64, num_heads=4, depth=6, context=128):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(context, width)
        self.blocks = nn.Sequential(*[GPTBlock(width, num_heads) for _ in range(depth)])
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary, bias=False)
        self.head.weight = self.tokens.weight

    def forward(self, X):
        places = torch.arange(X.shape[1], device=X.device)
        X = self.tokens(X) + self.positions(places)
        return self.head(self.norm(self.blocks(X)))


model = GPT()
X = torch.randint(0, 1000, (2, 16))
