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
