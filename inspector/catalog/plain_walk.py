"""The kinds of node that a plain text may have, and the way from each to what is inside it."""

import ast
from collections.abc import Iterable, Iterator
from typing import TypeAlias

# fmt: off
PLAIN_NODES = (
    ast.Module, ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Delete, ast.Pass,
    ast.FunctionDef, ast.ClassDef, ast.Return, ast.Import, ast.ImportFrom, ast.alias, ast.For,
    ast.While, ast.If, ast.With, ast.withitem, ast.Break, ast.Continue, ast.Raise, ast.Try,
    ast.ExceptHandler, ast.Assert, ast.arguments, ast.arg, ast.keyword, ast.BoolOp,
    ast.NamedExpr, ast.BinOp, ast.UnaryOp, ast.Lambda, ast.IfExp, ast.Compare, ast.Dict,
    ast.Set, ast.List, ast.Tuple, ast.Starred, ast.Slice, ast.Subscript, ast.ListComp,
    ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.comprehension, ast.Yield, ast.YieldFrom,
    ast.Call, ast.FormattedValue, ast.JoinedStr, ast.Constant, ast.Attribute, ast.Name,
    ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop,
)
# fmt: on
"""Everything but ``match``, ``async``, ``global``, ``nonlocal`` and syntax of later Pythons."""

Scoped: TypeAlias = tuple[ast.AST, frozenset[str]]
"""A node, and the parameters of the functions around it, which hide Python's own functions."""


def inside(node: ast.AST, parameters: frozenset[str]) -> Iterator[Scoped]:
    """What is to be looked at next: all children, less what is allowed or judged as a whole.

    ``super().__init__`` and ``__name__ == "__main__"`` are allowed. Decorators and the keywords of
    a class are judged with their function or class.
    """
    match node:
        case ast.FunctionDef(args=arguments, body=body):
            yield from _all(body, parameters | _names(arguments))
            yield arguments, parameters
            yield from _all([node.returns] if node.returns else [], parameters)
            yield from _all(getattr(node, "type_params", []), parameters)
        case ast.Lambda(args=arguments, body=body):
            yield body, parameters | _names(arguments)
            yield arguments, parameters
        case ast.ClassDef(bases=bases, body=body):
            yield from _all(bases, parameters)
            # A name that the class body assigns skips the functions around it and is looked up
            # among Python's own.
            yield from _all(body, frozenset())
            yield from _all(getattr(node, "type_params", []), parameters)
        case ast.If(
            test=ast.Compare(ast.Name("__name__"), [ast.Eq()], [ast.Constant("__main__")]),
            body=body,
            orelse=orelse,
        ):
            yield from _all([*body, *orelse], parameters)
        case ast.Call(
            func=ast.Attribute(ast.Call(func=ast.Name("super")) as parent, "__init__"),
            args=args,
            keywords=keywords,
        ):
            yield from _all([parent, *args, *keywords], parameters)
        case _:
            yield from _all(ast.iter_child_nodes(node), parameters)


def _all(nodes: Iterable[ast.AST], parameters: frozenset[str]) -> Iterator[Scoped]:
    return ((each, parameters) for each in nodes)


def _names(arguments: ast.arguments) -> frozenset[str]:
    """The parameters themselves, not those of a lambda among the defaults."""
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    others = [each for each in (arguments.vararg, arguments.kwarg) if each is not None]
    return frozenset(each.arg for each in (*named, *others))
