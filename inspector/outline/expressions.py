"""Building and writing expressions: from text, into text, into one another."""

import ast

from inspector.outline.emit import Emitter
from inspector.outline.nodes import (
    Argument,
    Assign,
    Call,
    Code,
    Evaluate,
    Expression,
    Node,
    Statement,
    code,
)
from inspector.outline.read import OutlineError, get

MAX_LENGTH = 10_000


def expression(text: str) -> Expression:
    """Read one expression. Raises OutlineError with a sentence if it is none."""
    text = text.strip()
    if not text:
        raise OutlineError("An expression is missing.")
    if len(text) > MAX_LENGTH:
        raise OutlineError(f"The expression is longer than {MAX_LENGTH:,} characters.")
    try:
        ast.parse(text, mode="eval")
        body = get(text).body
    except SyntaxError:
        body = get(f"(\n{text}\n)").body  # lines that hang together by parentheses around them
    if len(body) != 1 or not isinstance(body[0], Evaluate):
        raise OutlineError("This is a statement, not an expression.")
    return body[0].value


def statements(text: str) -> tuple[Statement, ...]:
    """Read statements from text that starts without indentation. Raises OutlineError."""
    return get(text).body


def call(function: str, *arguments: Expression | str, **keywords: Expression | str) -> Call:
    """``function(arguments, keywords)``; strings are code."""
    given = [Argument(_as_expression(value)) for value in arguments]
    given += [Argument(_as_expression(value), keyword) for keyword, value in keywords.items()]
    return Call(code(function), tuple(given))


def assign(target: str, value: Expression | str) -> Assign:
    """``target = value``."""
    return Assign(target, _as_expression(value))


def _as_expression(value: Expression | str) -> Expression:
    return expression(value) if isinstance(value, str) else value


def text_of(node: Expression) -> str:
    """The expression as text on its own."""
    return Emitter().expression(node, "")


def embedded(parent: Code, at: int, new: Node) -> Code:
    """`parent` with another expression in one of its holes, in parentheses where they matter."""
    before, after = parent.pieces[at], parent.pieces[at + 1]
    if not isinstance(new, Code):
        holes = (*parent.holes[:at], new, *parent.holes[at + 1 :])
        return Code(parent.pieces, holes, span=parent.span)  # type: ignore[arg-type]
    pieces = new.pieces
    if not _is_atom(new) and (before.strip() or after.strip()):
        pieces = (f"({pieces[0]}", *pieces[1:-1], f"{pieces[-1]})")
        if len(new.pieces) == 1:
            pieces = (f"({new.pieces[0]})",)
    joined = (f"{before}{pieces[0]}", *pieces[1:])
    joined = (*joined[:-1], f"{joined[-1]}{after}")
    return Code(
        (*parent.pieces[:at], *joined, *parent.pieces[at + 2 :]),
        (*parent.holes[:at], *new.holes, *parent.holes[at + 1 :]),
        span=parent.span,
    )


def _is_atom(node: Code) -> bool:
    """A name, attribute, subscript or literal, which binds tighter than any operator."""
    stand_in = "_".join(node.pieces)
    try:
        tree = ast.parse(stand_in, mode="eval").body
    except SyntaxError:
        return False
    return isinstance(tree, ast.Name | ast.Attribute | ast.Subscript | ast.Constant)
