from hypothesis import given
from hypothesis import strategies as st

from inspector.graph.layout.geometry import SPACING
from inspector.graph.layout.lanes import Passage, lanes

ROWS = 40


def test_a_line_runs_outside_of_what_it_passes() -> None:
    rights = [10] * ROWS
    rights[5] = 300
    assert lanes([Passage(2, 20)], rights, SPACING) == [300 + SPACING.beside]
    assert lanes([Passage(8, 20)], rights, SPACING) == [10 + SPACING.beside]


def test_the_inner_of_two_nested_lines_runs_inside() -> None:
    outer, inner = lanes([Passage(1, 30), Passage(5, 20)], [10] * ROWS, SPACING)
    assert outer - inner == SPACING.lines


def test_lines_one_below_the_other_share_a_lane() -> None:
    first, second = lanes([Passage(1, 12), Passage(12, 30)], [10] * ROWS, SPACING)
    assert first == second


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=15))
def test_lines_side_by_side_never_share_a_lane(spans: list[tuple[int, int]]) -> None:
    passages = [Passage(first, first + length) for first, length in spans]
    found = lanes(passages, [10] * ROWS, SPACING)
    for i, one in enumerate(passages):
        for j, other in enumerate(passages[:i]):
            if one.first < other.last and other.first < one.last:
                assert found[i] != found[j]
