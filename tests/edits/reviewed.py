"""Code as it stands in projects, in their different layouts."""

COLUMNS = '''\
"""A small language model, in one file."""

import math
from dataclasses import dataclass

import torch
import torch.nn as nn

class MLP(nn.Module):

    def __init__(self, config):
        super().__init__()
        self.c_fc    = nn.Linear(config.n_embd, 4 * config.n_embd, bias=config.bias)
        self.gelu    = nn.GELU()
        self.c_proj  = nn.Linear(4 * config.n_embd, config.n_embd, bias=config.bias)  # (B, T, C)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x):
        x = self.c_fc(x)
        x = self.gelu(x)  # exact
        x = self.c_proj(x)
        x = self.dropout(x)
        return x

@dataclass
class Config:
    n_embd: int = 768
    bias: bool = True # as in GPT-2
    dropout: float = 0.0

class GPT(nn.Module):

    def __init__(self, config):
        super().__init__()
        self.mlp = MLP(config)
        self.lm_head = nn.Linear(config.n_embd, 100, bias=False)
        # init all weights
        self.apply(self._init_weights)

    def _init_weights(self, module):
        if isinstance(module, nn.Linear):
            torch.nn.init.normal_(module.weight, mean=0.0, std=0.02)

    def forward(self, x):
        y = self.mlp(x)
        y = self.lm_head(y)
        return y
'''

TYPED = '''\
from functools import partial
from typing import Callable, Optional

import torch
from torch import nn, Tensor

from ._utils import handle_legacy_interface


__all__ = ["Net", "net"]


class Net(nn.Module):
    """A network of two stages."""

    def __init__(
        self,
        width: int = 64,
        num_classes: int = 1000,
        norm_layer: Optional[Callable[..., nn.Module]] = None,
    ) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, kernel_size=7, stride=2, padding=3, bias=False, groups=1)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(kernel_size=3, stride=2, padding=1)
        self.fc = nn.Linear(width, num_classes)

        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")

    def _forward_impl(self, x: Tensor) -> Tensor:
        # See note [TorchScript super()]
        x = self.conv1(x)
        x = self.relu(x)
        x = self.maxpool(x)

        x = torch.flatten(x, 1)
        x = self.fc(x)

        return x

    def forward(self, x: Tensor) -> Tensor:
        return self._forward_impl(x)


def net(**kwargs) -> Net:
    return Net(**kwargs)
'''

QUOTED = """\
from collections import OrderedDict

from torch import nn


class Features(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(OrderedDict([
            ('conv0', nn.Conv2d(3, 8, 3)),  # stem
            ('relu0', nn.ReLU(inplace=True)),
        ]))
        self.heads = nn.ModuleDict({
            'small': nn.Linear(8, 2),
        })
        if True:
            self.extra = nn.Linear(2, 2)

    def forward(self, x):
        return self.extra(self.features(x).mean((2, 3)))
"""

NESTED = '''\
"""Blocks with a Head and a Residual path."""

import torch
import torch.nn as nn
import torch.nn.functional as F


class Other(nn.Module):
    """Nothing of a Head."""


class Block(nn.Module):
    def __init__(self, dim: int, hidden_dim: int, attn: nn.Module, mlp: nn.Module, drop: float):
        super().__init__()
        self.norm1 = nn.LayerNorm(dim)
        self.attn = attn
        self.norm2 = nn.LayerNorm(dim)
        self.mlp = nn.Sequential(nn.Linear(dim, hidden_dim), nn.GELU(), nn.Linear(hidden_dim, dim))
        self.drop = nn.Dropout(drop)

    def forward(self, x, mask):
        x = x + self.drop(self.attn(self.norm1(x), self.norm1(x), attn_mask=mask))
        y, _ = self.attn(x)
        return self.mlp(y)[0]
'''

FILLED = """\
from torch import nn


def encoder(width):
    return nn.Sequential(
        nn.Conv2d(3, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(True),
        nn.Conv2d(width, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(inplace=True),
        nn.AdaptiveAvgPool2d(1), nn.Flatten()
    )


head = nn.Sequential(
    nn.Linear(32, 32),
    nn.Tanh()
)
"""
