"""Weights that are computed from other parameters at each call."""

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrizations, parametrize
from torch.nn.utils import spectral_norm as old_spectral_norm
from torch.nn.utils import weight_norm as old_weight_norm

from tests.zoo.specimen import Specimen


class Symmetric(nn.Module):
    def forward(self, weight: Tensor) -> Tensor:
        return weight.triu() + weight.triu(1).T


def symmetric() -> nn.Module:
    linear = nn.Linear(4, 4)
    parametrize.register_parametrization(linear, "weight", Symmetric())
    return nn.Sequential(linear, nn.ReLU())


def row() -> tuple[Tensor]:
    return (torch.rand(2, 4),)


# The parametrized module, its `parametrizations`, the list for the weight, and what computes it.
FOUR_MODULES = 4

ZOO = (
    Specimen(
        name="parametrization",
        build=symmetric,
        inputs=row,
        parameters=20,
        modules=1 + FOUR_MODULES + 1,
        outputs="2×4",
        calls={"0": 1, "0.parametrizations.weight": 1, "0.parametrizations.weight.0": 1},
        tree="""\
model → 2×4
  0 → 2×4
    0.parametrizations.weight → 4×4
      0.parametrizations.weight.0 → 4×4
        triu → 4×4
        triu → 4×4
        T → 4×4
        add → 4×4
    linear → 2×4
  1 → 2×4""",
        edges=("parameter → triu", "add → linear", "linear → 1"),
    ),
    Specimen(
        name="weight norm",
        build=lambda: nn.Sequential(parametrizations.weight_norm(nn.Linear(4, 3)), nn.ReLU()),
        inputs=row,
        parameters=3 + 12 + 3,  # magnitudes, directions, bias
        modules=1 + FOUR_MODULES + 1,
        outputs="2×3",
        edges=("parameter → _weight_norm", "_weight_norm → linear"),
    ),
    Specimen(
        name="spectral norm",
        build=lambda: nn.Sequential(parametrizations.spectral_norm(nn.Linear(4, 3)), nn.ReLU()),
        inputs=row,
        parameters=15,
        modules=1 + FOUR_MODULES + 1,
        outputs="2×3",
        edges=("buffer → mv", "div → linear"),
    ),
    Specimen(
        name="orthogonal",
        build=lambda: parametrizations.orthogonal(nn.Linear(4, 4)),
        inputs=row,
        parameters=20,
        modules=FOUR_MODULES,
        outputs="2×4",
        calls={"": 1, "parametrizations.weight.0": 1},
    ),
    Specimen(
        name="weight norm by a hook",
        build=lambda: nn.Sequential(old_weight_norm(nn.Linear(4, 3)), nn.ReLU()),
        inputs=row,
        parameters=3 + 12 + 3,
        modules=3,
        outputs="2×3",
        constants=("0.weight",),  # what the hook computed when it was made
        edges=("parameter → _weight_norm", "_weight_norm → linear"),
    ),
    Specimen(
        name="spectral norm by a hook",
        build=lambda: nn.Sequential(old_spectral_norm(nn.Linear(4, 3)), nn.ReLU()),
        inputs=row,
        parameters=15,
        modules=3,
        outputs="2×3",
        constants=("0.weight",),
        shared={"0.weight": "0.weight_orig"},
        edges=("div → linear",),
    ),
)
