"""Insertion and removal of arguments and list items, on one line or spread over many."""

from collections.abc import Iterator, Sequence

from inspector.outline.align import Pair
from inspector.outline.emit import Emitter, indent_of
from inspector.outline.nodes import Argument, Entry
from inspector.outline.style import WIDEST
from inspector.source.changes import Change
from inspector.source.lines import Lines

Item = Argument | Entry


class ItemSplicer:
    """Changes for the items between two brackets of one text."""

    def __init__(self, lines: Lines, emitter: Emitter) -> None:
        self._text = lines.text
        self._lines = lines
        self._emitter = emitter

    def opening(self, after: int) -> int:
        """Offset just after the opening parenthesis of a call whose function ends at `after`."""
        return self._text.index("(", after) + 1

    def is_one_line(self, start: int, end: int) -> bool:
        """Whether the brackets stand on one line, so that their content can be laid out anew."""
        return "\n" not in self._text[start:end]

    def outgrows(self, brackets: str, new: Sequence[Item], start: int, end: int) -> bool:
        """Whether new items make a line too long that was not so before."""
        line = self._lines.line_at(start)
        length = self._lines.line_end(line) - self._lines.line_start(line)
        if length > self._emitter.style.width:
            return False
        indent = indent_of(self._lines.line_text(line))
        text = self._emitter.listed(brackets, new, indent, 0)
        return "\n" in text or length - (end - start + 2) + len(text) > self._limit(end)

    def _limit(self, end: int) -> int:
        """How long the line may get on which a bracket closes at `end`.

        Where other items follow on it, lines of its own for each argument would tear these apart.
        """
        following = self._text[end : self._lines.line_end(self._lines.line_at(end))].lstrip(")]}, ")
        alone = not following or following.startswith("#")
        return self._emitter.style.width if alone else max(self._emitter.style.width, WIDEST)

    def laid_out(self, brackets: str, new: Sequence[Item], start: int, end: int) -> list[Change]:
        """Write the items anew between brackets that stand on one line, or over lines if long."""
        line = self._lines.line_at(start)
        indent = indent_of(self._lines.line_text(line))
        column = start - 1 - self._lines.line_start(line)
        text = self._emitter.listed(brackets, new, indent, column)
        rest = self._lines.line_end(line) - end - 1
        if "\n" not in text and column + len(text) + rest > self._limit(end):
            text = self._emitter.listed(brackets, new, indent, self._emitter.style.width)
        return [Change(start, end, text[1:-1])]

    def over_lines(self, pairs: Sequence[Pair[Item]], start: int, end: int) -> list[Change]:
        """The changes for gone and new items; `start` and `end` are just inside the brackets."""
        old = [item for item, _ in pairs if item is not None]
        if all(new is None for _, new in pairs) and "#" not in self._text[start:end]:
            return [Change(start, end, "")]
        changes: list[Change] = []
        for gone, new, following in _runs(pairs):
            if not old:
                changes.append(self._first(new, start, end))
            elif gone and new:
                changes.append(self._instead_of(gone.pop(0), new))
            elif new and following is not None:
                changes.append(self._inserted_before(following, new, old))
            elif new:
                changes += self._appended(old, new, end)
            for item in gone:
                changes += self._removed(item, old, end)
        return changes

    def _first(self, new: Sequence[Item], start: int, end: int) -> Change:
        """The items between brackets that held nothing but comments, below these."""
        line = self._lines.line_at(end)
        line_start = self._lines.line_start(line)
        if self._text[line_start:end].strip():
            raise ValueError("the closing bracket stands behind a comment")
        indent = indent_of(self._lines.line_text(line - 1))
        if self._lines.line_at(start) == line - 1:
            indent += self._emitter.style.unit
        rows = [f"{indent}{self._emitter.item(each, indent)},\n" for each in new]
        return Change(line_start, line_start, "".join(rows))

    def _instead_of(self, item: Item, new: Sequence[Item]) -> Change:
        start, stop = self._offsets(item)
        indent = self._indent_at(start)
        rows = [self._emitter.item(each, indent) for each in new]
        return Change(start, stop, f",\n{indent}".join(rows))

    def _indent_at(self, start: int) -> str:
        """The blanks that a further line needs to begin where an item begins."""
        before = self._text[self._lines.line_start(self._lines.line_at(start)) : start]
        return " " * len(before) if before.strip() else before  # or it hangs from the bracket

    def _inserted_before(self, item: Item, new: Sequence[Item], old: Sequence[Item]) -> Change:
        start = self._offsets(item)[0]
        if self._neighbor(item, old, -1) is not None:
            return Change(start, start, self._beside(new, start, "{0}, ", "{0},\n{1}"))
        indent = self._indent_at(start)
        rows = [f"{self._emitter.item(each, indent)},\n{indent}" for each in new]
        return Change(start, start, "".join(rows))

    def _appended(self, old: Sequence[Item], new: Sequence[Item], end: int) -> list[Change]:
        last = old[-1]
        start, stop = self._offsets(last)
        indent = self._indent_at(start)
        comma = self._comma_after(stop, end)
        if self._neighbor(last, old, -1) is not None:
            return [Change(stop, stop, self._beside(new, start, ", {0}", ",\n{1}{0}"))]
        closes_alone = "\n" in self._text[comma if comma is not None else stop : end]
        ends = closes_alone and (comma is not None or len(old) == 1)
        rows = [f"\n{indent}{self._emitter.item(each, indent)}" for each in new]
        text = ",".join(rows) + ("," if ends else "")
        if comma is None:
            at = self._end_of_comment(stop, end)
            return [Change(stop, stop, ","), Change(at, at, text)]
        at = self._end_of_comment(comma + 1, end)
        return [Change(at, at, text)]

    def _removed(self, item: Item, old: Sequence[Item], end: int) -> list[Change]:
        start, stop = self._offsets(item)
        line_start = self._lines.line_start(self._lines.line_at(start))
        comma = self._comma_after(stop, end)
        stop = stop if comma is None else comma + 1
        line_end = self._lines.line_end(self._lines.line_at(stop))
        alone = not self._text[line_start:start].strip() and not self._code(stop, line_end)
        if alone and line_end < end:
            gone = Change(line_start, line_end + 1, "")
            return [gone] if comma is not None else [*self._comma_before(item, old), gone]
        if self._neighbor(item, old, -1) is not None and self._neighbor(item, old, 1) is None:
            before = self._text[:start].rstrip()
            kept = before if comma is not None else before.removesuffix(",")
            return [Change(len(kept), stop, "")]
        following = next((each for each in old if self._offsets(each)[0] >= stop), None)
        if following is not None:
            return [Change(start, self._offsets(following)[0], "")]
        rest = self._offsets(old[-2])[1] if len(old) > 1 else start
        return [Change(start if "#" in self._text[rest:start] else rest, stop, "")]

    def _comma_before(self, item: Item, old: Sequence[Item]) -> list[Change]:
        """The comma before a last item goes with it where this has none behind it."""
        if len(old) < 2 or old[-1] is not item:
            return []
        comma = self._comma_after(self._offsets(old[-2])[1], self._offsets(item)[0])
        return [Change(comma, comma + 1, "")] if comma is not None else []

    def _neighbor(self, item: Item, old: Sequence[Item], step: int) -> Item | None:
        """The item before or after one, if it stands on the same line."""
        at = next(i for i, each in enumerate(old) if each is item) + step
        other = old[at] if 0 <= at < len(old) else None
        if other is None:
            return None
        first, second = (other, item) if step < 0 else (item, other)
        between = self._text[self._offsets(first)[1] : self._offsets(second)[0]]
        return other if "\n" not in between else None

    def _beside(self, new: Sequence[Item], start: int, same: str, other: str) -> str:
        """New items next to others of a line, in the form for the same line if it has room."""
        line = self._lines.line_text(self._lines.line_at(start))
        indent = indent_of(line)
        rows = [self._emitter.item(each, indent) for each in new]
        text = "".join(same.format(each) for each in rows)
        if "\n" not in text and len(line) + len(text) <= WIDEST:
            return text
        return "".join(other.format(each, indent) for each in rows)

    def _comma_after(self, at: int, end: int) -> int | None:
        """Offset of the comma that follows an item, if one does."""
        while at < end:
            if self._text[at] == ",":
                return at
            if self._text[at] == "#":
                at = self._lines.line_end(self._lines.line_at(at))
            at += 1
        return None

    def _end_of_comment(self, at: int, end: int) -> int:
        """Where the line ends if only a comment follows, else `at`."""
        line_end = min(self._lines.line_end(self._lines.line_at(at)), end)
        rest = self._text[at:line_end].strip()
        return line_end if rest.startswith("#") else at

    def _code(self, start: int, end: int) -> bool:
        rest = self._text[start:end].strip()
        return bool(rest) and not rest.startswith("#")

    def _offsets(self, item: Item) -> tuple[int, int]:
        if item.span is None:
            raise ValueError("the old outline holds an item without a place")
        return self._lines.offsets(item.span)


def _runs(pairs: Sequence[Pair[Item]]) -> Iterator[tuple[list[Item], list[Item], Item | None]]:
    """Gone and new items that stand together, and the old item that follows them."""
    gone: list[Item] = []
    new: list[Item] = []
    for item, other in [*pairs, (None, None)]:
        if item is not None and other is None:
            gone.append(item)
        elif item is None and other is not None:
            new.append(other)
        else:
            yield gone, new, item
            gone, new = [], []
