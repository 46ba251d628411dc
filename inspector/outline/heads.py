"""The head of a function, which the outline keeps as text, read as Python."""

import ast
from typing import TypeAlias

Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def function_head(header: str) -> Definition | None:
    """The definition that a header begins, with an empty body; None if it cannot be read."""
    try:
        (tree,) = ast.parse(f"{header}: pass").body
    except SyntaxError:
        return None
    assert isinstance(tree, Definition)
    return tree
