"""Hooks that change what goes in and what comes out."""

from typing import Any

import torch
from torch import Tensor, nn

from tests.zoo.specimen import Specimen


def hooked() -> nn.Module:
    model = nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 2))
    model[0].register_forward_hook(lambda module, args, output: output * 2)
    model[1].register_forward_pre_hook(lambda module, args: (args[0] + 1,))
    model[2].register_forward_hook(lambda module, args, output: {"y": output, "x": args[0]})
    return model


class Once:
    """A hook that takes itself away when it has run."""

    def __init__(self, module: nn.Module) -> None:
        self.handle = module.register_forward_pre_hook(self)

    def __call__(self, module: nn.Module, args: tuple[Any, ...]) -> None:
        self.handle.remove()
        module.ran = True


def hooked_once() -> nn.Module:
    model = nn.Sequential(nn.Linear(4, 4), nn.ReLU())
    Once(model[0])
    return model


class Keyword(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)
        self.linear.register_forward_pre_hook(self.scaled, with_kwargs=True)
        self.seen = 0

    def scaled(
        self, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[tuple[Any, ...], dict[str, Any]]:
        self.seen += 1
        return args, {"input": kwargs["input"] * 2}

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(input=x)


ZOO = (
    Specimen(
        name="hooks that change",
        build=hooked,
        inputs=lambda: (torch.rand(2, 4),),
        parameters=20 + 10,
        modules=4,
        outputs="2×2 2×4",
        tree="""\
model → 2×2 2×4
  0 → 2×4
    linear → 2×4
    mul → 2×4
  1 → 2×4
    add → 2×4
    relu → 2×4
  2 → 2×2 2×4
    linear → 2×2""",
        edges=("linear → mul", "mul → add", "add → relu", "relu → linear#2"),
    ),
    Specimen(
        name="hook that removes itself",
        build=hooked_once,
        inputs=lambda: (torch.rand(2, 4),),
        parameters=20,
        modules=3,
        outputs="2×4",
        edges=("input → linear", "linear → 1"),
    ),
    Specimen(
        name="hook on keywords",
        build=Keyword,
        inputs=lambda: (torch.rand(2, 4),),
        parameters=20,
        modules=2,
        outputs="2×4",
        ops="mul linear",
        edges=("input → mul", "mul → linear#2"),
    ),
)
