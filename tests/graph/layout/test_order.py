from hypothesis import given
from hypothesis import strategies as st

from inspector.graph.layout.level import Link, Part
from inspector.graph.layout.order import reduce_crossings
from inspector.graph.layout.rows import Rows
from inspector.graph.layout.work import Work

NODE = Part(50, 50, 26)


def rows(ranks: list[int], *pairs: tuple[int, int]) -> Rows:
    return Rows([NODE] * len(ranks), [Link(a, b) for a, b in pairs], ranks, [1] * len(pairs))


def crossings(found: Rows) -> int:
    """Counted the slow way: every pair of lines between two rows."""
    at = {vertex: place for row in found.rows for place, vertex in enumerate(row)}
    return sum(
        (at[a.upper] - at[b.upper]) * (at[a.lower] - at[b.lower]) < 0
        for segments in found.segments
        for i, a in enumerate(segments)
        for b in segments[:i]
    )


def test_two_crossed_lines_are_uncrossed() -> None:
    found = rows([0, 0, 1, 1], (0, 3), (1, 2))
    assert crossings(found) == 1
    reduce_crossings(found, Work(0, None))
    assert crossings(found) == 0


def test_a_picture_without_crossings_keeps_its_order() -> None:
    found = rows([0, 1, 1, 1, 2], (0, 1), (0, 2), (0, 3), (1, 4), (2, 4), (3, 4))
    reduce_crossings(found, Work(0, None))
    assert found.rows == [[0], [1, 2, 3], [4]]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(6, 11)), unique=True, max_size=20))
def test_there_are_never_more_crossings_than_before(pairs: list[tuple[int, int]]) -> None:
    found = rows([0] * 6 + [1] * 6, *pairs)
    before = crossings(found)
    reduce_crossings(found, Work(0, None))
    assert crossings(found) <= before
    assert [sorted(row) for row in found.rows] == [list(range(6)), list(range(6, 12))]
