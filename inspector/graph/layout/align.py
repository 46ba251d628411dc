"""Columns: which vertices of a level stand exactly below each other.

Like the vertical alignment of Brandes and Köpf (2001), but by the weight of the path: the longest
path through the level becomes one straight column, then the next.
"""

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import NamedTuple

from inspector.graph.layout.rows import Rows, Segment

_FEW = 8
"""So many lines are never called a tangle."""


class Columns(NamedTuple):
    """The column of each vertex, and how far its axis is from that of the column."""

    column: list[int]
    shift: list[int]


def align(rows: Rows) -> Columns:
    """Join vertices into columns such that no two columns cross."""
    positions = [0] * len(rows.row)
    for row in rows.rows:
        for position, vertex in enumerate(row):
            positions[vertex] = position
    above: dict[int, Segment] = {}
    for segments in rows.segments:
        for segment in _straight(segments, positions):
            above[segment.lower] = segment
    column, shift = list(range(len(rows.row))), [0] * len(rows.row)
    for row in rows.rows:
        for vertex in row:
            if vertex in above:
                segment = above[vertex]
                column[vertex] = column[segment.upper]
                shift[vertex] = shift[segment.upper] + segment.leaves - segment.enters
    return Columns(column, shift)


def _straight(segments: list[Segment], positions: list[int]) -> list[Segment]:
    """The lines between two rows that become straight, the heaviest first.

    Of several equal lines at one end the middle one is taken; of two, none: their end stands
    between them. In a tangle nothing is: its columns would hold each other far apart.
    """
    if _are_apart(segments, positions):
        return segments
    if len(segments) == 2:
        one, other = segments
        if (one.upper == other.upper) is not (one.lower == other.lower):
            return [max(segments, key=_weight)] if one.weight != other.weight else []
    if len(segments) > _FEW and _crossings(segments, positions) > len(segments):
        return []
    segments = _nearest_to_axes(segments)
    taken: list[tuple[int, int]] = []
    straight: list[Segment] = []
    used: set[tuple[str, int]] = set()
    for weight in sorted(set(map(_weight, segments)), reverse=True):
        free = [
            segment
            for segment in segments
            if segment.weight == weight
            and ("upper", segment.upper) not in used
            and ("lower", segment.lower) not in used
        ]
        chosen = _middles(free, positions, used)
        for segment in chosen:
            place = (positions[segment.upper], positions[segment.lower])
            at = bisect_left(taken, place)
            crosses_left = at > 0 and taken[at - 1][1] >= place[1]
            crosses_right = at < len(taken) and taken[at][1] <= place[1]
            if not crosses_left and not crosses_right:
                taken.insert(at, place)
                straight.append(segment)
                used.add(("upper", segment.upper))
                used.add(("lower", segment.lower))
    return straight


def _weight(segment: Segment) -> int:
    return segment.weight


def _are_apart(segments: list[Segment], positions: list[int]) -> bool:
    """Whether no two lines meet or cross."""
    if len(segments) < 2:
        return True
    if len(segments) == 2:
        one, other = segments
        above = positions[one.upper] - positions[other.upper]
        return above * (positions[one.lower] - positions[other.lower]) > 0
    places = sorted([(positions[s.upper], positions[s.lower]) for s in segments])
    return all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(places))


def _crossings(segments: list[Segment], positions: list[int]) -> int:
    total = 0
    passed: list[int] = []
    for _, lower in sorted((positions[s.upper], positions[s.lower]) for s in segments):
        at = bisect_right(passed, lower)
        total += len(passed) - at
        passed.insert(at, lower)
    return total


def _nearest_to_axes(segments: list[Segment]) -> list[Segment]:
    """Of several lines between the same two containers only the one that can be straight best."""
    best: dict[tuple[int, int], Segment] = {}
    for segment in segments:
        ends = segment.upper, segment.lower
        known = best.get(ends)
        if known is None or _offset(segment) < _offset(known):
            best[ends] = segment
    return list(best.values())


def _offset(segment: Segment) -> int:
    return abs(segment.leaves) + abs(segment.enters)


def _middles(
    free: list[Segment], positions: list[int], used: set[tuple[str, int]]
) -> list[Segment]:
    """The segments that are the middle one at both ends; an end with an even number is used up."""
    at_end: dict[tuple[str, int], list[Segment]] = {}
    for segment in free:
        at_end.setdefault(("upper", segment.upper), []).append(segment)
        at_end.setdefault(("lower", segment.lower), []).append(segment)
    refused: set[int] = set()
    for (side, vertex), group in at_end.items():
        if len(group) < 2:
            continue
        if side == "upper":
            group.sort(key=lambda segment: (positions[segment.lower], segment.enters))
        else:
            group.sort(key=lambda segment: (positions[segment.upper], segment.leaves))
        middle = group[len(group) // 2] if len(group) % 2 else None
        refused.update(id(segment) for segment in group if segment is not middle)
        if middle is None:
            used.add((side, vertex))
    return [segment for segment in free if id(segment) not in refused]
