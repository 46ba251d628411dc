"""A span: the place of an expression or statement in the text, as Python itself counts it."""

from typing import NamedTuple


class Span(NamedTuple):
    """Line and column range in a text.

    Lines count from 1 and columns from 0 in UTF-8 bytes, exactly as ``ast`` nodes and
    ``code.co_positions()`` report them, so that a static and a live place compare equal.
    """

    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def start(self) -> tuple[int, int]:
        return (self.line, self.column)

    @property
    def end(self) -> tuple[int, int]:
        return (self.end_line, self.end_column)

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies within this span; a span contains itself."""
        return self.start <= other.start and other.end <= self.end
