"""What is noted of the numbers in a tensor."""

import math

import pytest
import torch
from torch import Tensor

from inspector.engine.recorder.numbers import Numbers, numbers_of


@pytest.mark.parametrize(
    ("tensor", "expected"),
    [
        (torch.tensor([1.5, -2.0]), Numbers(False, False, False, -2.0, 1.5, False)),
        (torch.tensor([0, 3]), Numbers(False, False, False, 0.0, 3.0, True)),
        (torch.tensor([math.nan, 4.0]), Numbers(True, False, False, 4.0, 4.0, False)),
        (torch.tensor([math.inf, 0.0, 2.0]), Numbers(False, True, False, 0.0, 2.0, True)),
        (torch.tensor([-math.inf]), Numbers(False, True, True, 0.0, 0.0, False)),
        (torch.tensor([1 + 2j, -3j]), Numbers(False, False, False, -3.0, 2.0, True)),
        (torch.tensor([60000.0]).half(), Numbers(False, False, False, 6e4, 6e4, False)),
        (torch.empty(0), Numbers(False, False, False, 0.0, 0.0, False)),
    ],
)
def test_each_kind_is_told_from_the_others(tensor: Tensor, expected: Numbers) -> None:
    assert numbers_of(tensor) == expected


def test_where_there_are_no_numbers_nothing_is_said() -> None:
    assert numbers_of(torch.empty(2, device="meta")) is None
