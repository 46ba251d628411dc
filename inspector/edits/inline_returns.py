"""A method that returns within branches, with one variable for what it returns instead."""

import ast
from collections.abc import Sequence

from inspector.edits.edit import EditError
from inspector.edits.inline_code import Source
from inspector.outline.emit import indented

RESULT = "result"

_UNIT = "    "
_MOST_LINES = 400


def returns(node: ast.AST) -> bool:
    """Whether a statement may leave its method."""
    return any(isinstance(each, ast.Return) for each in ast.walk(node))


def with_one_end(where: str, texts: Sequence[str]) -> str:
    """An ``if`` that returns, and what follows it, as branches that assign `RESULT` instead.

    Raises EditError unless each way through ends in a return of its own.
    """
    rows: list[str] = []
    waiting: list[tuple[str, Sequence[str]]] = [("", texts)]
    while waiting:
        indent, block = waiting.pop()
        if len(rows) > _MOST_LINES or not block:
            raise EditError(f"{where} returns in several places; edit it in the code.")
        source = Source(block[0])
        (node,) = source.tree.body
        match node:
            case ast.Return(value=value):
                made = source.segment(value) if value is not None else "None"
                rows.append(indented(f"{indent}{RESULT} = {made}", "", indent))
            case ast.If() if returns(node):
                rest = block[1:]
                test = source.segment(node.test)
                otherwise = source.statements(node.orelse)
                waiting.append((f"{indent}{_UNIT}", _ended(otherwise, rest)))
                waiting.append((indent, (_ELSE,)))
                waiting.append((f"{indent}{_UNIT}", _ended(source.statements(node.body), rest)))
                rows.append(f"{indent}if {test}:")
            case ast.Expr(value=ast.Constant(value="else")):
                rows.append(f"{indent}else:")
            case _ if returns(node):
                raise EditError(f"{where} returns within a loop; edit it in the code.")
            case _:
                rows.append(indented(f"{indent}{block[0]}", "", indent))
                waiting.append((indent, block[1:]))
    return "\n".join(rows)


_ELSE = '"else"'
"""Stands between the branches while they wait."""


def _ended(branch: Sequence[str], rest: Sequence[str]) -> Sequence[str]:
    """A branch with what follows it, unless it returns before."""
    ends = bool(branch) and isinstance(Source(branch[-1]).tree.body[0], ast.Return)
    return branch if ends else [*branch, *rest]
