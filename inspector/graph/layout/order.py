"""The order within the rows of a level, with few crossings: barycenter sweeps.

After Sugiyama, Tagawa and Toda (1981); the best order met in a bounded number of sweeps is kept.
"""

from bisect import bisect_right

from inspector.graph.layout.rows import Rows, Segment

SWEEPS = 8
_EXCHANGE_ROUNDS = 4
_EXCHANGE_LIMIT = 2000


def reduce_crossings(rows: Rows) -> None:
    """Reorder the rows in place."""
    if all(len(row) < 2 for row in rows.rows):
        return
    ordering = _Ordering(rows)
    best = ordering.crossings()
    kept = [row[:] for row in rows.rows]
    for sweep in range(SWEEPS):
        if best == 0:
            break
        ordering.sweep(downwards=sweep % 2 == 0)
        if len(rows.row) <= _EXCHANGE_LIMIT:
            ordering.exchange()
        count = ordering.crossings()
        if count < best:
            best, kept = count, [row[:] for row in rows.rows]
    rows.rows[:] = kept


class _Ordering:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._position = [0.0] * len(rows.row)
        self._above: list[list[Segment]] = [[] for _ in rows.row]
        self._below: list[list[Segment]] = [[] for _ in rows.row]
        for segments in rows.segments:
            for segment in segments:
                self._below[segment.upper].append(segment)
                self._above[segment.lower].append(segment)
        for row in rows.rows:
            self._number(row)

    def _number(self, row: list[int]) -> None:
        for position, vertex in enumerate(row):
            self._position[vertex] = float(position)

    def _upper_end(self, segment: Segment) -> float:
        return self._position[segment.upper] + self._fraction(segment.upper, segment.leaves)

    def _lower_end(self, segment: Segment) -> float:
        return self._position[segment.lower] + self._fraction(segment.lower, segment.enters)

    def _fraction(self, vertex: int, offset: int) -> float:
        """Where on its vertex a line ends, so that the ports of one container count apart."""
        width = self._rows.left[vertex] + self._rows.right[vertex]
        return offset / (2 * width) if width else 0.0

    def sweep(self, downwards: bool) -> None:
        """Sort each row by the mean position of its neighbors in the row before."""
        for row in self._rows.rows if downwards else reversed(self._rows.rows):
            if len(row) > 1:
                keys = {vertex: self._barycenter(vertex, downwards) for vertex in row}
                row.sort(key=keys.__getitem__)
                self._number(row)

    def _barycenter(self, vertex: int, downwards: bool) -> float:
        if downwards:
            ends = [self._upper_end(segment) for segment in self._above[vertex]]
        else:
            ends = [self._lower_end(segment) for segment in self._below[vertex]]
        return sum(ends) / len(ends) if ends else self._position[vertex]

    def exchange(self) -> None:
        """Swap neighbors while that saves crossings."""
        for _ in range(_EXCHANGE_ROUNDS):
            improved = False
            for row in self._rows.rows:
                for left in range(len(row) - 1):
                    one, other = row[left], row[left + 1]
                    if self._gain(one, other) > 0:
                        row[left], row[left + 1] = other, one
                        self._position[other], self._position[one] = float(left), left + 1.0
                        improved = True
            if not improved:
                break

    def _gain(self, one: int, other: int) -> int:
        """How many crossings go away if two neighbors change places, the left one first."""
        gain = 0
        for end, segments in ((self._upper_end, self._above), (self._lower_end, self._below)):
            rights = [end(segment) for segment in segments[other]]
            if rights:
                lefts = [end(segment) for segment in segments[one]]
                gain += sum((a > b) - (a < b) for a in lefts for b in rights)
        return gain

    def crossings(self) -> int:
        """The number of crossings between all neighboring rows."""
        total = 0
        for segments in self._rows.segments:
            if len(segments) < 2:
                continue
            ends = sorted((self._upper_end(s), self._lower_end(s)) for s in segments)
            passed: list[float] = []
            for _, lower in ends:
                at = bisect_right(passed, lower)
                total += len(passed) - at
                passed.insert(at, lower)
        return total
