"""What one level of a nested graph consists of: parts, and links between them."""

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
    simplified: bool = False
    """Whether the crossings were left as met, for the number of lines."""
