"""A change of a text as a value, and where a place has gone after it."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from inspector.source.lines import Lines
from inspector.source.span import Span


class Change(NamedTuple):
    """Replace ``text[start:end]`` by `new`; offsets count characters of the old text."""

    start: int
    end: int
    new: str


def apply_changes(text: str, changes: Iterable[Change]) -> str:
    """The text after all changes, which must not overlap; their order does not matter.

    Insertions at one place keep the order in which they are given. Raises ValueError if two
    changes overlap.
    """
    pieces: list[str] = []
    at = 0
    for change in sorted(changes, key=lambda change: (change.start, change.end)):
        if change.start < at:
            raise ValueError(f"overlapping change at {change.start}")
        pieces += (text[at : change.start], change.new)
        at = change.end
    pieces.append(text[at:])
    return "".join(pieces)


def changes_between(before: str, after: str) -> tuple[Change, ...]:
    """A small set of changes that turns one text into the other, found line by line."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    head = common_head(old, new)
    tail = common_head(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    matcher = SequenceMatcher(None, old_middle, new_middle)  # lines that recur often are junk
    at = sum(map(len, old[:head]))
    changes: list[Change] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        gone, came = "".join(old_middle[i1:i2]), "".join(new_middle[j1:j2])
        if kind != "equal":
            changes += _trimmed(at, gone, came)
        at += len(gone)
    return tuple(changes)


def _trimmed(at: int, gone: str, came: str) -> list[Change]:
    """The change without what both sides share; wrapping what stood there is two insertions."""
    head = common_head(gone, came)
    gone, came = gone[head:], came[head:]
    tail = common_head(gone[::-1], came[::-1])
    start, end = at + head, at + head + len(gone) - tail
    gone, came = gone[: len(gone) - tail], came[: len(came) - tail]
    inner = came.find(gone) if gone else -1
    if inner < 0:
        return [Change(start, end, came)]
    return [Change(start, start, came[:inner]), Change(end, end, came[inner + len(gone) :])]


def common_head(one: Sequence[object], other: Sequence[object]) -> int:
    """How many items two sequences have in common from their beginnings on."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


class Rebase:
    """Where the places of an old text lie in the text after some changes."""

    def __init__(self, before: str, after: str) -> None:
        self._before, self._after = Lines(before), Lines(after)
        self._changes = changes_between(before, after)

    def span(self, span: Span) -> Span | None:
        """The span's new place, grown by changes within it; None if it was deleted whole."""
        if span.end_line > len(self._before):
            return None
        start, end = self._before.offsets(span)
        shift_start = shift_end = 0
        for change in self._changes:
            growth = len(change.new) - (change.end - change.start)
            if change.end <= start:
                shift_start += growth
                shift_end += growth
            elif change.start >= end:
                break
            elif change.start <= start and end <= change.end:
                return None
            elif start <= change.start and change.end <= end:
                shift_end += growth
            elif change.start < start:
                moved = len(change.new) - (start - change.start)
                shift_start += moved
                shift_end += growth
            else:
                shift_end += change.start - end
        return self._after.span(start + shift_start, end + shift_end)
