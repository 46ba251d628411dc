"""Where each vertex of a level stands from left to right: columns as far apart as they must be.

Columns keep their order and distances; from the mean of the leftmost and the rightmost placement
each then moves to the median of what it is linked to, as far as its neighbors let it.
"""

from itertools import pairwise

from inspector.graph.layout.align import Columns, align
from inspector.graph.layout.geometry import Spacing
from inspector.graph.layout.rows import Rows

ROUNDS = 6
_HEAVY, _LIGHT = 2, 1


def place(rows: Rows, spacing: Spacing, anchor: int) -> list[int]:
    """x of each vertex's axis, counted from that of `anchor`."""
    columns = align(rows)
    placement = _Placement(rows, columns, spacing)
    axis = 0.0
    if rows.row:
        axis = placement.relax(columns.column[anchor]) + columns.shift[anchor]
    return [
        int((placement.x[column] - axis + shift) // 1)
        for column, shift in zip(columns.column, columns.shift, strict=True)
    ]


class _Placement:
    def __init__(self, rows: Rows, columns: Columns, spacing: Spacing) -> None:
        self._columns = columns
        each = dict.fromkeys(columns.column)
        self._lefts: dict[int, dict[int, int]] = {column: {} for column in each}
        self._rights: dict[int, dict[int, int]] = {column: {} for column in each}
        for row in rows.rows:
            if len(row) > 1:
                self._keep_apart(rows, row, spacing)
        self._order = self._from_left_to_right()
        self._pulls = self._collect_pulls(rows)
        self.x = self._between_extremes()

    def _keep_apart(self, rows: Rows, row: list[int], spacing: Spacing) -> None:
        column, shift = self._columns
        gaps = spacing.between, spacing.beside, spacing.lines
        for one, other in pairwise(row):
            left, right = column[one], column[other]
            least = gaps[rows.is_bend(one) + rows.is_bend(other)] + rows.right[one]
            least += rows.left[other] + shift[one] - shift[other]
            known = self._rights[left].get(right)
            if known is None or least > known:
                self._rights[left][right] = self._lefts[right][left] = least

    def _from_left_to_right(self) -> list[int]:
        missing = {column: len(lefts) for column, lefts in self._lefts.items()}
        order = [column for column, count in missing.items() if count == 0]
        for column in order:
            for right in self._rights[column]:
                missing[right] -= 1
                if missing[right] == 0:
                    order.append(right)
        return order

    def _collect_pulls(self, rows: Rows) -> dict[int, list[tuple[int, int, int]]]:
        """For each column the columns that it is linked to: which, at what offset, how strongly."""
        column, shift = self._columns
        pulls: dict[int, list[tuple[int, int, int]]] = {c: [] for c in self._order}
        for segments in rows.segments:
            for upper, lower, leaves, enters, _, _ in segments:
                above, below = column[upper], column[lower]
                if above == below:
                    continue
                offset = shift[upper] + leaves - shift[lower] - enters
                weight = _LIGHT if rows.is_bend(upper) or rows.is_bend(lower) else _HEAVY
                pulls[below].append((above, offset, weight))
                pulls[above].append((below, -offset, weight))
        return pulls

    def _between_extremes(self) -> dict[int, float]:
        leftmost: dict[int, float] = {}
        for column in self._order:
            bounds = [leftmost[left] + d for left, d in self._lefts[column].items()]
            leftmost[column] = max(bounds, default=0.0)
        width = max(leftmost.values(), default=0.0)
        rightmost: dict[int, float] = {}
        for column in reversed(self._order):
            bounds = [rightmost[right] - d for right, d in self._rights[column].items()]
            rightmost[column] = min(bounds, default=width)
        return {column: (leftmost[column] + rightmost[column]) / 2 for column in self._order}

    def relax(self, anchor: int) -> float:
        """Move each column towards what it is linked to; the anchor last stays where it is."""
        free = [column for column in self._order if self._pulls[column]]
        for turn in range(ROUNDS):
            moved = False
            for column in free if turn % 2 else reversed(free):
                if column != anchor or turn < ROUNDS // 2:
                    moved |= self._move(column)
            if not moved:
                break
        return self.x[anchor]

    def _move(self, column: int) -> bool:
        x = self.x
        pulls = self._pulls[column]
        if len(pulls) == 1:
            wanted = x[pulls[0][0]] + pulls[0][1]
        else:
            wanted = _median([(x[other] + offset, weight) for other, offset, weight in pulls])
        for right, distance in self._rights[column].items():
            if x[right] - distance < wanted:
                wanted = x[right] - distance
        for left, distance in self._lefts[column].items():
            if x[left] + distance > wanted:
                wanted = x[left] + distance
        moved = wanted != x[column]
        x[column] = wanted
        return moved


def _median(weighted: list[tuple[float, int]]) -> float:
    """The weighted median; halfway where two values are equally good."""
    weighted.sort()
    half = sum(weight for _, weight in weighted) / 2
    passed = 0
    for index, (value, weight) in enumerate(weighted):
        passed += weight
        if passed > half:
            return value
        if passed == half:
            return (value + weighted[index + 1][0]) / 2
    return weighted[-1][0]
