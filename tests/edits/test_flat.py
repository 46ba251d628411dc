"""Expressions as flat text, and brackets in it."""

import pytest

from inspector.edits.flat import exchanged, flat, unflat
from inspector.outline.expressions import expression, text_of


@pytest.mark.parametrize("text", ["X", "self.a(X)", "f(X) @ self.w + g(Y)[0]", "-f(X).T"])
def test_flat_text_is_the_same_expression_again(text: str) -> None:
    node = expression(text)
    assert unflat(*flat(node)) == node
    assert text_of(unflat(*flat(node))) == text


@pytest.mark.parametrize(
    ("text", "new", "now"),
    [
        ("Y + 1", "X @ w", "X @ w + 1"),
        ("Y * 2", "X + 1", "(X + 1) * 2"),
        ("(Y) * 2", "X", "X * 2"),
        ("a - (Y)", "X - 1", "a - (X - 1)"),
    ],
)
def test_brackets_stand_only_where_they_matter(text: str, new: str, now: str) -> None:
    start = text.index("Y")
    assert exchanged(text, (start, start + 1), new) == now
