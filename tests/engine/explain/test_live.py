"""Failures of live models: explained as those of files, at the place where they were written."""

import torch
from torch import Tensor, nn

from inspector.engine.api import trace
from inspector.report.model import Failure


def failure(model: nn.Module, *inputs: Tensor) -> Failure:
    found = trace(model, *inputs).failure
    assert found is not None
    assert found.fixes == ()
    return found


class Unpacks(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        batch, channels, height, width = x.shape
        return x.reshape(batch, channels * height * width)


def test_a_mistake_in_the_python_of_a_forward() -> None:
    found = failure(nn.Sequential(nn.ReLU(), Unpacks()), torch.rand(2, 20))
    assert found.explanation.startswith(
        "`batch, channels, height, width` are 4 names, but `x.shape` has 2 dimensions."
    )
    assert found.module == "1"
    assert found.source is not None
    assert found.source.file == __file__


def test_two_modules_that_do_not_fit() -> None:
    found = failure(nn.Sequential(nn.Linear(4, 8), nn.Linear(9, 2)), torch.rand(2, 4))
    assert "needs a last dimension of 9 (in_features), got 8" in found.explanation
    assert "The 8 comes from `0` (Linear)." in found.explanation
    assert found.module == "1"


class Adds(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.a, self.b = nn.Linear(4, 3), nn.Linear(4, 5)

    def forward(self, x: Tensor) -> Tensor:
        return self.a(x) + self.b(x)


def test_a_function_between_modules() -> None:
    found = failure(Adds(), torch.rand(2, 4))
    assert found.explanation == (
        "`self.a(x) + self.b(x)` puts (2, 3) and (2, 5) together, but dimension -1 is 3 on one "
        "side and 5 on the other. (2, 3) comes from `a` (Linear); (2, 5) comes from `b` (Linear)."
    )
