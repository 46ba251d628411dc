"""Which item of a sequence became which: unchanged, changed in place, gone or new."""

from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias, TypeVar

T = TypeVar("T", bound=Hashable)

Pair: TypeAlias = tuple[T | None, T | None]


def align(before: Sequence[T], after: Sequence[T], kin: Callable[[T], Hashable]) -> list[Pair[T]]:
    """Pairs (old, new) in their new order; None stands where an item is new or gone.

    Equal items pair first. Between those, items pair whose `kin` keys agree (an assignment to
    the same name, a function called the same), and then whatever is left of one key's type.
    """
    head, tail = _common_ends(before, after)
    return [
        *zip(before[:head], after[:head], strict=True),
        *_aligned(before[head : len(before) - tail], after[head : len(after) - tail], kin),
        *zip(before[len(before) - tail :], after[len(after) - tail :], strict=True),
    ]


def _common_ends(before: Sequence[T], after: Sequence[T]) -> tuple[int, int]:
    """How many items are the same at the beginning, and how many of the others at the end.

    Most changes are small; this keeps them cheap in lists of thousands.
    """
    shorter = min(len(before), len(after))
    head = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if before[-1 - i] != after[-1 - i]), rest)
    return head, tail


def _aligned(
    before: Sequence[T], after: Sequence[T], kin: Callable[[T], Hashable]
) -> list[Pair[T]]:
    numbers: dict[T, int] = {}
    old = [numbers.setdefault(item, len(numbers)) for item in before]
    new = [numbers.setdefault(item, len(numbers)) for item in after]
    pairs: list[Pair[T]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += zip(before[i1:i2], after[j1:j2], strict=True)
        else:
            between: list[Pair[T]] = _by_kin(before[i1:i2], after[j1:j2], kin)
            pairs += between
    return pairs


def _by_kin(before: Sequence[T], after: Sequence[T], kin: Callable[[T], Hashable]) -> list[Pair[T]]:
    old, new = [kin(item) for item in before], [kin(item) for item in after]
    pairs: list[Pair[T]] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal" or (i2 - i1 == j2 - j1):
            pairs += zip(before[i1:i2], after[j1:j2], strict=True)
        else:
            pairs += [(item, None) for item in before[i1:i2]]
            pairs += [(None, item) for item in after[j1:j2]]
    return pairs
