"""Python as a syntax tree, where text that is no Python is no error."""

import ast

_NO_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What the parser raises: the last two for text that is nested too deeply."""


def module_of(text: str) -> ast.Module | None:
    """The statements of a text; None if it is not Python."""
    try:
        return ast.parse(text)
    except _NO_PYTHON:
        return None


def expression_of(code: str) -> ast.expr | None:
    """A single expression; None if the code is none."""
    try:
        return ast.parse(code, mode="eval").body
    except _NO_PYTHON:
        return None
