from collections import deque
from dataclasses import dataclass
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from inspector.engine.recorder.contents import literal, shown, tensors_in

ONE, TWO = torch.ones(1), torch.ones(2)


@dataclass
class Pair:
    first: Any
    second: Any


class Plain:
    def __init__(self) -> None:
        self.cache = [ONE]


@pytest.mark.parametrize(
    ("thing", "found"),
    [
        (ONE, [ONE]),
        ([ONE, (TWO, 3)], [ONE, TWO]),
        ({"a": TWO, "b": {"c": ONE}}, [TWO, ONE]),
        (Pair(TWO, deque([ONE])), [TWO, ONE]),
        (slice(ONE, None, TWO), [ONE, TWO]),
        (Plain(), [ONE]),
        (nn.Linear(2, 2), []),
        ("text", []),
        (None, []),
    ],
)
def test_tensors_are_found_in_reading_order(thing: object, found: list[Tensor]) -> None:
    assert [id(tensor) for tensor in tensors_in(thing)] == [id(tensor) for tensor in found]


def test_nesting_has_no_limit_and_cycles_end() -> None:
    nested: list[Any] = [ONE]
    for _ in range(5000):
        nested = [nested]
    nested.append(nested)
    assert len(tensors_in(nested)) == 1


@pytest.mark.parametrize(
    ("thing", "text"),
    [
        (3, "3"),
        (0.123456, "0.1235"),
        ("mean", "'mean'"),
        ((1,), "(1,)"),
        ([1, (2, None)], "[1, (2, None)]"),
        (slice(None, 3), ":3"),
        (slice(1, None, 2), "1::2"),
        (..., "..."),
        (torch.float32, "torch.float32"),
        (torch.Size((2, 3)), "(2, 3)"),
        (ONE, "…"),
        (nn.ReLU(), "ReLU"),
        (list(range(20)), "[0, 1, 2, 3, 4, 5, 6, 7, …]"),
        ("x" * 1000, "'…'"),
        ((10**5000,), "(…,)"),
        ({"a": 1}, "{'a': 1}"),
        (torch.device("cuda", 1), "'cuda:1'"),
    ],
)
def test_literals_are_shown_as_they_are_written(thing: object, text: str) -> None:
    assert shown(literal(thing)) == text
