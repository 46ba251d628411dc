"""The head of a function, which the outline keeps as text, read as Python."""

import ast
from functools import lru_cache
from typing import TypeAlias

Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


@lru_cache(maxsize=10_000)
def function_head(header: str) -> Definition | None:
    """The definition that a header begins, with an empty body; None if it cannot be read.

    It is the same for all who ask, so nobody may change it.
    """
    try:
        (tree,) = ast.parse(f"{header}: pass").body
    except SyntaxError:
        return None
    assert isinstance(tree, Definition)
    return tree
