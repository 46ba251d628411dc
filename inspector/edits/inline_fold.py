"""What conditions are when the values of some names are known from the code alone."""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

from inspector.source.parsing import expression_of


class _Kind:
    """A value of which less than all is known."""


UNKNOWN: Final = _Kind()
"""Anything."""
SOMETHING: Final = _Kind()
"""A module: whatever it is, it is not None."""
A_CLASS: Final = _Kind()
"""A class or function: it is not None, and it counts as true."""

Known = Callable[[ast.expr], object]
"""The value of a name or attribute."""

_MOST_NODES = 60
_LARGEST = 10**12

_OPERATORS: Mapping[type[ast.AST], Callable[[Any, Any], object]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda one, others: one in others,
    ast.NotIn: lambda one, others: one not in others,
}
_TYPES = {"int": int, "float": float, "str": str, "bool": bool, "tuple": tuple, "list": list}


def decided(node: ast.expr, known: Known) -> bool | None:
    """Whether a condition holds; None if the code alone does not tell."""
    if sum(1 for _ in ast.walk(node)) > _MOST_NODES:
        return None
    return _truth(_value(node, known))


def literal_value(text: str) -> object:
    """What is known of the value of an expression by itself."""
    tree = expression_of(text)
    if tree is None or sum(1 for _ in ast.walk(tree)) > _MOST_NODES:
        return UNKNOWN
    return _value(tree, lambda node: UNKNOWN)


def _truth(value: object) -> bool | None:
    if value is A_CLASS:
        return True
    return None if isinstance(value, _Kind) else bool(value)


def _value(node: ast.expr, known: Known) -> object:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Tuple(elts=items) | ast.List(elts=items):
            values = [_value(each, known) for each in items]
            if any(isinstance(each, _Kind) for each in values):
                return UNKNOWN
            return tuple(values) if isinstance(node, ast.Tuple) else values
        case ast.Name() | ast.Attribute():
            return known(node)
        case ast.UnaryOp(op=sign, operand=inner):
            return _signed(sign, _value(inner, known))
        case ast.BoolOp(op=kind, values=parts):
            return _joined(kind, parts, known)
        case ast.BinOp(left=left, op=kind, right=right):
            return _combined(kind, _value(left, known), _value(right, known))
        case ast.Compare(left=left, ops=[kind], comparators=[right]):
            return _compared(kind, _value(left, known), _value(right, known))
        case ast.Call(func=ast.Name(id="isinstance"), args=[one, types]):
            return _is_instance(_value(one, known), types)
        case ast.Call(func=ast.Name(id=name)) if name[:1].isupper():
            return SOMETHING
        case ast.Call(func=ast.Attribute(attr=name)) if name[:1].isupper():
            return SOMETHING
        case ast.Lambda():
            return A_CLASS
    return UNKNOWN


def _signed(sign: ast.unaryop, value: object) -> object:
    if isinstance(sign, ast.Not):
        truth = _truth(value)
        return UNKNOWN if truth is None else not truth
    if isinstance(sign, ast.USub) and isinstance(value, int | float):
        return -value
    return UNKNOWN


def _joined(kind: ast.boolop, parts: list[ast.expr], known: Known) -> object:
    """``and`` or ``or``: the first that settles it, unless one before it is not known."""
    settles = isinstance(kind, ast.Or)
    values = [_value(each, known) for each in parts]
    for value in values[:-1]:
        truth = _truth(value)
        if truth is settles:
            return value
        if truth is None:
            later = [_truth(each) for each in values]
            return settles if settles in later else UNKNOWN
    return values[-1]


def _combined(kind: ast.operator, left: object, right: object) -> object:
    number = int | float
    if (
        not isinstance(left, number)
        or not isinstance(right, number)
        or type(kind) not in _OPERATORS
    ):
        return UNKNOWN
    if max(abs(left), abs(right)) > _LARGEST:
        return UNKNOWN
    try:
        return _OPERATORS[type(kind)](left, right)
    except ArithmeticError:
        return UNKNOWN


def _compared(kind: ast.cmpop, left: object, right: object) -> object:
    if isinstance(kind, ast.Is | ast.IsNot) and UNKNOWN not in (left, right):
        if None in (left, right):
            return (left is right) == isinstance(kind, ast.Is)
        return UNKNOWN
    if isinstance(left, _Kind) or isinstance(right, _Kind):
        return UNKNOWN
    try:
        return _OPERATORS[type(kind)](left, right)
    except TypeError:
        return UNKNOWN


def _is_instance(value: object, types: ast.expr) -> object:
    names = types.elts if isinstance(types, ast.Tuple) else [types]
    found = [_TYPES.get(each.id) if isinstance(each, ast.Name) else None for each in names]
    if isinstance(value, _Kind) or None in found:
        return UNKNOWN
    return isinstance(value, tuple(each for each in found if each))
