"""The order within the rows of a level, with few crossings.

Sweeps by medians and barycenters after Sugiyama, Tagawa and Toda (1981), each followed by swaps of
neighbors as in Gansner, Koutsofios, North and Vo (1993); the best order met is sifted as by
Matuszewski, Schönfeld and Molitor (1999). How long is counted in lines compared, never by the
clock, so that a graph always gives the same picture.
"""

from itertools import pairwise

from inspector.graph.layout.crossings import Crossings, Ends
from inspector.graph.layout.rows import Rows
from inspector.graph.layout.work import Work

_SWEEPS, _FEW_SWEEPS = 24, 4
_PATIENCE = 6
"""So many sweeps may pass without a better order."""
_SWAP_ROUNDS, _SIFT_ROUNDS = 12, 8
_WIDEST_SIFTED = 200
"""Vertices in a row: all pairs of them are compared."""
_CARE, _MOST_CARE = 600, 8_000_000
"""Times that each line may be compared on average, and all of them together, before the best
order so far must do."""
_MOST_LINES = 12_000
"""With more lines than this in one piece there are only few sweeps."""


def reduce_crossings(rows: Rows, work: Work) -> bool:
    """Reorder the rows in place; false if so many lines were there that many crossings stay."""
    if not _may_cross(rows):
        return True
    crossings = Crossings(rows, work)
    best, kept = crossings.count(), crossings.order()
    careful = crossings.lines <= _MOST_LINES
    limit = min(crossings.lines * _CARE, _MOST_CARE)
    stale = 0
    for turn in range(_SWEEPS if careful else _FEW_SWEEPS):
        if best == 0 or stale == _PATIENCE or crossings.spent > limit:
            break
        _sweep(crossings, downwards=turn % 2 == 0, by_median=turn % 4 < 2)
        if careful:
            _swap_neighbors(crossings, limit)
        count = crossings.count()
        stale += 1
        if count < best:
            best, kept, stale = count, crossings.order(), 0
    crossings.restore(kept)
    if best and careful:
        _sift(crossings, limit)
    return careful


def _may_cross(rows: Rows) -> bool:
    """Whether any two lines cross in the order as it is."""
    position = [0] * len(rows.row)
    for row in rows.rows:
        for place, vertex in enumerate(row):
            position[vertex] = place
    for segments in rows.segments:
        if len(segments) < 2:
            continue
        ends = [(position[u], leaves, position[v], into) for u, v, leaves, into, _, _ in segments]
        if any(one[2:] > other[2:] for one, other in pairwise(sorted(ends))):
            return True
    return False


def _sweep(crossings: Crossings, downwards: bool, by_median: bool) -> None:
    """Sort each row by where its neighbors in the row before stand."""
    ends = crossings.above if downwards else crossings.below
    middle = _median if by_median else _barycenter
    position = crossings.position
    for row in crossings.rows if downwards else reversed(crossings.rows):
        if len(row) > 1:
            keys = {
                vertex: middle(position, ends[vertex]) if ends[vertex] else position[vertex]
                for vertex in row
            }
            row.sort(key=keys.__getitem__)
            crossings.number(row)


def _barycenter(position: list[float], ends: Ends) -> float:
    return sum([(position[v] + part) * n for v, part, n in ends]) / sum([n for *_, n in ends])


def _median(position: list[float], ends: Ends) -> float:
    """The middle neighbor; of two middle ones the mean, nearer to where more neighbors crowd."""
    places = sorted([position[v] + part for v, part, _ in ends])
    half = len(places) // 2
    if len(places) % 2:
        return places[half]
    left, right = places[half - 1] - places[0], places[-1] - places[half]
    if left + right == 0:
        return (places[half - 1] + places[half]) / 2
    return (places[half - 1] * right + places[half] * left) / (left + right)


def _swap_neighbors(crossings: Crossings, limit: int) -> None:
    """Swap neighbors while that saves crossings, looking again only where something moved."""
    position = crossings.position
    waiting = [*range(len(crossings.rows))]
    for _ in range(_SWAP_ROUNDS):
        moved: set[int] = set()
        for number in waiting:
            row = crossings.rows[number]
            for left in range(len(row) - 1):
                one, other = row[left], row[left + 1]
                if crossings.gain(one, other) > 0:
                    row[left], row[left + 1] = other, one
                    position[other], position[one] = float(left), left + 1.0
                    moved.add(number)
        waiting = _around(moved, len(crossings.rows))
        if not moved or crossings.spent > limit:
            break


def _sift(crossings: Crossings, limit: int) -> None:
    """Move each vertex to the best place in its row, until no move helps."""
    waiting = [*range(len(crossings.rows))]
    for _ in range(_SIFT_ROUNDS):
        moved: set[int] = set()
        for number in waiting:
            if crossings.spent > limit:
                return
            row = crossings.rows[number]
            if len(row) <= _WIDEST_SIFTED and _sift_row(crossings, row):
                moved.add(number)
        waiting = _around(moved, len(crossings.rows))


def _sift_row(crossings: Crossings, row: list[int]) -> bool:
    gains = {
        (one, other): crossings.gain(one, other)
        for at, one in enumerate(row)
        for other in row[at + 1 :]
    }
    changed = False
    for vertex in row[:]:
        at = row.index(vertex)
        best, place = 0, at
        for step in (-1, 1):
            gain, to = 0, at + step
            while 0 <= to < len(row):
                left, right = (row[to], vertex) if step < 0 else (vertex, row[to])
                known = gains.get((left, right))
                gain += known if known is not None else -gains[right, left]
                if gain > best:
                    best, place = gain, to
                to += step
        if place != at:
            row.insert(place, row.pop(at))
            changed = True
    crossings.number(row)
    return changed


def _around(rows: set[int], count: int) -> list[int]:
    """Some rows and their neighbors."""
    near = {row + step for row in rows for step in (-1, 0, 1)}
    return sorted(row for row in near if 0 <= row < count)
