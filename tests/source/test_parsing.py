"""Text that is no Python gives nothing, and raises nothing."""

import ast

import pytest

from inspector.source.parsing import expression_of, module_of


def test_python_is_read() -> None:
    assert isinstance(expression_of("f(x)"), ast.Call)
    module = module_of("x = 1\ny = 2\n")
    assert module is not None
    assert len(module.body) == 2


@pytest.mark.parametrize("text", ["f(", "x\0y", "(" * 10_000, "-" * 200_000 + "1"])
def test_what_is_no_python_or_nested_too_deeply_is_nothing(text: str) -> None:
    assert expression_of(text) is None
    assert module_of(text) is None


def test_a_statement_is_no_expression() -> None:
    assert expression_of("x = 1") is None
