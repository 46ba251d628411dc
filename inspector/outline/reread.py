"""Reading a text again after a small change: what the change did not touch is not read anew."""

from bisect import bisect_left
from dataclasses import dataclass

from inspector.outline.moved import moved
from inspector.outline.nodes import Outline, Statement
from inspector.outline.read import OutlineError, get
from inspector.source.changes import common_head


@dataclass(frozen=True)
class Reading:
    """An outline of which only a part was read anew."""

    above: tuple[Statement, ...]
    read: tuple[Statement, ...]
    below: tuple[Statement, ...]
    """As they were before the change, at the places that they had."""
    touched: tuple[Statement, ...]
    """What stood before in the place of `read`."""

    @property
    def outline(self) -> Outline:
        return Outline((*self.above, *self.read, *self.below))


def reread(before: str, outline: Outline, after: str) -> Outline:
    """The same as ``get(after)``; `outline` is that of the text `before`.

    Statements of the top level above the change are kept as they are, and so are those below it
    unless lines came or went: then they are moved. Raises OutlineError as `get` does.
    """
    reading = read_change(before, outline, after)
    lines = after.count("\n") - before.count("\n")
    if lines == 0:
        return reading.outline
    below = (moved(each, lines) for each in reading.below)
    return Outline((*reading.above, *reading.read, *below))


def read_change(before: str, outline: Outline, after: str) -> Reading:
    """Equal to ``get(after)``, but what follows the change has the places that it had before.

    Raises OutlineError as `get` does.
    """
    old, new = before.split("\n"), after.split("\n")
    head = common_head(old, new)
    most = min(len(old), len(new)) - head
    tail = common_head(old[: -most - 1 : -1], new[: -most - 1 : -1])
    first, last = _touched(outline.body, head, len(old) - tail)
    above, below = outline.body[:first], outline.body[last:]
    start = _end(above[-1]) if above else 0
    end = _start(below[0]) - 1 + len(new) - len(old) if below else len(new)
    if above or below:
        part = "\n" * start + "\n".join(new[start:end]) + ("\n" if below else "")
        try:
            return Reading(above, get(part).body, below, outline.body[first:last])
        except OutlineError:  # what was opened or left open here may go on beyond
            pass
    return Reading((), get("\n".join(new)).body, (), outline.body)


def _touched(body: tuple[Statement, ...], head: int, tail: int) -> tuple[int, int]:
    """Which statements are to be read again, for lines from `head` on to before `tail` (from 0).

    One more than has changed on each side: a line that comes after a class may belong to it.
    """
    first = max(0, bisect_left(body, head, key=_end) - 1)
    while first and _start(body[first]) <= _end(body[first - 1]):
        first -= 1
    last = bisect_left(body, tail + 1, lo=first, key=_start) + 1
    while last < len(body) and _start(body[last]) <= _end(body[last - 1]):
        last += 1
    return first, min(last, len(body))


def _start(node: Statement) -> int:
    assert node.span is not None, "it is read from a text"
    return node.span.line


def _end(node: Statement) -> int:
    assert node.span is not None, "it is read from a text"
    return node.span.end_line
