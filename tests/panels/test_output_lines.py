from hypothesis import given
from hypothesis import strategies as st

from inspector.panels.output_lines import shown, since


def test_a_line_is_shown_as_a_terminal_would_leave_it() -> None:
    assert shown("loss 0.3") == "loss 0.3"
    assert shown(" 10 %\r 20 %\r100 %") == "100 %"
    assert shown("from Windows\r") == "from Windows"
    assert shown("x" * 5_000) == "x" * 2_000 + "…"


def test_only_what_came_after_clearing_is_shown() -> None:
    assert since(("a", "b", "c"), ("a", "b")) == ("c",)
    assert since(("a", "b"), ("a", "b")) == ()
    assert since(("a", "b"), ()) == ("a", "b")


def test_a_new_engine_begins_anew() -> None:
    assert since(("x", "y"), ("a", "b")) == ("x", "y")


@given(st.lists(st.integers(), unique=True), st.integers(0, 9), st.integers(1, 9))
def test_lines_that_the_engine_has_dropped_since_do_not_matter(
    numbers: list[int], cleared: int, kept: int
) -> None:
    lines = tuple(map(str, numbers))
    before, after = lines[:cleared], lines[cleared:]
    assert since(lines[-kept:], before) == after[-kept:]
