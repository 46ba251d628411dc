"""What is said of modules that torch does not see."""

from typing import Any

import pytest
import torch
from torch import Tensor, nn

from inspector.engine.api import trace


class Holder(nn.Module):
    def __init__(self, **attributes: Any) -> None:
        super().__init__()
        for name, thing in attributes.items():
            setattr(self, name, thing)

    def forward(self, x: Tensor) -> Tensor:
        return x + 1


class Plain:
    def __init__(self) -> None:
        self.layer = nn.Linear(1, 1)


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        ({"a": [nn.Linear(1, 1)]}, "`a` is a plain list: 1 module with 2 parameters in it are"),
        (
            {"a": [nn.ReLU()], "b": [nn.Tanh()]},
            "`a` and `b` are plain lists: 2 modules with 0 parameters in them are",
        ),
        (
            {"a": [nn.ReLU()], "b": Plain()},
            "`a` and `b` are no modules: 2 modules with 2 parameters in them are",
        ),
    ],
)
def test_who_holds_them_is_said_in_words(attributes: dict[str, Any], said: str) -> None:
    (problem,) = trace(Holder(**attributes), torch.ones(1)).problems
    assert problem.message.startswith(said)
