"""How good a drawing is, counted in the same way for every program: from its boxes and lines."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Route = list[tuple[float, float]]
_BAND = 12.0
_SLACK = 1.5
"""Pixels that a line may enter a box: splines touch the corners."""


class Drawing(NamedTuple):
    """The leaves by their numbers, and a line for each edge."""

    leaves: dict[int, Rect]
    routes: list[Route]
    ends: Sequence[tuple[int, int]]
    width: float


class Quality(NamedTuple):
    crossings: int
    """As one sees them."""
    crossed: int
    """Pairs of edges that cross."""
    overlaps: int
    through: int
    """Pairs of a node and a line that passes through it without ending there."""
    width: float
    length: float


def quality(drawing: Drawing) -> Quality:
    pieces = _Pieces(drawing)
    return Quality(
        *pieces.crossings(),
        _overlaps(list(drawing.leaves.values())),
        pieces.through(drawing.leaves),
        drawing.width,
        sum(hypot(c - a, d - b) for a, b, c, d in pieces.all),
    )


class _Pieces:
    """The straight pieces of all lines, in bands of equal height."""

    def __init__(self, drawing: Drawing) -> None:
        found: list[tuple[float, float, float, float]] = []
        owners: list[int] = []
        for edge, route in enumerate(drawing.routes):
            # Lines that meet in a corner cross there too: a shift tells them apart.
            shift = 1e-5 * (edge * 7919 % 1009)
            for (x0, y0), (x1, y1) in pairwise(route):
                if (x0, y0) != (x1, y1):
                    found.append((x0 + shift, y0, x1 + shift, y1))
                    owners.append(edge)
        self.all: NDArray[np.float64] = np.array(found).reshape(-1, 4)
        self._owner = np.array(owners, dtype=np.intp)
        self._ends = np.array(drawing.ends, dtype=np.intp).reshape(-1, 2)

    def crossings(self) -> tuple[int, int]:
        """The crossings that one sees, and the pairs of edges that cross in them.

        Edges of one source that run on top of each other are seen as one line. Edges that share
        an end do not cross.
        """
        pairs = 0
        seen: set[tuple[int, int, int, int]] = set()
        tops, bottoms = self.all[:, [1, 3]].min(1), self.all[:, [1, 3]].max(1)
        bands: dict[int, list[int]] = {}
        for piece, (top, bottom) in enumerate(zip(tops, bottoms, strict=True)):
            for band in range(int(top // _BAND), int(bottom // _BAND) + 1):
                bands.setdefault(band, []).append(piece)
        for band, members in bands.items():
            found = self._crossed(np.array(members), band)
            pairs += len(found)
            seen.update(found)
        return len(seen), pairs

    def _crossed(self, members: NDArray[np.intp], band: int) -> list[tuple[int, int, int, int]]:
        """The crossings within one band: the sources of the two lines, and the pixel."""
        first, second = np.triu_indices(len(members), 1)
        one, other = members[first], members[second]
        apart = self._owner[one] != self._owner[other]
        ends_a, ends_b = self._ends[self._owner[one]], self._ends[self._owner[other]]
        apart &= (ends_a[:, 0] != ends_b[:, 0]) & (ends_a[:, 1] != ends_b[:, 1])
        one, other = one[apart], other[apart]
        a, b = self.all[one], self.all[other]
        along, across = a[:, 2:] - a[:, :2], b[:, 2:] - b[:, :2]
        between = b[:, :2] - a[:, :2]
        area = along[:, 0] * across[:, 1] - along[:, 1] * across[:, 0]
        with np.errstate(divide="ignore", invalid="ignore"):
            t = (between[:, 0] * across[:, 1] - between[:, 1] * across[:, 0]) / area
            u = (between[:, 0] * along[:, 1] - between[:, 1] * along[:, 0]) / area
            x, y = a[:, 0] + t * along[:, 0], a[:, 1] + t * along[:, 1]
            met = (area != 0) & (t >= 0) & (t < 1) & (u >= 0) & (u < 1)
            met &= np.floor_divide(y, _BAND) == band
        columns = ends_a[apart][met, 0], ends_b[apart][met, 0], x[met].round(), y[met].round()
        return list(zip(*(column.astype(int).tolist() for column in columns), strict=True))

    def through(self, leaves: dict[int, Rect]) -> int:
        """How many times a line passes through a node that is not its end."""
        found: set[tuple[int, int]] = set()
        left, right = self.all[:, [0, 2]].min(1), self.all[:, [0, 2]].max(1)
        top, bottom = self.all[:, [1, 3]].min(1), self.all[:, [1, 3]].max(1)
        for node, (x0, y0, x1, y1) in leaves.items():
            near = np.flatnonzero(
                (left < x1 - _SLACK) & (right > x0 + _SLACK)
                & (top < y1 - _SLACK) & (bottom > y0 + _SLACK)
            )  # fmt: skip
            box = x0 + _SLACK, y0 + _SLACK, x1 - _SLACK, y1 - _SLACK
            for piece in near:
                edge = int(self._owner[piece])
                if node not in self._ends[edge] and _cuts(self.all[piece], box):
                    found.add((edge, node))
        return len(found)


def _cuts(piece: NDArray[np.float64], box: Rect) -> bool:
    """Whether a straight piece has a part within a box, by clipping it (Liang and Barsky, 1984)."""
    x, y, x1, y1 = piece.tolist()
    enter, leave = 0.0, 1.0
    for along, near, far in ((x1 - x, box[0] - x, box[2] - x), (y1 - y, box[1] - y, box[3] - y)):
        if along == 0:
            if near > 0 or far < 0:
                return False
            continue
        low, high = sorted((near / along, far / along))
        enter, leave = max(enter, low), min(leave, high)
    return enter < leave


def _overlaps(boxes: list[Rect]) -> int:
    """Pairs of boxes that share an area, looked for among those that begin close together."""
    count = 0
    boxes = sorted(boxes, key=lambda box: box[1])
    open_boxes: list[Rect] = []
    for box in boxes:
        open_boxes = [other for other in open_boxes if other[3] > box[1] + 0.01]
        count += sum(other[0] < box[2] - 0.01 and box[0] < other[2] - 0.01 for other in open_boxes)
        open_boxes.append(box)
    return count
