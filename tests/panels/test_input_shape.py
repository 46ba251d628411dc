import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.panels.input_shape import parse_shape, shape_field_text, size_warning


@pytest.mark.parametrize(
    "text", ["2, 20", "2 20", "2x20", "2 × 20", "(2, 20)", "[2, 20]", "2,20,", " 2 * 20 "]
)
def test_a_shape_can_be_written_as_one_thinks_of_it(text: str) -> None:
    assert parse_shape(text) == (2, 20)


def test_one_size_and_no_size_are_shapes_too() -> None:
    assert parse_shape("7") == (7,)
    assert parse_shape("()") == ()
    assert parse_shape("1_000, 0") == (1000, 0)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write a shape such as 2, 20. () is a single number."),
        ("2, n", "“n” is not a size. Write a shape such as 2, 20."),
        ("2, -1", "-1 cannot be a size: a size is 0 or more."),
        ("2.5", "“2.5” is not a size. Write a shape such as 2, 20."),
        ("9223372036854775808", "This size is larger than any tensor can have."),
    ],
)
def test_what_is_no_shape_is_explained(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        parse_shape(text)


@given(st.lists(st.integers(0, 2**63 - 1), max_size=6).map(tuple))
def test_the_field_shows_what_it_can_read(shape: tuple[int, ...]) -> None:
    assert parse_shape(shape_field_text(shape)) == shape


@given(st.text(max_size=30))
def test_any_text_is_a_shape_or_refused_with_a_sentence(text: str) -> None:
    try:
        sizes = parse_shape(text)
    except ValueError as refusal:
        sizes, sentence = (), str(refusal)
    else:
        sentence = "."
    assert all(size >= 0 for size in sizes)
    assert sentence.endswith(".")


def test_a_large_input_is_said_to_cost_its_memory() -> None:
    assert size_warning((2, 20), "float32") == ""
    assert size_warning((10**6, 10**6), "float32") == (
        "1,000,000,000,000 elements take 4.0 TB of memory."
    )
    assert size_warning((2**62, 2**62), "int64").startswith("2.13e+37 elements take ")
