"""Marks in the user's loops: each tells the recorder when its next trip begins."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType

MARK = "__next_trip__"
"""The name under which the text finds the function to call."""

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_BODIES = ("body", "orelse", "finalbody", "handlers", "cases")


def compile_marked(text: str, file: str) -> CodeType:
    """Compile a text; every loop inside its functions first calls the mark on each trip.

    Lines and columns stay as they are. Raises SyntaxError, ValueError, RecursionError or
    MemoryError as `compile` does.
    """
    tree = ast.parse(text, file)
    loops: dict[int, ast.For | ast.AsyncFor | ast.While] = {
        id(node): node
        for function in _statements(tree)
        if isinstance(function, _FUNCTIONS)
        for node in _statements(function)
        if isinstance(node, _LOOPS)
    }
    for loop in loops.values():
        loop.body.insert(0, _mark(loop.body[0]))
    return compile(tree, file, "exec", dont_inherit=True)


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """The tree's statements, with itself and all that holds others; most of a text is expressions,
    where there are no loops."""
    pending = [tree]
    while pending:
        node = pending.pop()
        yield node
        for name in _BODIES:
            pending += getattr(node, name, ())


def _mark(before: ast.stmt) -> ast.Expr:
    """A call of the mark that stands where the loop's first statement begins."""
    call = ast.Expr(ast.Call(ast.Name(MARK, ast.Load()), [], []))
    for node in ast.walk(call):
        if isinstance(node, (ast.expr, ast.stmt)):
            node.lineno = node.end_lineno = before.lineno
            node.col_offset, node.end_col_offset = before.col_offset, before.col_offset + 1
    return call


class Marks:
    """What the marks of one text call: nothing, except while a forward is recorded."""

    def __init__(self) -> None:
        self._next_trip: Callable[[], None] | None = None

    def __call__(self) -> None:
        if self._next_trip is not None:
            self._next_trip()

    @contextmanager
    def heard_by(self, next_trip: Callable[[], None]) -> Iterator[None]:
        """Pass the marks on for a while."""
        self._next_trip = next_trip
        try:
            yield
        finally:
            self._next_trip = None
