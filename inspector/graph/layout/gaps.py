"""The room between the rows of a level: for labels, and where lines move far sideways."""

from collections.abc import Sequence
from itertools import pairwise

from inspector.graph.layout.geometry import Spacing
from inspector.graph.layout.labels import most_overlapping
from inspector.graph.layout.level import Level
from inspector.graph.layout.rows import Rows

_EASE = 8
"""One more pixel for so many that a line moves sideways between two rows."""
_MOST_EASE = 28
_MOST_STACKED = 4
"""So many labels stand above each other where lines run close together."""


def gaps(level: Level, rows: Rows, courses: Sequence[list[int]], spacing: Spacing) -> list[int]:
    """The room below each row, given x of each drawn link from row to row."""
    result = [spacing.gap] * len(rows.rows)
    for row, labels in _labels(level, rows, courses).items():
        stacked = min(most_overlapping([reach for reach, _ in labels]), _MOST_STACKED)
        line = max(height for _, height in labels) + spacing.label_line
        result[row] = spacing.label_gap + stacked * line - spacing.label_line
    result[0] = level.top
    has_exits = any(part.kind == "exit" for part in level.parts)
    if has_exits:
        result[-2] = level.bottom
    result[-1] = 0 if has_exits else level.bottom
    moved = _sideways(level, rows, courses)
    if moved[0]:
        result[0] += spacing.arrow
    return [gap + min(_MOST_EASE, far // _EASE) for gap, far in zip(result, moved, strict=True)]


def _labels(
    level: Level, rows: Rows, courses: Sequence[list[int]]
) -> dict[int, list[tuple[tuple[int, int], int]]]:
    """From where to where the labels below each row would reach side by side, and their heights."""
    found: dict[int, list[tuple[tuple[int, int], int]]] = {}
    for link, course in zip(level.links, courses, strict=True):
        row = rows.row[link.source]
        if link.drawn and link.label is not None and row > 0:
            middle = (course[0] + course[1]) // 2
            reach = middle, middle + link.label.width
            found.setdefault(row, []).append((reach, link.label.height))
    return found


def _sideways(level: Level, rows: Rows, courses: Sequence[list[int]]) -> list[int]:
    """How far a line moves sideways below each row, at most."""
    most = [0] * len(rows.rows)
    in_lanes = set(rows.lanes)
    for index, course in enumerate(courses):
        if not course or (len(course) == 2 and course[0] == course[1]):
            continue
        link = level.links[index]
        first, last = rows.row[link.source], rows.row[link.target] - 1
        stops = (first, last) if index in in_lanes else range(first, last + 1)
        for row, (here, there) in zip(stops, pairwise(course), strict=False):
            far = here - there if here > there else there - here
            if far > most[row]:
                most[row] = far
    return most
