"""Small models about which one fact each is known by hand; see facts.py."""

from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Made(NamedTuple):
    """A model and what it is called with."""

    model: nn.Module
    args: tuple[Any, ...]


class Tied(nn.Module):
    """An embedding whose weight is the decoder's too, as in GPT-2."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(20, 10)
        self.decoder = nn.Linear(10, 20, bias=False)
        self.decoder.weight = self.embedding.weight

    def forward(self, ids: Tensor) -> Any:
        return self.decoder(self.embedding(ids))


class Listed(nn.Module):
    """Layers in a plain list, which torch does not see."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = [nn.Linear(4, 4), nn.Linear(4, 4)]

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = layer(x)
        return x


class Twice(nn.Module):
    """One layer called twice."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Any:
        return self.linear(F.relu(self.linear(x)))


class Halving(nn.Module):
    """A loop that the data decide: from a sum of 8 it takes three halvings to reach 1."""

    def forward(self, x: Tensor) -> Tensor:
        while x.sum() > 1:
            x = x / 2
        return x


class Generator(nn.Module):
    """Draws its own noise, so that its result depends on no tensor of the input."""

    def __init__(self) -> None:
        super().__init__()
        self.net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 4))

    def forward(self, like: Tensor) -> Any:
        return self.net(torch.randn(len(like), 8))


class Recursive(nn.Module):
    """Calls itself twice more."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(self, x: Tensor, depth: int = 2) -> Any:
        x = self.linear(x)
        return self(x, depth - 1) if depth else x


class Constant(nn.Module):
    """Multiplies by a plain tensor kept as an attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.rand_weight = torch.rand(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.rand_weight


class Attending(nn.Module):
    """Self-attention."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.MultiheadAttention(16, 4, batch_first=True)

    def forward(self, x: Tensor) -> Any:
        return self.attention(x, x, x, need_weights=False)[0]


def broken() -> nn.Module:
    """The second layer of the head wants 32 numbers and gets 64."""
    return nn.Sequential(nn.Linear(8, 64), nn.Sequential(nn.ReLU(), nn.Linear(32, 2)))
