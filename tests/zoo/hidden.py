"""Modules that torch does not see: in containers and objects, made late, made again."""

import functools

import torch
from torch import Tensor, nn

from tests.zoo.specimen import Specimen

OUTSIDE = nn.Linear(4, 4)


class Engine:
    """A plain object that owns a module."""

    def __init__(self) -> None:
        self.inner = nn.Linear(4, 4)


class Hiding(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        secret = nn.Linear(4, 4)
        self.listed = [nn.Linear(4, 4), (nn.ReLU(), {"deep": nn.Linear(4, 4)})]
        self.run = lambda x: secret(x)
        self.partly = functools.partial(nn.functional.linear, weight=torch.ones(4, 4))
        self.engine = Engine()

    def forward(self, x: Tensor) -> Tensor:
        first, (relu, rest) = self.listed
        x = self.engine.inner(self.run(rest["deep"](relu(first(x)))))
        return self.partly(x)


class Late(nn.Module):
    """Makes modules while it runs, and calls one that nobody holds."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        norm = nn.LayerNorm(4)
        return nn.Sequential(nn.Linear(4, 2), nn.ReLU())(OUTSIDE(norm(self.linear(x))))


ZOO = (
    Specimen(
        name="hidden modules",
        build=Hiding,
        inputs=lambda: (torch.rand(2, 4),),
        parameters=0,
        modules=6,
        outputs="2×4",
        hidden=(
            "listed[0]",
            "listed[1][0]",
            "listed[1][1]['deep']",
            "run.secret",
            "engine.inner",
        ),
        constants=("partly.keywords['weight']",),
        edges=(
            "input → listed[0]",
            "listed[0] → listed[1][0]",
            "listed[1][1]['deep'] → run.secret",
            "run.secret → engine.inner",
            "constant → linear",
        ),
        problems=("unregistered-modules ",),
    ),
    Specimen(
        name="modules made in forward",
        build=Late,
        inputs=lambda: (torch.rand(2, 4),),
        parameters=20,
        modules=2 + 2 + 3,
        outputs="2×2",
        hidden=("<LayerNorm>", "<Linear>", "<Sequential>", "<Sequential>.0", "<Sequential>.1"),
        calls={"<Linear>": 1, "<Sequential>.0": 1},
        edges=(
            "parameter → kaiming_uniform_",
            "linear → <LayerNorm>",
            "<Linear> → <Sequential>.0",
        ),
        problems=("unregistered-modules ",),
    ),
    Specimen(
        name="lazy",
        build=lambda: nn.Sequential(
            nn.LazyConv2d(4, 3), nn.LazyBatchNorm2d(), nn.Flatten(), nn.LazyLinear(5)
        ),
        inputs=lambda: (torch.rand(2, 3, 6, 6),),
        # 3·3 on 3 channels, a norm, then 4·4·4 numbers into 5
        parameters=(4 * 27 + 4) + 8 + (5 * 64 + 5),
        modules=5,
        outputs="2×5",
        edges=("0 → 1", "2 → 3"),
        ops="",
    ),
)
