"""What flows into a call or an operator, by the places of these expressions in the text."""

import ast
from collections.abc import Iterator

from inspector.source.lines import Lines
from inspector.source.span import Span

_METHODS = """
    abs add addmm argmax bfloat16 bmm bool chunk clamp clone contiguous cos cpu cuda detach
    diff div dot exp expand expand_as flatten flip float gather half index_select int log long
    masked_fill matmul max mean min mm movedim mul narrow new_zeros norm permute pow repeat
    repeat_interleave requires_grad_ reshape roll rsqrt select sigmoid sin softmax split sqrt
    square squeeze std sub sum t tanh to tolist transpose tril triu type type_as unbind
    unflatten unfold unsqueeze var view view_as where
"""
TENSOR_METHODS = frozenset(_METHODS.split())
_LIBRARIES = ("torch", "nn", "F", "math", "np")


def operands(lines: Lines, site: Span) -> tuple[Span, ...]:
    """The places of what the expression at a site is applied to, in the order of its arguments.

    What lies in a list or tuple counts one by one; literals do not count. Empty if no single
    expression stands there.
    """
    tree, behind = _tree(lines.slice(site))
    return tuple(_span(each, site, behind) for each in _applied_to(tree))


def returned(lines: Lines, site: Span) -> tuple[Span, ...]:
    """The places of the single values in what is returned at a site, in their order."""
    tree, behind = _tree(lines.slice(site))
    return tuple(_span(each, site, behind) for each in _values(tree))


def _tree(text: str) -> tuple[ast.AST | None, int]:
    """An expression, read behind a bracket, or ``Y += X``; and how far behind it was read."""
    try:
        return ast.parse(f"({text})", mode="eval").body, 1
    except (SyntaxError, ValueError, RecursionError):
        pass
    try:
        return ast.parse(text).body[0], 0
    except (SyntaxError, ValueError, RecursionError, IndexError):
        return None, 0


def _values(tree: ast.AST | None) -> Iterator[ast.expr]:
    """What is returned, each part of it that holds no more."""
    match tree:
        case ast.Tuple(elts) | ast.List(elts):
            inner = elts
        case ast.Dict(_, inner):
            pass
        case ast.expr():
            inner = []
            yield tree
        case _:
            inner = []
    for each in inner:
        yield from _values(each)


def _applied_to(tree: ast.AST | None) -> Iterator[ast.expr]:
    match tree:
        case ast.Call(func, args, keywords):
            if isinstance(func, ast.Attribute) and _is_value(func.value, func.attr):
                yield func.value
            for argument in (*args, *(each.value for each in keywords)):
                yield from _flat(argument)
        case ast.BinOp(left, _, right):
            yield from (*_flat(left), *_flat(right))
        case ast.UnaryOp(_, operand):
            yield from _flat(operand)
        case ast.Compare(left, _, comparators):
            for each in (left, *comparators):
                yield from _flat(each)
        case ast.Subscript(value) | ast.Attribute(value):
            yield value
        case ast.AugAssign(_, _, value):
            yield from _flat(value)


def _is_value(node: ast.expr, method: str) -> bool:
    """Whether the owner of a method is a tensor, and not the module itself or a library.

    What ``self`` keeps may be either: it is a tensor if the method is one that tensors have.
    """
    root = node
    while isinstance(root, ast.Attribute | ast.Subscript):
        root = root.value
    if isinstance(root, ast.Name) and root.id in ("self", *_LIBRARIES):
        return root.id == "self" and root is not node and method in TENSOR_METHODS
    return True


def _flat(node: ast.expr) -> Iterator[ast.expr]:
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, ast.Tuple | ast.List):
            waiting += reversed(each.elts)
        elif isinstance(each, ast.Starred):
            waiting.append(each.value)
        elif not _is_literal(each):
            yield each


def _is_literal(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    return isinstance(node, ast.Constant)


def _span(node: ast.expr, site: Span, behind: int) -> Span:
    """The place in the whole text; the first line was read `behind` so many bytes."""
    shift = site.column - behind
    start = node.col_offset + (shift if node.lineno == 1 else 0)
    end_line, end_column = node.end_lineno or 1, node.end_col_offset or 0
    end = end_column + (shift if end_line == 1 else 0)
    return Span(site.line + node.lineno - 1, start, site.line + end_line - 1, end)
