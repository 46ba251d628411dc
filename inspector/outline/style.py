"""How a file is laid out: what new lines have to look like to belong to it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inspector.outline.nodes import Class, Function, Statement
from inspector.source.lines import Lines

WIDEST = 119
_WIDTHS = (88, 100, WIDEST)
_ALIGNED = re.compile(r"[ \t]*[\w.]+(?:: [\w.\[\], ]+)?( +)= ")


@dataclass(frozen=True)
class Style:
    """The layout that new lines follow."""

    unit: str = "    "
    """One level of indentation."""
    width: int = _WIDTHS[0]
    """How long a line may be."""
    gap: int = 2
    """Empty lines around a class or function at the top level."""


def style_of(lines: Lines, body: Sequence[Statement]) -> Style:
    """The layout of a text, given the statements of its top level."""
    unit = "\t" if "\n\t" in lines.text else "    "
    return Style(unit, _width(lines.text), _gap(lines, body))


def _width(text: str) -> int:
    """The limit that the code keeps; one line in two hundred may be longer for a reason."""
    lengths = [len(line) for line in text.split("\n") if line and not line.lstrip().startswith("#")]
    for width in _WIDTHS[:-1]:
        if sum(length > width for length in lengths) <= len(lengths) // 200:
            return width
    return _WIDTHS[-1]


def _gap(lines: Lines, body: Sequence[Statement]) -> int:
    seen: Counter[int] = Counter()
    for node in body:
        if isinstance(node, Class | Function) and node.span is not None:
            line = node.span.line - 1
            while line >= 1 and not lines.line_text(line).strip():
                line -= 1
            # A comment belongs to what follows it, so the gap is above that.
            if line >= 1 and not lines.line_text(line).lstrip().startswith("#"):
                seen[node.span.line - 1 - line] += 1
    usual = [count for count in (1, 2) if seen[count] > sum(seen.values()) / 2]
    return usual[0] if usual and sum(seen.values()) > 1 else Style.gap


def aligned_column(lines: Lines, near: int) -> int | None:
    """Where the equal signs stand in the assignments around a line, if below one another.

    They do if the lines that follow each other have them in one column, one behind extra blanks.
    """
    columns: set[int] = set()
    blanks = 0
    for step in (-1, 1):
        line = near if step < 0 else near + 1
        while 1 <= line <= len(lines) and (found := _ALIGNED.match(lines.line_text(line))):
            columns.add(found.end(1))
            blanks = max(blanks, len(found.group(1)))
            line += step
    return columns.pop() if len(columns) == 1 and blanks > 1 else None


def padded(target: str, start: int, column: int) -> str:
    """A target that begins at a column of its line, with blanks up to that of the equal signs."""
    return f"{target} ".ljust(column - start)
