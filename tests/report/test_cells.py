from hypothesis import given
from hypothesis import strategies as st

from inspector.report.cells import cells, clipped, padded, visible, wrapped

texts = st.text(alphabet=st.characters(codec="utf-8"), max_size=40)


def test_chinese_characters_take_two_cells_and_accents_none() -> None:
    assert [cells("net"), cells("层"), cells("é"), cells("e\u0301")] == [3, 2, 1, 1]


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert clipped("FixedHiddenMLP", 8) == "FixedHi…"
    assert clipped("层层层", 4) == "层…"
    assert clipped("net", 3) == "net"


def test_numbers_are_set_to_the_right() -> None:
    assert padded("20", 5, right=True) + "|" + padded("层", 4) + "|" == "   20|层  |"


def test_characters_that_change_the_terminal_are_written_out() -> None:
    assert visible("a\x1b[31m\u202eb\n") == "a\\x1b[31m\\u202eb\\n"
    assert visible("层 é") == "层 é"


def test_words_that_are_too_long_are_cut() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("abcdefgh ij", 5) == ["abcde", "fgh", "ij"]
    assert wrapped("", 5) == []


@given(texts, st.integers(2, 30))
def test_nothing_is_wider_than_asked_for(text: str, width: int) -> None:
    text = visible(text)
    assert cells(clipped(text, width)) <= width
    assert all(cells(line) <= width for line in wrapped(text, width))
    assert "".join(wrapped(text, width)).replace(" ", "") == "".join(text.split())
