"""Comments beside what moves: they go with it."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable

from inspector.outline.emit import nodes_of
from inspector.outline.nodes import Call, Expression, Other, Outline, Simple
from inspector.outline.reread import Reading
from inspector.source.changes import Change, apply_changes
from inspector.source.lines import Lines
from inspector.source.span import Span

_AFTER = re.compile(r"[\s,]*")
"""What may stand between the code that a comment is about and the comment."""
_CLOSING = re.compile(r"[\s,)\]}]*")


def comments_of(text: str) -> Counter[str]:
    """What follows the ``#`` of each line, and how often."""
    return Counter(line.partition("#")[2] for line in text.splitlines() if "#" in line)


def with_comments(text: str, written: str, after: Outline, reading: Reading) -> str:
    """The written text with the comments that got lost though their code is still there.

    A comment is about what ends before it in its line, or else about what begins in the next line
    of code. `reading` is what the text `written` reads as, which is equal to `after`; there, what
    was in the old text has its old places.
    """
    lost = comments_of(text) - comments_of(written)
    if not lost:
        return written
    old, new = Lines(text), Lines(written)
    kept = _kept(after, reading)
    places = _Places(new, reading)
    changes: list[Change] = []
    for line in range(1, len(old) + 1):
        code, sign, comment = old.line_text(line).partition("#")
        if not sign or not lost[comment]:
            continue
        found = _ended(old, kept, line, code) if code.strip() else _begun(old, kept, line)
        if found is not None:
            lost[comment] -= 1
            place = places.behind if code.strip() else places.above
            changes.append(place(kept[found], f"#{comment}"))
    return apply_changes(written, changes)


def _kept(after: Outline, reading: Reading) -> dict[Span, Span]:
    """Where each expression and simple statement of the old text stands in the new one.

    A statement that is gone stands where a new one was written that does the same.
    """
    end = len(after.body) - len(reading.below)
    meant = Outline(after.body[len(reading.above) : end])
    kept: dict[Span, Span] = {}
    new: list[tuple[Span, Simple]] = []
    for node, read in zip(nodes_of(meant), nodes_of(Outline(reading.read)), strict=True):
        if read.span is None or not isinstance(node, Expression | Simple):
            continue
        if node.span is not None:
            kept[node.span] = read.span
        elif isinstance(node, Simple):
            new.append((read.span, node))
    old = [each for each in nodes_of(Outline(reading.touched)) if isinstance(each, Simple)]
    gone = [(each.span, each) for each in old if each.span is not None and each.span not in kept]
    places = _by_what_they_do(new)
    for does, spans in _by_what_they_do(gone).items():
        kept.update(zip(spans, places.get(does, ()), strict=False))
    return kept


def _by_what_they_do(statements: Iterable[tuple[Span, Simple]]) -> dict[Hashable, list[Span]]:
    """Where statements stand, by what they call, or else by what they are."""
    found = defaultdict[Hashable, list[Span]](list)
    for span, node in sorted(statements, key=lambda each: each[0]):
        value = None if isinstance(node, Other) else node.value
        found[value.name if isinstance(value, Call) else node].append(span)
    return found


def _ended(old: Lines, kept: Iterable[Span], line: int, code: str) -> Span | None:
    """The outermost code of a line that ends right before its comment."""
    end = old.line_start(line) + len(code)
    ended = (
        span
        for span in kept
        if span.end_line == line and _AFTER.fullmatch(old.text, old.offsets(span)[1], end)
    )
    return min(ended, default=None)


def _begun(old: Lines, kept: Iterable[Span], line: int) -> Span | None:
    """The outermost code that begins the first line of code below a comment."""
    for below in range(line + 1, len(old) + 1):
        code = old.line_text(below)
        if code.strip() and not code.lstrip().startswith("#"):
            start = below, len(code) - len(code.lstrip())
            return max((span for span in kept if span.start == start), default=None)
    return None


class _Places:
    """Where comments fit in a text: one behind each line, any number above it."""

    def __init__(self, lines: Lines, reading: Reading) -> None:
        self._lines = lines
        self._spans = [n.span for n in nodes_of(Outline(reading.read)) if n.span is not None]
        self._taken: set[int] = set()
        """The lines that have a comment behind them by now."""

    def behind(self, span: Span, comment: str) -> Change:
        """At the end of the line, if nothing else stands there; otherwise above it."""
        line, end = span.end_line, self._lines.line_end(span.end_line)
        is_last = _CLOSING.fullmatch(self._lines.text, self._lines.offsets(span)[1], end)
        if not is_last or line in self._taken:
            return self.above(span, comment)
        self._taken.add(line)
        return Change(end, end, f"  {comment}")

    def above(self, span: Span, comment: str) -> Change:
        """On a line of its own, above what begins the line that the code is in."""
        around = sorted((each for each in self._spans if each.contains(span)), reverse=True)
        begun = (each for each in around if not self._before(each).strip())
        line = next(begun, span).line
        text = self._lines.line_text(line)
        indent = text[: len(text) - len(text.lstrip())]
        start = self._lines.line_start(line)
        return Change(start, start, f"{indent}{comment}\n")

    def _before(self, span: Span) -> str:
        """What stands in the line before some code."""
        return self._lines.text[self._lines.line_start(span.line) : self._lines.offsets(span)[0]]
