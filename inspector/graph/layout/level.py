"""What one level of a nested graph consists of: parts, and links between them."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from inspector.graph.layout.geometry import Point, Size

PartKind = Literal["node", "entry", "exit"]


class Part(NamedTuple):
    """One thing placed at a level: a node, or a port in the border of the container.

    A part has an axis, on which lines enter and leave it; its extent is counted from there.
    """

    left: int
    right: int
    height: int
    kind: PartKind = "node"
    head: int = 0
    """How far below the top of the part its lines end, and above the bottom they begin."""


class Link(NamedTuple):
    """A line between two parts of one level, the earlier part first."""

    source: int
    target: int
    leaves: int = 0
    """Offset from the source's axis."""
    enters: int | None = None
    """Offset from the target's axis; None where the line may end anywhere on the border."""
    label: Size | None = None
    drawn: bool = True
    """False for a link that only puts its target below its source."""


class Level(NamedTuple):
    """The contents of one container, before they are placed."""

    parts: tuple[Part, ...]
    links: tuple[Link, ...]
    top: int = 0
    """Room above the first row, for the header of the container."""
    bottom: int = 0


class Placed(NamedTuple):
    """A level after it was placed; x counts from its axis, y from its top."""

    axes: tuple[int, ...]
    """x of each part's axis."""
    tops: tuple[int, ...]
    routes: tuple[tuple[Point, ...], ...]
    labels: tuple[Point | None, ...]
    """Top left corner of each link's label."""
    left: int
    right: int
    height: int
    shifts: tuple[Point, ...] = ()
    """How far right and down each route and label is of where it says, so that equal pieces of a
    level share theirs; empty if nowhere."""
    simplified: bool = False
    """Whether most crossings were left, for the number of lines."""

    def route(self, link: int, origin: Point) -> tuple[Point, ...]:
        """Where a link runs if the level has its origin there."""
        x, y = self._shifted(link, origin)
        return tuple([(x + px, y + py) for px, py in self.routes[link]])

    def label(self, link: int, origin: Point) -> Point | None:
        """Where its label stands."""
        place = self.labels[link]
        if place is None:
            return None
        x, y = self._shifted(link, origin)
        return x + place[0], y + place[1]

    def _shifted(self, link: int, origin: Point) -> Point:
        if not self.shifts:
            return origin
        dx, dy = self.shifts[link]
        return origin[0] + dx, origin[1] + dy


Known = dict[Level, list[Placed]]
"""Levels that were placed before: for each a list of one, or of none if its layout was ended."""


def recalled(known: Known, level: Level, solve: Callable[[], Placed]) -> Placed:
    """The placed level, solved unless it is known; looked up only once, for its hash takes long."""
    found = known.setdefault(level, [])
    if not found:
        found.append(solve())
    return found[0]
