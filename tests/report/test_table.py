from hypothesis import given
from hypothesis import strategies as st

from inspector.report.table import column_widths, fit


def test_there_is_room_for_all_without_a_terminal() -> None:
    assert fit([90, 90], [10, 10], None).widths == (90, 90)


def test_the_widest_yields_first() -> None:
    assert fit([30, 20, 5], [10, 10, 5], 39).widths == (15, 15, 5)
    assert fit([30, 20, 5], [10, 10, 5], 54).widths == (25, 20, 5)


def test_what_does_not_fit_costs_the_last_column() -> None:
    assert fit([30, 20, 5], [20, 12, 5], 35).widths == (20, 13)


def test_a_line_is_cut_and_set_to_its_side() -> None:
    assert fit([6, 3], [6, 3], 11).line(["module", "7"], [False, True]) == "module    7"
    assert fit([6, 3], [4, 3], 9).line(["module", "7"], [False, True]) == "mod…    7"


def test_a_column_is_as_wide_as_its_widest_text() -> None:
    assert column_widths([("a", "层"), ("abc", "")]) == [3, 2]


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 30)), min_size=1), st.integers(1, 80))
def test_no_table_is_wider_than_the_room(columns: list[tuple[int, int]], width: int) -> None:
    widths = fit([want for want, _ in columns], [least for _, least in columns], width).widths
    assert sum(widths) + 2 * (len(widths) - 1) <= width
    assert all(given <= want for given, (want, _) in zip(widths, columns, strict=False))
