"""A level cut where a single part holds it together, so that each piece is placed by itself.

Most networks are long rows of blocks with one tensor between them. Cut there, a level costs what
its different blocks cost, however often they are repeated.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from inspector.graph.layout.geometry import Point
from inspector.graph.layout.level import Level, Link, Placed


class Piece(NamedTuple):
    """Some neighboring rows of a level; the last part of one piece is the first of the next."""

    parts: list[int]
    links: list[int]
    level: Level
    ranks: list[int]
    last: int
    """The part in the last row, if this is not the last piece."""


def cut(level: Level, ranks: Sequence[int]) -> list[Piece]:
    """The pieces of a level from top to bottom, given the row of each part."""
    cuts = _cuts(level, ranks)
    if not cuts:
        return [Piece([*range(len(level.parts))], [*range(len(level.links))], level, [*ranks], -1)]
    piece_of = list(accumulate(int(row - 1 in cuts) for row in range(max(ranks) + 1)))
    parts: list[list[int]] = [[] for _ in range(len(cuts) + 1)]
    links: list[list[int]] = [[] for _ in parts]
    found: list[list[Link]] = [[] for _ in parts]
    number = [0] * len(ranks)
    as_first = dict[int, int]()
    for part, row in enumerate(ranks):
        at = piece_of[row]
        number[part] = len(parts[at])
        parts[at].append(part)
        if row in cuts:
            as_first[part] = len(parts[at + 1])
            parts[at + 1].append(part)
    for index, (source, target, leaves, enters, label, drawn) in enumerate(level.links):
        at = piece_of[ranks[target]]
        first = as_first[source] if piece_of[ranks[source]] < at else number[source]
        links[at].append(index)
        found[at].append(Link(first, number[target], leaves, enters, label, drawn))
    last = len(cuts)
    lowest = [*sorted(as_first, key=ranks.__getitem__), -1]
    # A level that begins with a node has no entries in its first row.
    begins = [0, *(row - 1 for row in sorted(cuts))]
    return [
        Piece(
            parts[at],
            links[at],
            Level(
                tuple([level.parts[part] for part in parts[at]]),
                tuple(found[at]),
                level.top if at == 0 else 0,
                level.bottom if at == last else 0,
            ),
            [ranks[part] - begins[at] for part in parts[at]],
            lowest[at],
        )
        for at in range(last + 1)
    ]


def _cuts(level: Level, ranks: Sequence[int]) -> set[int]:
    """The rows at the ends of blocks: a single part that no line passes, with more above it.

    A chain is never cut: it goes with the block below it.
    """
    rows = max(ranks, default=0) + 1
    parts, passing = [0] * rows, [0] * (rows + 1)
    for row in ranks:
        parts[row] += 1
    for link in level.links:
        first, last = ranks[link.source], ranks[link.target]
        if last - first > 1:
            passing[first + 1] += 1
            passing[last] -= 1
    passed = accumulate(passing)
    alone = [count == 1 and lines == 0 for count, lines in zip(parts, passed, strict=False)]
    # To cut off the last row alone, or the empty first one, saves nothing.
    return {row for row in range(2, rows - 2) if alone[row] and not alone[row - 1]}


def stack(level: Level, pieces: Sequence[tuple[Piece, Placed]]) -> Placed:
    """The pieces of a level joined below each other at the parts that they share."""
    axes, tops = [0] * len(level.parts), [0] * len(level.parts)
    routes: list[tuple[Point, ...]] = [()] * len(level.links)
    labels: list[Point | None] = [None] * len(level.links)
    shifts = [(0, 0)] * len(level.links)
    left = right = height = 0
    joint: int | None = None
    for piece, placed in pieces:
        dx = dy = 0
        if joint is not None:
            at = piece.parts.index(joint)
            dx, dy = axes[joint] - placed.axes[at], tops[joint] - placed.tops[at]
        for part, axis, top in zip(piece.parts, placed.axes, placed.tops, strict=True):
            axes[part], tops[part] = axis + dx, top + dy
        shift = dx, dy
        for link, route, label in zip(piece.links, placed.routes, placed.labels, strict=True):
            routes[link], labels[link], shifts[link] = route, label, shift
        left, right = max(left, placed.left - dx), max(right, placed.right + dx)
        height = dy + placed.height
        joint = piece.last
    simplified = any(placed.simplified for _, placed in pieces)
    return Placed(
        tuple(axes), tuple(tops), tuple(routes), tuple(labels), left, right, height,
        tuple(shifts), simplified,
    )  # fmt: skip
