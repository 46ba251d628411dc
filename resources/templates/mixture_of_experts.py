"""A mixture of experts: a gate decides how much each of them has to say."""

import torch
from torch import nn


class Expert(nn.Sequential):
    def __init__(self, width):
        super().__init__(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))


class MixtureOfExperts(nn.Module):
    def __init__(self, width=32, num_experts=4):
        super().__init__()
        self.gate = nn.Linear(width, num_experts)
        self.experts = nn.ModuleList([Expert(width) for _ in range(num_experts)])

    def forward(self, X):
        shares = self.gate(X).softmax(dim=-1)
        answers = torch.stack([expert(X) for expert in self.experts], dim=-1)
        return (answers * shares.unsqueeze(-2)).sum(dim=-1)


model = MixtureOfExperts()
X = torch.rand(2, 32)
