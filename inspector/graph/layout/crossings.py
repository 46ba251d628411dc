"""Where lines cross between the rows of a level, while the order within the rows changes."""

from bisect import bisect_right

from inspector.graph.layout.rows import Rows
from inspector.graph.layout.work import Work

Ends = list[tuple[int, float, int]]
"""The lines at one side of a vertex: to which vertex, where on it, and how many."""


class Crossings:
    """The rows of a level, and what each change of their order would save.

    `position` is the place of each vertex in its row; `spent` counts the pairs of lines that were
    compared, and the lines that were counted.
    """

    def __init__(self, rows: Rows, work: Work) -> None:
        self.rows = rows.rows
        self.position = [0.0] * len(rows.row)
        self.above: list[Ends] = [[] for _ in rows.row]
        self.below: list[Ends] = [[] for _ in rows.row]
        self.spent = 0
        self._work = work
        self._lines: list[list[tuple[int, float, int, float, int]]] = []
        for segments in rows.segments:
            lines = [
                (upper, _share(rows, upper, leaves), lower, _share(rows, lower, enters), count)
                for upper, lower, leaves, enters, _, count in segments
            ]
            for upper, part, lower, other_part, count in lines:
                self.below[upper].append((lower, other_part, count))
                self.above[lower].append((upper, part, count))
            if len(lines) > 1:
                self._lines.append(lines)
        for row in self.rows:
            self.number(row)

    @property
    def lines(self) -> int:
        """How many lines there are between rows where some could cross."""
        return sum(map(len, self._lines))

    def number(self, row: list[int]) -> None:
        """Take note of a changed order."""
        for position, vertex in enumerate(row):
            self.position[vertex] = float(position)

    def order(self) -> list[list[int]]:
        """A copy of the present order, for `restore`."""
        return [row[:] for row in self.rows]

    def restore(self, order: list[list[int]]) -> None:
        """Go back to an order met before."""
        self.rows[:] = [row[:] for row in order]
        for row in self.rows:
            self.number(row)

    def count(self) -> int:
        """All crossings between neighboring rows."""
        total = 0
        position = self.position
        for lines in self._lines:
            ends = sorted(
                [
                    (position[u] + leaves, position[v] + enters, n)
                    for u, leaves, v, enters, n in lines
                ]
            )
            passed: list[float] = []
            for _, lower, count in ends:
                at = bisect_right(passed, lower)
                total += count * (len(passed) - at)
                passed[at:at] = [lower] * count
            self._spend(len(lines))
        return total

    def gain(self, left: int, right: int) -> int:
        """How many crossings go away if the right one of two vertices comes to stand left."""
        gain = spent = 0
        position = self.position
        for ends in (self.above, self.below):
            others = ends[right]
            if others:
                spent += len(others) * len(ends[left])
                for v, part, n in ends[left]:
                    a = position[v] + part
                    for w, other_part, m in others:
                        b = position[w] + other_part
                        if a > b:
                            gain += n * m
                        elif a < b:
                            gain -= n * m
        self._spend(spent + 1)
        return gain

    def _spend(self, amount: int) -> None:
        self.spent += amount
        self._work.spend(amount)


def _share(rows: Rows, vertex: int, offset: int) -> float:
    """Where on its vertex a line ends, so that the ports of one container count apart."""
    width = rows.left[vertex] + rows.right[vertex]
    return offset / (2 * width) if width else 0.0
