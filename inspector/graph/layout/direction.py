"""Which way a picture runs; everything else knows only rows from top to bottom."""

from collections.abc import Sequence
from enum import Enum

from inspector.graph.layout.geometry import Box, Point, Size


class Direction(Enum):
    """Where the dataflow goes."""

    DOWN = "down"
    RIGHT = "right"


def turned_size(size: Size) -> Size:
    """A size as one sees it whose paper lies sideways."""
    return Size(size.height, size.width)


def turned_box(box: Box) -> Box:
    """A box mirrored at the diagonal, so that down becomes right."""
    return Box(box.y, box.x, box.height, box.width)


def turned_route(route: Sequence[Point]) -> tuple[Point, ...]:
    """A line mirrored at the diagonal."""
    return tuple([(y, x) for x, y in route])
