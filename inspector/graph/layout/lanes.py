"""Lanes: where lines that pass many rows run, to the right of everything they pass."""

from collections.abc import Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from inspector.graph.layout.geometry import Spacing


class Passage(NamedTuple):
    """A long line: the rows it starts and ends in."""

    first: int
    last: int


def lanes(passages: Sequence[Passage], row_rights: Sequence[int], spacing: Spacing) -> list[int]:
    """x of each line's lane; lines that run side by side have different lanes.

    Of lines that start together the longer one runs further outside, so that they do not cross.
    """
    result = [0] * len(passages)
    order = sorted(range(len(passages)), key=lambda i: (passages[i].first, -passages[i].last))
    group: list[int] = []
    reach = -1
    for index in order:
        if group and passages[index].first >= reach:
            _assign(group, passages, row_rights, spacing, result)
            group = []
        group.append(index)
        reach = max(reach, passages[index].last)
    if group:
        _assign(group, passages, row_rights, spacing, result)
    return result


def _assign(
    group: list[int],
    passages: Sequence[Passage],
    row_rights: Sequence[int],
    spacing: Spacing,
    result: list[int],
) -> None:
    """Color the intervals of one group; `group` is sorted by start, the longer first."""
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    lane_of: dict[int, int] = {}
    count = 0
    for index in group:
        while busy and busy[0][0] <= passages[index].first:
            heappush(free, heappop(busy)[1])
        if free:
            lane = heappop(free)
        else:
            lane, count = count, count + 1
        lane_of[index] = lane
        heappush(busy, (passages[index].last, lane))
    first = min(passages[index].first for index in group)
    last = max(passages[index].last for index in group)
    base = max(row_rights[first : last + 1]) + spacing.beside
    for index, lane in lane_of.items():
        result[index] = base + spacing.lines * (count - 1 - lane)
