"""Insertion and removal of arguments and list items, on one line or spread over many."""

from collections.abc import Sequence

from inspector.outline.align import Pair
from inspector.outline.emit import WIDTH, Emitter, indent_of
from inspector.outline.nodes import Argument, Entry
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
        if length > WIDTH:
            return False
        indent = indent_of(self._lines.line_text(line))
        text = self._emitter.listed(brackets, new, indent, 0)
        return "\n" in text or length - (end - start + 2) + len(text) > WIDTH

    def laid_out(self, brackets: str, new: Sequence[Item], start: int, end: int) -> list[Change]:
        """Write the items anew between brackets that stand on one line, or over lines if long."""
        line = self._lines.line_at(start)
        indent = indent_of(self._lines.line_text(line))
        column = start - 1 - self._lines.line_start(line)
        text = self._emitter.listed(brackets, new, indent, column)
        rest = self._lines.line_end(line) - end - 1
        if "\n" not in text and column + len(text) + rest > WIDTH:
            text = self._emitter.listed(brackets, new, indent, WIDTH)
        return [Change(start, end, text[1:-1])]

    def over_lines(self, pairs: Sequence[Pair[Item]], start: int, end: int) -> list[Change]:
        """The changes for gone and new items; `start` and `end` are just inside the brackets."""
        changes: list[Change] = []
        old = [item for item, _ in pairs if item is not None]
        kept = [item for item, other in pairs if item is not None and other is not None]
        pending: list[Item] = []
        for item, other in pairs:
            if item is None and other is not None:
                pending.append(other)
            elif item is not None and other is not None and pending:
                changes.append(self._inserted_before(item, pending))
                pending = []
        if pending and old:
            changes += self._appended(old[-1], kept, pending, end)
        gone = [item for item, other in pairs if other is None and item is not None]
        for item in gone:
            changes.append(self._removed(item, old, end))
        if not old:
            raise ValueError("brackets without items but with lines hold comments")
        return changes

    def _inserted_before(self, item: Item, new: Sequence[Item]) -> Change:
        start = self._offsets(item)[0]
        line_start = self._lines.line_start(self._lines.line_at(start))
        if self._text[line_start:start].strip():
            indent = " " * (start - line_start)  # items hang from the opening bracket
        else:
            indent = self._text[line_start:start]
        rows = [f"{self._emitter.item(each, indent)},\n{indent}" for each in new]
        return Change(start, start, "".join(rows))

    def _appended(
        self, last: Item, kept: Sequence[Item], new: Sequence[Item], end: int
    ) -> list[Change]:
        start, stop = self._offsets(last)
        line_start = self._lines.line_start(self._lines.line_at(start))
        indent = self._text[line_start:start]
        if indent.strip():
            indent = " " * (start - line_start)
        comma = self._comma_after(stop, end)
        closes_alone = "\n" in self._text[comma if comma is not None else stop : end]
        rows = [f"\n{indent}{self._emitter.item(each, indent)}" for each in new]
        text = ",".join(rows) + ("," if closes_alone else "")
        if comma is None:
            at = self._end_of_comment(stop, end)
            return [Change(stop, stop, ","), Change(at, at, text)]
        at = self._end_of_comment(comma + 1, end)
        return [Change(at, at, text)]

    def _removed(self, item: Item, old: Sequence[Item], end: int) -> Change:
        start, stop = self._offsets(item)
        line_start = self._lines.line_start(self._lines.line_at(start))
        comma = self._comma_after(stop, end)
        stop = stop if comma is None else comma + 1
        line_end = self._lines.line_end(self._lines.line_at(stop))
        alone = not self._text[line_start:start].strip() and not self._code(stop, line_end)
        if alone and line_end < end:
            return Change(line_start, line_end + 1, "")
        following = next((each for each in old if self._offsets(each)[0] >= stop), None)
        if following is not None:
            return Change(start, self._offsets(following)[0], "")
        return Change(start, stop, "")

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
