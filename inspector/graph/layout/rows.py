"""Rows of vertices: the parts of a level, and the bends where a line passes a row."""

from collections.abc import Sequence
from typing import NamedTuple

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
    """Height of the longest path that the line lies on; 0 where it leaves others of its source."""
    links: int = 1
    """How many links run along it."""


class Rows:
    """The vertices of a level in rows: parts keep their numbers, bends follow.

    Links of one source share their bends, as one line that branches, until each goes its own way.
    """

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
        self.bends: dict[int, list[int]] = {}
        """The bends of each link that has some."""
        self.lanes: list[int] = []
        """The links that run in lanes."""
        self.parts = len(parts)
        passing: dict[tuple[int, int], list[int]] = {}
        for index, (link, weight) in enumerate(zip(links, weights, strict=True)):
            if not link.drawn:
                continue
            first, last = ranks[link.source], ranks[link.target]
            if last - first == 1:
                self.segments[first].append(
                    Segment(link.source, link.target, link.leaves, link.enters or 0, weight)
                )
            elif last - first - 1 > LONGEST_BEND:
                self.lanes.append(index)
            else:
                passing.setdefault((link.source, link.leaves), []).append(index)
        for (source, leaves), indices in passing.items():
            self._add_trunk(source, leaves, indices, links, weights)

    def _add_trunk(
        self,
        source: int,
        leaves: int,
        indices: list[int],
        links: Sequence[Link],
        weights: Sequence[int],
    ) -> None:
        """The common line of some links of one source, and how each leaves it."""
        first = self.row[source]
        last = max(self.row[links[index].target] for index in indices)
        trunk = range(len(self.row), len(self.row) + last - first - 1)
        for bend, row in zip(trunk, self.rows[first + 1 : last], strict=True):
            row.append(bend)
        self.row += range(first + 1, last)
        self.left += [0] * len(trunk)
        self.right += [0] * len(trunk)
        counts, most = [0] * len(trunk), [0] * len(trunk)
        for index in indices:
            target = links[index].target
            passed = self.row[target] - first - 1
            self.bends[index] = [*trunk[:passed]]
            for at in range(passed):
                counts[at] += 1
                most[at] = max(most[at], weights[index])
            weight = weights[index] if passed == len(trunk) else 0
            self.segments[first + passed].append(
                Segment(trunk[passed - 1], target, 0, links[index].enters or 0, weight)
            )
        for at, bend in enumerate(trunk):
            upper = trunk[at - 1] if at else source
            self.segments[first + at].append(
                Segment(upper, bend, 0 if at else leaves, 0, most[at], counts[at])
            )

    def is_bend(self, vertex: int) -> bool:
        return vertex >= self.parts
