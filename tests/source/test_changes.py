from hypothesis import given
from hypothesis import strategies as st

from inspector.source.changes import Change, Rebase, apply_changes, changes_between
from inspector.source.lines import Lines
from inspector.source.span import Span

texts = st.text(alphabet="ab\né", max_size=60)


@given(texts, texts)
def test_the_changes_between_two_texts_turn_one_into_the_other(before: str, after: str) -> None:
    assert apply_changes(before, changes_between(before, after)) == after


def test_insertions_at_one_place_keep_their_order() -> None:
    assert apply_changes("ad", [Change(1, 1, "b"), Change(1, 1, "c")]) == "abcd"


def moved(before: str, piece: str, after: str) -> str | None:
    """What stands where `piece` stood, after the text has changed."""
    lines = Lines(before)
    start = before.index(piece)
    span = Rebase(before, after).span(lines.span(start, start + len(piece)))
    return None if span is None else Lines(after).slice(span)


def test_a_place_follows_a_line_inserted_above() -> None:
    assert moved("x = 1\ny = f(2)\n", "f(2)", "x = 1\nz = 0\ny = f(2)\n") == "f(2)"


def test_a_place_grows_with_what_is_typed_inside() -> None:
    assert moved("y = f(2)\n", "f(2)", "y = f(2000)\n") == "f(2000)"


def test_a_place_is_pushed_by_an_insertion_right_before_it() -> None:
    assert moved("s(b)\n", "b", "s(a, b)\n") == "b"


def test_a_place_that_is_wrapped_stays_the_inner_one() -> None:
    assert moved("return x\n", "x", "return f(x)\n") == "x"


def test_a_deleted_place_is_nowhere() -> None:
    assert moved("a = 1\nb = 2\n", "b = 2", "a = 1\n") is None


def test_columns_count_utf8_bytes_as_python_does() -> None:
    lines = Lines("é = f(1)\n")
    assert lines.slice(Span(1, 5, 1, 9)) == "f(1)"
    assert lines.span(4, 8) == Span(1, 5, 1, 9)
