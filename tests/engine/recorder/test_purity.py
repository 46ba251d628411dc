import math
import random
from collections.abc import Callable

import pytest
import torch
from torch.nn import functional as F

from inspector.engine.recorder.purity import ImpureError, outer_reads

SCALE = 2
TABLE = {"a": 1}


def plain(x: torch.Tensor) -> torch.Tensor:
    return F.relu(x) * math.sqrt(SCALE) + torch.ones(2)


def through_another(x: torch.Tensor) -> list[torch.Tensor]:
    return [plain(part) for part in x]


def with_a_default(x: int, y: int = 3) -> int:
    return x + y


def closed(scale: object) -> Callable[[object], object]:
    return lambda x: (x, scale)


def writes_a_global() -> None:
    global SCALE
    SCALE = 2


def reads_a_table() -> int:
    return TABLE["a"]


def rolls_dice() -> float:
    return random.random()


def prints(x: object) -> None:
    print(x)


def changes_an_attribute(x: SCALE) -> None:  # type: ignore[valid-type]
    x.part = 1  # type: ignore[attr-defined]


def imports() -> object:
    import os

    return os


def seeds() -> None:
    torch.manual_seed(0)


def asks_another() -> float:
    return rolls_dice()


def with_a_memory(x: list[int] = []) -> int:  # noqa: B006
    return len(x)


def counter() -> Callable[[], int]:
    n = 0

    def count() -> int:
        nonlocal n
        n += 1
        return n

    return count


@pytest.mark.parametrize("code", [plain, through_another, with_a_default, closed(3), torch.relu])
def test_code_that_looks_at_its_arguments_and_at_constants_is_pure(code: object) -> None:
    outer_reads(frozenset((code,)))


@pytest.mark.parametrize(
    "code",
    [
        *(writes_a_global, reads_a_table, rolls_dice, prints, changes_an_attribute, imports),
        *(seeds, asks_another, with_a_memory, counter(), closed([1]), random.random),
    ],
)
def test_code_that_could_read_or_change_more_is_not(code: object) -> None:
    with pytest.raises(ImpureError):
        outer_reads(frozenset((code,)))


def test_the_constants_are_read_as_they_are_now(monkeypatch: pytest.MonkeyPatch) -> None:
    reads = outer_reads(frozenset((plain,)))
    before = [read() for read in reads]
    assert (int, 2) in before
    assert [read() for read in reads] == before
    monkeypatch.setitem(globals(), "SCALE", 3)
    assert (int, 3) in [read() for read in reads]
