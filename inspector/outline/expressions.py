"""Building and writing expressions: from text, into text, into one another."""

import ast
from dataclasses import fields, replace
from typing import Any, TypeVar

from inspector.outline.emit import Emitter
from inspector.outline.nodes import (
    Argument,
    Assign,
    Call,
    Code,
    Display,
    Evaluate,
    Expression,
    Node,
    Statement,
    Structure,
    code,
)
from inspector.outline.read import OutlineError, get
from inspector.source.parsing import expression_of

N = TypeVar("N", bound=Node)

MAX_LENGTH = 10_000


def expression(text: str) -> Expression:
    """Read one expression. Raises OutlineError with a sentence if it is none."""
    text = text.strip()
    if not text:
        raise OutlineError("An expression is missing.")
    if len(text) > MAX_LENGTH:
        raise OutlineError(f"The expression is longer than {MAX_LENGTH:,} characters.")
    tree = expression_of(text)
    if tree is not None:
        body = get(text).body
    else:
        body = get(f"(\n{text}\n)").body  # lines that hang together by parentheses around them
        tree = expression_of(f"(\n{text}\n)")
    if isinstance(tree, ast.NamedExpr | ast.Yield | ast.YieldFrom):
        raise OutlineError("It does more than give a value; write it into the code by hand.")
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


def enclosed(node: Expression) -> Expression:
    """The expression as an argument can be: ``a, b`` needs brackets to be one."""
    if isinstance(node, Code) and any("," in piece for piece in node.pieces):
        text = text_of(node)
        if isinstance(expression_of(f"(\n{text}\n)"), ast.Tuple):
            return expression(f"({text})")
    return node


def _as_expression(value: Expression | str) -> Expression:
    return expression(value) if isinstance(value, str) else value


def text_of(node: Expression) -> str:
    """The expression as text on its own."""
    return Emitter().expression(node, "")


def is_parameter(value: Expression) -> bool:
    """Whether an expression makes a tensor that is trained."""
    return isinstance(value, Call) and value.name.rpartition(".")[2] == "Parameter"


def placeless(node: N) -> N:
    """The node as if nothing had written it yet, so that it cannot be taken for one of a file."""
    changed: dict[str, Any] = {"span": None}
    for each in fields(node):
        value = getattr(node, each.name)
        if isinstance(value, Node):
            changed[each.name] = placeless(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Node):
            changed[each.name] = tuple(placeless(child) for child in value)
    return replace(node, **changed)


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
    """A name, attribute, subscript or literal, which binds tighter than any operator.

    What flows into a template is one as well: it gets parentheses when it is put there.
    """
    if node == code(FLOWING):
        return True
    stand_in = "_".join(node.pieces)
    try:
        tree = ast.parse(stand_in, mode="eval").body
    except SyntaxError:
        return False
    return isinstance(tree, ast.Name | ast.Attribute | ast.Subscript | ast.Constant)


FLOWING = "{x}"
"""Stands in a template for the value that flows in: ``self.relu({x})``, ``{x} @ self.weight``."""
_MARK = "_flowing_value_"


def filled(template: str, value: Expression) -> Expression:
    """The template with an expression in the place of ``{x}``. Raises OutlineError."""
    return _substituted(placeless(expression(template.replace(FLOWING, _MARK))), value)


def _substituted(node: Expression, value: Expression) -> Expression:
    match node:
        case Call(function, arguments):
            given = tuple(_in_argument(each, value) for each in arguments)
            return replace(node, function=_substituted(function, value), arguments=given)
        case Display(_, items):
            return replace(node, items=tuple(_in_argument(each, value) for each in items))
        case Code():
            return _in_code(node, value)
    return node


def _in_argument(node: Argument, value: Expression) -> Argument:
    return replace(node, value=_substituted(node.value, value))


def _in_code(node: Code, value: Expression) -> Expression:
    if node == code(_MARK):
        return value
    pieces: list[str] = []
    holes: list[Structure] = []
    for i, piece in enumerate(node.pieces):
        first, *others = piece.split(_MARK)
        pieces.append(first)
        for other in others:
            holes.append(_HOLE)
            pieces.append(other)
        if i < len(node.holes):
            inner = _substituted(node.holes[i], value)
            assert not isinstance(inner, Code)
            holes.append(inner)
    result = Code(tuple(pieces), tuple(holes))
    while _HOLE in result.holes:
        result = embedded(result, result.holes.index(_HOLE), value)
    return result


_HOLE = Call(code(_MARK))


def left_operand(node: Code) -> Expression | None:
    """What an operator, subscript or attribute is applied to; None if there is no such thing."""
    names = [f"_hole{i}_" for i in range(len(node.holes))]
    pairs = zip(node.pieces, [*names, ""], strict=True)
    text = "".join(piece + name for piece, name in pairs)
    try:
        tree = ast.parse(f"({text})", mode="eval").body
    except SyntaxError:
        return None
    match tree:
        case ast.BinOp(left=operand) | ast.Compare(left=operand):
            pass
        case ast.UnaryOp(operand=operand):
            pass
        case ast.Subscript(value=operand) | ast.Attribute(value=operand):
            pass
        case _:
            return None
    found = expression(ast.get_source_segment(f"({text})", operand) or "")
    for name, hole in zip(names, node.holes, strict=True):
        found = _renamed(found, name, hole)
    return found


def _renamed(node: Expression, name: str, value: Expression) -> Expression:
    text = text_of(node)
    return filled(text.replace(name, FLOWING), value) if name in text else node
