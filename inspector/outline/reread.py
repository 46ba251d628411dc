"""Reading a text again after a small change: what the change did not touch is not read anew."""

from bisect import bisect_left

from inspector.outline.nodes import Outline, Statement
from inspector.outline.read import OutlineError, get
from inspector.source.changes import common_head


def reread(before: str, outline: Outline, after: str) -> Outline:
    """The same as ``get(after)``; `outline` is that of the text `before`.

    Statements of the top level above the change are kept as they are, and those below it as long
    as no lines came or went. Raises OutlineError as `get` does.
    """
    old, new = before.split("\n"), after.split("\n")
    head = common_head(old, new)
    tail = 0
    if len(old) == len(new):
        tail = common_head(old[:head:-1], new[:head:-1])
    first, last = _touched(outline.body, head, len(old) - tail)
    above, below = outline.body[:first], outline.body[last:]
    start = _end(above[-1]) if above else 0
    end = _start(below[0]) - 1 if below else len(new)
    if not above and not below:
        return get(after)
    try:
        read = get("\n" * start + "\n".join(new[start:end]) + ("\n" if below else ""))
    except OutlineError:  # what was opened or left open here may go on beyond
        return get(after)
    return Outline((*above, *read.body, *below))


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
