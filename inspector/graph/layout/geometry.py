"""The numbers that a layout takes and gives, all in whole pixels."""

from collections.abc import Iterable
from typing import NamedTuple

Point = tuple[int, int]


class Size(NamedTuple):
    """Width and height."""

    width: int
    height: int


class Box(NamedTuple):
    """A rectangle by its top left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share an area; touching is not overlapping."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def contains(self, other: "Box") -> bool:
        """Whether `other` lies within this box; a box contains itself."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


class Spacing(NamedTuple):
    """The distances of the picture."""

    between: int = 32
    """Between two nodes of one row."""
    beside: int = 16
    """Between a node and a line that passes it."""
    lines: int = 12
    """Between two lines that run side by side."""
    gap: int = 20
    """From row to row."""
    label_gap: int = 15
    """Above and below a label that stands between two rows, together."""
    label_line: int = 2
    """Between labels above each other."""
    header: int = 40
    """From the top of a container to its first row."""
    footer: int = 18
    """From the last row of a container to its bottom."""
    padding: int = 20
    """From the sides of a container to what it contains."""
    arrow: int = 9
    """The straight end of a line, for its arrow head."""
    entry: int = 16
    """Between the ends of two lines at one node."""
    side: int = 20
    """Between a constant and the node that reads it."""
    stack: int = 6
    """Between two constants of one node."""


SPACING = Spacing()


def without_needless(points: Iterable[Point]) -> tuple[Point, ...]:
    """The same line without points that repeat, or that lie within a vertical piece."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and kept[-2][0] == kept[-1][0] == point[0]:
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)
