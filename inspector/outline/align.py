"""Which item of a sequence became which: unchanged, changed in place, gone or new."""

from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias, TypeVar

from inspector.outline.nodes import Node

T = TypeVar("T", bound=Node)

Pair: TypeAlias = tuple[T | None, T | None]


def align(before: Sequence[T], after: Sequence[T], kin: Callable[[T], Hashable]) -> list[Pair[T]]:
    """Pairs (old, new) in their new order; None stands where an item is new or gone.

    Equal items of one place pair first, so that of two lines that say the same the right one
    goes. Between those, equal items pair, then what was changed in its place, then items whose
    `kin` keys agree (an assignment to the same name, a function called the same), and then
    whatever is left in equal numbers.
    """
    head, tail = _common_ends(before, after)
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    return [
        *zip(before[:head], after[:head], strict=True),
        *_aligned(*middle, (_itself, _meaning, _place, kin)),
        *zip(before[len(before) - tail :], after[len(after) - tail :], strict=True),
    ]


def _itself(item: Node) -> Hashable:
    return item, item.span


def _meaning(item: Node) -> Hashable:
    return item


def _place(item: Node) -> Hashable:
    return type(item), item.span if item.span is not None else id(item)


def _common_ends(before: Sequence[T], after: Sequence[T]) -> tuple[int, int]:
    """How many items are the same at the beginning, and how many of the others at the end.

    Most changes are small; this keeps them cheap in lists of thousands.
    """
    shorter = min(len(before), len(after))
    head = next((i for i in range(shorter) if not _is_same(before[i], after[i])), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if not _is_same(before[-1 - i], after[-1 - i])), rest)
    return head, tail


def _is_same(old: Node, new: Node) -> bool:
    return old is new or (old.span == new.span and old == new)


def _aligned(
    before: Sequence[T], after: Sequence[T], keys: Sequence[Callable[[T], Hashable]]
) -> list[Pair[T]]:
    """Pairs of the items whose first keys agree; between them by the keys that follow."""
    key, *coarser = keys
    numbers: dict[Hashable, int] = {}
    old = [numbers.setdefault(key(item), len(numbers)) for item in before]
    new = [numbers.setdefault(key(item), len(numbers)) for item in after]
    pairs: list[Pair[T]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += zip(before[i1:i2], after[j1:j2], strict=True)
        elif coarser:
            between: list[Pair[T]] = _aligned(before[i1:i2], after[j1:j2], coarser)
            pairs += between
        elif i2 - i1 == j2 - j1:
            pairs += zip(before[i1:i2], after[j1:j2], strict=True)
        else:
            pairs += [(item, None) for item in before[i1:i2]]
            pairs += [(None, item) for item in after[j1:j2]]
    return pairs
