"""A forward as ordered steps: the calls and operations that it makes, as they are written."""

import ast
import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from inspector.outline.nodes import (
    Argument,
    Assign,
    Call,
    Clause,
    Code,
    Comprehension,
    Dict,
    Display,
    Entry,
    Evaluate,
    Expression,
    Function,
    Node,
    Region,
    Return,
    Statement,
)
from inspector.source.span import Span

_SYMBOLS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.USub: "-",
    ast.Not: "not",
    ast.Invert: "~",
}


@dataclass(frozen=True)
class Step:
    """One thing a forward does. `steps` are those in the body of a region."""

    kind: Literal["member", "function", "operator", "region"]
    name: str
    """Attribute of a member (``hidden``), function (``F.relu``), symbol, or kind of region."""
    node: Node
    steps: tuple["Step", ...] = ()

    @property
    def site(self) -> Span | None:
        return self.node.span


def steps(function: Function | None) -> tuple[Step, ...]:
    """The steps of a forward, in the order in which Python runs them."""
    return tuple(_of_block(function.body)) if function else ()


def _of_block(body: Iterable[Statement]) -> Iterator[Step]:
    for node in body:
        match node:
            case Assign(operator="=", value=value) | Evaluate(value=value):
                yield from _of_expression(value)
            case Assign(operator=operator):
                yield from _of_expression(node.value, outermost=False)
                yield Step("operator", operator, node)
            case Return(value=value) if value is not None:
                yield from _of_expression(value)
            case Region():
                yield Step("region", node.kind, node, tuple(_of_clauses(node.clauses)))


def _of_clauses(clauses: Iterable[Clause]) -> Iterator[Step]:
    for clause in clauses:
        yield from _of_block(clause.body)


def _of_expression(node: Expression, outermost: bool = True) -> Iterator[Step]:
    """The steps within an expression, then the expression itself if it is one."""
    match node:
        case Call(function, arguments):
            yield from _of_expression(function, outermost=False)
            for argument in arguments:
                yield from _of_expression(argument.value, outermost=False)
            step = _call_step(node, outermost)
            if step is not None:
                yield step
        case Code(_, holes):
            for hole in holes:
                yield from _of_expression(hole, outermost=False)
            symbol = _symbol(node) if outermost else None
            if symbol is not None:
                yield Step("operator", symbol, node)
        case Display(_, items):
            yield from _of_items(items)
        case Dict(entries):
            yield from _of_items(entries)
        case Comprehension(_, element, clauses):
            yield from _of_expression(clauses, outermost=False)
            yield from _of_expression(element, outermost=False)


def _of_items(items: Iterable[Argument | Entry]) -> Iterator[Step]:
    for item in items:
        yield from _of_expression(item.value, outermost=False)


def _call_step(node: Call, outermost: bool) -> Step | None:
    """A call as a step; None for what makes no tensor by itself (``len``, ``range``)."""
    head, dot, rest = node.name.partition(".")
    if head == "self" and rest and "." not in rest:
        return Step("member", rest, node)
    if not dot:
        return None if hasattr(builtins, head) else Step("function", head, node)
    if head in ("F", "torch", "nn"):
        return Step("function", node.name, node)
    # A method of a tensor in the middle of an expression would only crowd the tree.
    return Step("function", node.name.rpartition(".")[2], node) if outermost else None


def _symbol(node: Code) -> str | None:
    """The operator of an expression; None for a name, an attribute or a literal."""
    try:
        tree = ast.parse("_".join(node.pieces), mode="eval").body
    except SyntaxError:
        return None
    match tree:
        case ast.BinOp(op=op) | ast.UnaryOp(op=op):
            return _SYMBOLS.get(type(op), "operator")
        case ast.Subscript():
            return "[ ]"
        case ast.Compare() | ast.BoolOp():
            return "compare"
        case ast.IfExp():
            return "if"
    return None
