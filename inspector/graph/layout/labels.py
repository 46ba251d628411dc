"""Where the label of each line stands: beside it, over no node and no other label."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from inspector.graph.layout.geometry import Box, Point, Size

_CELL = 128
_MOST_PIECES = 64
_CURVE = 6
"""So many pieces, at least, are near enough to a curve."""
_AWAY = 7
"""From a line to the label beside it."""
_CLOSE = 2
"""From a curve to the label over or under it."""


class Occupied:
    """Boxes in grids of cells, so that a look for overlaps costs what is near.

    A box lies in the grid whose cells are as large as it, and so in four cells at most.
    """

    def __init__(self) -> None:
        self._grids: dict[int, dict[tuple[int, int], list[tuple[Box, int]]]] = {}

    def add(self, box: Box, owner: int) -> None:
        """Occupy a box; its owner does not stand in its own way."""
        size = _CELL
        while size < max(box.width, box.height):
            size *= 2
        grid = self._grids.setdefault(size, {})
        for cell in _cells(box, size):
            grid.setdefault(cell, []).append((box, owner))

    def is_free(self, box: Box, owner: int) -> bool:
        """Whether no box of another owner overlaps this one."""
        left, top, right, bottom = box.x, box.y, box.right, box.bottom
        for size, grid in self._grids.items():
            for cell in _cells(box, size):
                for (x, y, width, height), other in grid.get(cell, ()):
                    if (
                        x < right
                        and left < x + width
                        and y < bottom
                        and top < y + height
                        and other != owner
                    ):
                        return False
        return True


def _cells(box: Box, size: int) -> Iterator[tuple[int, int]]:
    for column in range(box.x // size, (box.right - 1) // size + 1):
        for row in range(box.y // size, (box.bottom - 1) // size + 1):
            yield column, row


def place_labels(
    labels: Sequence[Size | None],
    routes: Sequence[Sequence[Point]],
    nodes: Sequence[Box],
    height: int,
) -> list[Point | None]:
    """Top left corner of each label; None for no label, or where there is no room at all.

    A place that crosses another line is taken only if there is no better one; none is above 0 or
    below `height`, where another level begins.
    """
    if not any(labels):
        return [None] * len(labels)
    boxes, lines = Occupied(), Occupied()
    for box in nodes:
        boxes.add(box, -1)
    for owner, route in enumerate(routes):
        for start, end in pairwise(route):
            for box in _line_boxes(start, end):
                lines.add(box, owner)
    result: list[Point | None] = []
    for owner, (size, route) in enumerate(zip(labels, routes, strict=True)):
        place = _best(size, route, boxes, lines, owner, height) if size is not None else None
        if place is not None:
            boxes.add(place, len(routes) + owner)
        result.append((place.x, place.y) if place is not None else None)
    return result


def most_overlapping(intervals: Sequence[tuple[int, int]]) -> int:
    """How many of some intervals overlap at one point; touching ones do not."""
    count = most = 0
    for _, step in sorted(
        [(end, -1) for _, end in intervals] + [(start, 1) for start, _ in intervals]
    ):
        count += step
        most = max(most, count)
    return most


def _best(
    size: Size,
    route: Sequence[Point],
    boxes: Occupied,
    lines: Occupied,
    owner: int,
    height: int,
) -> Box | None:
    fallback: Box | None = None
    for place in _candidates(size, route):
        if place.y < 0 or place.bottom > height:
            continue
        if boxes.is_free(place, -2):
            if lines.is_free(place, owner):
                return place
            fallback = fallback or place
    return fallback


def _candidates(size: Size, route: Sequence[Point]) -> Iterator[Box]:
    """Beside the straight parts, the longest first, then at and on the slanted ones."""
    width, height = size
    pieces = list(pairwise(route))
    straight = [(a, b) for a, b in pieces if a[0] == b[0] and b[1] - a[1] >= height]
    straight.sort(key=lambda piece: piece[0][1] - piece[1][1])
    for (x, top), (_, bottom) in straight:
        room = bottom - top - height
        for share in (4, 2, 6, 0, 8):
            y = top + room * share // 8
            yield Box(x + _AWAY, y, width, height)
            yield Box(x - _AWAY - width, y, width, height)
    for start, end in pieces:
        (x0, y0), (x1, y1) = start, end
        if x0 != x1:
            yield from _outside(size, start, end)
            for share in (4, 6, 2, 7, 1):
                x, y = x0 + (x1 - x0) * share // 8, y0 + (y1 - y0) * share // 8
                yield Box(x - width // 2, y - height // 2, width, height)


def _outside(size: Size, start: Point, end: Point) -> Iterator[Box]:
    """Over the end of a slanted line and under its start, where its curve leaves room.

    The curve leaves and arrives vertically; three quarters of its way across, it is five eighths
    of its way down.
    """
    (x0, y0), (x1, y1) = start, end
    width, height = size
    across, down = 3 * (x1 - x0) // 4, 5 * (y1 - y0) // 8
    beyond, before = x0 + across, x1 - across
    left = x0 > x1
    yield Box(beyond - width if left else beyond, y0 + down - height - _CLOSE, width, height)
    yield Box(before if left else before - width, y1 - down + _CLOSE, width, height)


def _line_boxes(start: Point, end: Point) -> Iterator[Box]:
    """A line as a row of small boxes, so that each is only near what it is near."""
    (x0, y0), (x1, y1) = start, end
    length = max(abs(x1 - x0), abs(y1 - y0))
    steps = min(length // _CELL + (1 if x0 == x1 else _CURVE), _MOST_PIECES)
    xa, ya = start
    for step in range(1, steps + 1):
        xb, yb = _on_curve(start, end, step / steps)
        yield Box(min(xa, xb) - 1, min(ya, yb), abs(xb - xa) + 2, max(abs(yb - ya), 1))
        xa, ya = xb, yb


def _on_curve(start: Point, end: Point, share: float) -> Point:
    """A point of a line; where it goes sideways, it leaves and arrives vertically."""
    (x0, y0), (x1, y1) = start, end
    across = share * share * (3 - 2 * share)
    down = share * (1.5 - share * (1.5 - share))
    return round(x0 + (x1 - x0) * across), round(y0 + (y1 - y0) * down)
