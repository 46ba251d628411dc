"""One level placed: cut into pieces that are placed by themselves, and joined again."""

from collections.abc import Sequence
from functools import partial

from inspector.graph.layout.geometry import Spacing
from inspector.graph.layout.level import Known, Level, Placed, recalled
from inspector.graph.layout.loose import loosen, pack
from inspector.graph.layout.pieces import cut, stack
from inspector.graph.layout.ranks import rank
from inspector.graph.layout.solution import Solution
from inspector.graph.layout.work import Work


def solve(level: Level, spacing: Spacing, known: Known, work: Work) -> Placed:
    """Place the parts of one level and route its links.

    The axis of a level is the column of its longest path. Takes time in proportion to parts and
    links, but for the sorting; pieces of the level that are `known` already cost nothing.
    """
    pieces = loosen(level)
    if not pieces:
        return _solve_connected(level, spacing, known, work)
    placed = []
    for piece in pieces:
        solve_piece = partial(_solve_connected, piece.level, spacing, known, work)
        placed.append((piece, recalled(known, piece.level, solve_piece)))
        work.spend(len(piece.parts) + len(piece.links))
    return pack(level, placed, spacing)


def _solve_connected(level: Level, spacing: Spacing, known: Known, work: Work) -> Placed:
    pieces = cut(level, rank(level.parts, level.links))
    if len(pieces) == 1:
        return _place(level, pieces[0].ranks, spacing, work)
    placed = []
    for piece in pieces:
        solve_piece = partial(_place, piece.level, piece.ranks, spacing, work)
        placed.append((piece, recalled(known, piece.level, solve_piece)))
        work.spend(len(piece.parts) + len(piece.links))
    return stack(level, placed)


def _place(level: Level, ranks: Sequence[int], spacing: Spacing, work: Work) -> Placed:
    return Solution(level, ranks, spacing, work).placed()
