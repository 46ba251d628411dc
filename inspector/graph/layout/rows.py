"""Rows of vertices: the parts of a level, and the bends where a line passes a row."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from inspector.graph.layout.geometry import Spacing
from inspector.graph.layout.level import Link, Part

LONGEST_BEND = 8
"""A line that passes more rows than this runs in a lane beside the column instead."""


class Segment(NamedTuple):
    """A piece of a line between neighboring rows, from the upper vertex to the lower."""

    upper: int
    lower: int
    leaves: int
    enters: int
    weight: int
    """Nodes on the longest path that the line lies on."""


class Rows:
    """The vertices of a level in rows: parts keep their numbers, bends follow."""

    def __init__(
        self,
        parts: Sequence[Part],
        links: Sequence[Link],
        ranks: Sequence[int],
        weights: Sequence[int],
    ) -> None:
        self.left = [part.left for part in parts]
        self.right = [part.right for part in parts]
        self.row = list(ranks)
        self.rows: list[list[int]] = [[] for _ in range(max(ranks, default=0) + 1)]
        for vertex, row in enumerate(ranks):
            self.rows[row].append(vertex)
        self.segments: list[list[Segment]] = [[] for _ in self.rows]
        """By the row of the upper vertex."""
        self.bends: dict[int, range] = {}
        """The bends of each link that has some."""
        self.lanes: list[int] = []
        """The links that run in lanes."""
        self.parts = len(parts)
        for index, (link, weight) in enumerate(zip(links, weights, strict=True)):
            if link.drawn:
                self._add(index, link, weight)

    def _add(self, index: int, link: Link, weight: int) -> None:
        first, last = self.row[link.source], self.row[link.target]
        if last - first - 1 > LONGEST_BEND:
            self.lanes.append(index)
            return
        bends = range(len(self.row), len(self.row) + last - first - 1)
        for row in range(first + 1, last):
            self.rows[row].append(len(self.row))
            self.row.append(row)
            self.left.append(0)
            self.right.append(0)
        if bends:
            self.bends[index] = bends
        chain = [link.source, *bends, link.target]
        for step, (upper, lower) in enumerate(pairwise(chain)):
            leaves = link.leaves if step == 0 else 0
            enters = (link.enters or 0) if step == len(bends) else 0
            segment = Segment(upper, lower, leaves, enters, weight)
            self.segments[first + step].append(segment)

    def is_bend(self, vertex: int) -> bool:
        return vertex >= self.parts

    def distance(self, one: int, other: int, spacing: Spacing) -> int:
        """How far apart the axes of two neighbors in a row must be, the left one first."""
        bends = self.is_bend(one) + self.is_bend(other)
        apart = (spacing.between, spacing.beside, spacing.lines)[bends]
        return self.right[one] + apart + self.left[other]
