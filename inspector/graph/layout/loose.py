"""Parts of a level that no line joins to the rest: packed beside it, not in an endless row."""

from collections.abc import Sequence
from math import isqrt

from inspector.graph.layout.geometry import Point, Spacing
from inspector.graph.layout.level import Level, Link, Placed
from inspector.graph.layout.pieces import Piece

_SIDE_BY_SIDE = 4
"""So many loose pieces simply stand in the rows of the others, and in a row of their own."""


def loosen(level: Level) -> list[Piece]:
    """What holds together, each with its links; the first has all the ports and may be empty.

    Nothing if only few pieces are loose.
    """
    if len(level.parts) - len({link.target for link in level.links}) <= _SIDE_BY_SIDE:
        return []
    find = _components(level)
    tied = {find[number] for number, part in enumerate(level.parts) if part.kind != "node"}
    groups: dict[int, list[int]] = {-1: []}
    for number in range(len(level.parts)):
        root = find[number]
        groups.setdefault(-1 if root in tied else root, []).append(number)
    if len(groups) - 1 <= _SIDE_BY_SIDE:
        return []
    links: dict[int, list[int]] = {root: [] for root in groups}
    for index, link in enumerate(level.links):
        root = find[link.source]
        links[-1 if root in tied else root].append(index)
    first, *others = (_piece(level, groups[root], links[root]) for root in groups)
    return [first, *(other._replace(level=_bare(other.level)) for other in others)]


def _bare(level: Level) -> Level:
    return level._replace(top=0, bottom=0)


def _piece(level: Level, parts: list[int], links: list[int]) -> Piece:
    number = {part: at for at, part in enumerate(parts)}
    moved = [
        Link(number[level.links[i].source], number[level.links[i].target], *level.links[i][2:])
        for i in links
    ]
    inner = level._replace(parts=tuple([level.parts[part] for part in parts]), links=tuple(moved))
    return Piece(parts, links, inner, [], -1)


def _components(level: Level) -> list[int]:
    """For each part one part of its component, the same for all of them."""
    parent = list(range(len(level.parts)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for link in level.links:
        one, other = root(link.source), root(link.target)
        parent[max(one, other)] = min(one, other)
    return [root(number) for number in range(len(parent))]


def pack(level: Level, pieces: Sequence[tuple[Piece, Placed]], spacing: Spacing) -> Placed:
    """The first piece where it is; the others at its right, on shelves of about equal width."""
    (_, main), *others = pieces
    area = sum((p.left + p.right + spacing.between) * (p.height + spacing.gap) for _, p in others)
    wide = max(placed.left + placed.right for _, placed in others) + spacing.between
    width = max(isqrt(area), _SIDE_BY_SIDE * wide)
    begin = main.right + spacing.between if pieces[0][0].parts else 0
    x, y, high, right = begin, level.top, 0, main.right
    origins: list[Point] = [(0, 0)]
    for _, placed in others:
        if x > begin and x + placed.left + placed.right > begin + width:
            x, y, high = begin, y + high + spacing.gap, 0
        origins.append((x + placed.left, y))
        x += placed.left + placed.right + spacing.between
        high, right = max(high, placed.height), max(right, x - spacing.between)
    height = max(main.height, y + high + level.bottom)
    return _joined(level, pieces, origins, (main.left, right, height))


def _joined(
    level: Level,
    pieces: Sequence[tuple[Piece, Placed]],
    origins: Sequence[Point],
    extent: tuple[int, int, int],
) -> Placed:
    axes, tops = [0] * len(level.parts), [0] * len(level.parts)
    routes: list[tuple[Point, ...]] = [()] * len(level.links)
    labels: list[Point | None] = [None] * len(level.links)
    for (piece, placed), (x, y) in zip(pieces, origins, strict=True):
        for part, axis, top in zip(piece.parts, placed.axes, placed.tops, strict=True):
            axes[part], tops[part] = axis + x, top + y
        for at, link in enumerate(piece.links):
            routes[link] = placed.route(at, (x, y))
            labels[link] = placed.label(at, (x, y))
    simplified = any(placed.simplified for _, placed in pieces)
    return Placed(
        tuple(axes), tuple(tops), tuple(routes), tuple(labels), *extent, simplified=simplified
    )
