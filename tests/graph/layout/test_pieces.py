from inspector.graph.layout.level import Level, Link, Part
from inspector.graph.layout.pieces import cut
from inspector.graph.layout.ranks import rank

NODE, ENTRY, EXIT = Part(50, 50, 26), Part(0, 0, 0, "entry"), Part(0, 0, 0, "exit")


def pieces(parts: list[Part], *pairs: tuple[int, int]) -> list[list[int]]:
    """The parts of each piece."""
    level = Level(tuple(parts), tuple(Link(a, b) for a, b in pairs), top=40, bottom=18)
    return [piece.parts for piece in cut(level, rank(level.parts, level.links))]


def test_a_level_is_cut_where_its_branches_meet_again() -> None:
    two_skips = (0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (2, 4)
    assert pieces([NODE] * 5, *two_skips) == [[0, 1, 2], [2, 3, 4]]


def test_a_chain_is_not_cut() -> None:
    assert pieces([NODE] * 6, *[(i, i + 1) for i in range(5)]) == [[0, 1, 2, 3, 4, 5]]


def test_nothing_is_cut_below_a_line_that_passes() -> None:
    assert pieces([NODE] * 4, (0, 1), (1, 2), (2, 3), (0, 3)) == [[0, 1, 2, 3]]


def test_equal_blocks_are_equal_levels() -> None:
    blocks = [(b + i, b + i + 1) for b in (0, 2, 4, 6) for i in (0, 1)]
    links = [*blocks, *((b, b + 2) for b in (0, 2, 4, 6))]
    level = Level((NODE,) * 9, tuple(Link(a, b) for a, b in sorted(links)))
    found = cut(level, rank(level.parts, level.links))
    assert len(found) == 4
    assert len({piece.level for piece in found}) == 1


def test_only_the_first_piece_has_the_header_and_only_the_last_the_footer() -> None:
    parts = (ENTRY, NODE, NODE, NODE, NODE, NODE, EXIT)
    pairs = (0, 1), (1, 2), (2, 3), (1, 3), (3, 4), (4, 5), (3, 5), (5, 6)
    level = Level(parts, tuple(Link(a, b) for a, b in pairs), top=40, bottom=18)
    found = cut(level, rank(level.parts, level.links))
    assert [(piece.level.top, piece.level.bottom) for piece in found] == [(40, 0), (0, 18)]
