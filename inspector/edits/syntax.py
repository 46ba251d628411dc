"""The syntax tree of a text, for what the outline keeps as text: heads of loops, parameters."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeVar

from inspector.outline.heads import Definition
from inspector.source.span import Span

T = TypeVar("T", bound=ast.AST)


_DEFINITION = re.compile(r"(?:@|(?:async +def|def|class)\b)")
_PIECE = 800
"""Lines that are parsed together, at least; where a text changes, one such piece is parsed anew."""


@lru_cache(maxsize=2)  # a selection asks several times of the same text
def tree_of(text: str, expression: str = "") -> ast.Module:
    """The tree of a text, and of an expression behind it; an empty one if it is not Python."""
    whole = f"{text}\n{expression}\n"
    try:
        body = [each for piece in _pieces(whole) for each in _parsed(*piece)]
    except SyntaxError:  # a text in quotes may look like a definition
        try:
            return ast.parse(whole)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ast.Module([], [])
    except (ValueError, RecursionError, MemoryError):
        return ast.Module([], [])
    return ast.Module(body, [])


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """A text cut before some definitions of the top level: each piece with its first line."""
    lines = text.split("\n") if "\r" not in text else [text]
    first = 0
    for number, line in enumerate(lines):
        begins = number - first >= _PIECE and _DEFINITION.match(line)
        if begins and not lines[number - 1].startswith("@"):
            yield "\n".join(lines[first:number]), first
            first = number
    yield "\n".join(lines[first:]), first


@lru_cache(maxsize=128)
def _parsed(piece: str, above: int) -> list[ast.stmt]:
    """The statements of a piece of a text with so many lines above it. Raises SyntaxError."""
    return ast.parse("\n" * above + piece + "\n").body


def span_of(node: ast.AST) -> Span:
    """The place of a node that has one."""
    line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
    end_line, end_column = getattr(node, "end_lineno", 0), getattr(node, "end_col_offset", 0)
    return Span(line, column, end_line, end_column)


def path_to(tree: ast.AST, site: Span) -> tuple[ast.AST, ...]:
    """The nodes from the tree down to the one at exactly this place; empty if there is none."""
    path: list[ast.AST] = [tree]
    while span_of(path[-1]) != site or isinstance(path[-1], ast.Expr):
        inner = next((each for each in _placed(path[-1]) if span_of(each).contains(site)), None)
        if inner is None:
            return ()
        path.append(inner)
    return tuple(path)


def _placed(node: ast.AST) -> Iterator[ast.AST]:
    """The nearest nodes below one that have places; those of ``for`` in a list have none."""
    for child in ast.iter_child_nodes(node):
        if hasattr(child, "lineno"):
            yield child
        else:
            yield from _placed(child)


def innermost(path: tuple[ast.AST, ...], kind: type[T]) -> T | None:
    """The last node of a kind on a path."""
    return next((each for each in reversed(path) if isinstance(each, kind)), None)


def within(node: ast.AST) -> Iterator[ast.AST]:
    """All below a node that runs where it runs: not what functions and classes in it hold."""
    waiting = list(ast.iter_child_nodes(node))
    while waiting:
        each = waiting.pop(0)
        yield each
        if not isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            waiting[:0] = ast.iter_child_nodes(each)


def class_at_top(tree: ast.Module, name: str) -> ast.ClassDef | None:
    """The class of a name at the top level."""
    found = [each for each in tree.body if isinstance(each, ast.ClassDef) and each.name == name]
    return found[-1] if found else None


def method_of(owner: ast.ClassDef, name: str) -> Definition | None:
    """A method that the class itself defines."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [each for each in owner.body if isinstance(each, kinds) and each.name == name]
    return found[-1] if found else None


def inherited(tree: ast.Module, owner: ast.ClassDef, name: str) -> Definition | None:
    """A method of the class or of the nearest base in the file."""
    seen: list[ast.ClassDef] = []
    current: ast.ClassDef | None = owner
    while current is not None and current not in seen:
        found = method_of(current, name)
        if found is not None:
            return found
        seen.append(current)
        known = [class_at_top(tree, ast.unparse(base)) for base in current.bases]
        current = next((each for each in known if each is not None), None)
    return None
