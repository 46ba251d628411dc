"""The models of the chapter on building blocks, from the files that come with the package."""

import runpy
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import nn

from tests.zoo.specimen import Specimen

EXAMPLES = Path(__file__).parents[2] / "resources" / "examples"


def model_of(file: str) -> nn.Module:
    names: dict[str, Any] = runpy.run_path(str(EXAMPLES / f"{file}.py"))
    model: nn.Module = names["chimera" if file == "chimera" else "net"]
    return model


def built(file: str) -> Callable[[], nn.Module]:
    return partial(model_of, file)


def X() -> tuple[torch.Tensor]:
    return (torch.rand(2, 20),)


ZOO = (
    Specimen(
        name="Sequential",
        build=built("net"),
        inputs=X,
        parameters=20 * 256 + 256 + 256 * 10 + 10,
        modules=4,
        outputs="2×10",
        tree="model → 2×10\n  0 → 2×256\n  1 → 2×256\n  2 → 2×10",
    ),
    Specimen(
        name="MLP",
        build=built("mlp"),
        inputs=X,
        parameters=7946,
        modules=3,
        outputs="2×10",
        ops="relu",
        edges=("hidden → relu", "relu → out"),
    ),
    Specimen(
        name="MySequential",
        build=built("my_sequential"),
        inputs=X,
        parameters=7946,
        modules=4,
        outputs="2×10",
        frames=("for module in self.children() × 3",),
    ),
    Specimen(
        name="NestMLP",
        build=built("nest_mlp"),
        inputs=X,
        # 20·64+64 + 64·32+32 + 32·16+16
        parameters=1344 + 2080 + 528,
        modules=7,
        outputs="2×16",
        edges=("net.3 → linear",),
    ),
    Specimen(
        name="Parallel",
        build=built("parallel"),
        inputs=X,
        parameters=(20 * 16 + 16) + (20 * 8 + 8),
        modules=5,
        outputs="2×24",
        ops="cat",
        edges=("input → net1.0", "input → net2", "net1.1 → cat", "net2 → cat"),
    ),
    Specimen(
        name="ListSequential",
        build=built("modules_in_a_list"),
        inputs=X,
        parameters=0,
        modules=4,
        outputs="2×10",
        hidden=("layers[0]", "layers[1]", "layers[2]"),
        calls={"layers[0]": 1, "layers[1]": 1, "layers[2]": 1},
        frames=("for layer in self.layers × 3",),
        problems=("unregistered-modules ",),
    ),
    Specimen(
        name="repeated blocks",
        build=built("repeated_blocks"),
        inputs=X,
        # 20·32+32, four times 32·32+32, 32·10+10
        parameters=672 + 4 * 1056 + 330,
        modules=1 + 1 + 1 + 4 * 3 + 1,
        outputs="2×10",
        edges=("0 → 1.0.linear", "1.3.activation → 2"),
    ),
)
"""The two with a loop that depends on the numbers are in tests/engine/test_examples.py."""
