"""A value under one name, where a second name for it would only be a copy."""

import ast
from collections.abc import Sequence
from dataclasses import replace

from inspector.edits.flat import exchanged, flat, part, tree_of, unflat
from inspector.edits.wires import is_rebound, names_read
from inspector.outline.emit import nodes_of
from inspector.outline.index import Index
from inspector.outline.nodes import Assign, Code, Evaluate, Outline, Statement

_MOST_PLACES = 2
"""Where a statement reads the value more often, a copy changes fewer words."""


def renamed_once(
    index: Index, made: Assign, following: Sequence[Statement], name: str
) -> Outline | None:
    """The outline in which `made` gives its value the name, and what reads it reads that.

    None where a copy is simpler: where more than one statement reads the value before its old
    name means something else, and where a loop, a branch or ``X += 1`` changes what that means.
    """
    old = made.target
    last = next((n for n, each in enumerate(following) if is_rebound(old, (each,))), None)
    if last is None or not old.isidentifier() or not _is_plain(following[last]):
        return None
    readers = [each for each in following[: last + 1] if old in names_read(each)]
    outline = index.replace(made, replace(made, target=name))
    if not readers:
        return outline
    new = _reading(readers[0], old, name) if len(readers) == 1 else None
    return Index(outline).replace(readers[0], new) if new is not None else None


def _is_plain(statement: Statement) -> bool:
    return isinstance(statement, Assign) and statement.operator == "="


def _reading(reader: Statement, old: str, name: str) -> Statement | None:
    """The statement with one name read for another; None if it does more than read it."""
    if not _is_plain(reader) and not isinstance(reader, Evaluate):
        return None
    for _ in range(_MOST_PLACES):
        if old not in names_read(reader):
            return reader
        found = [(n, p) for n in nodes_of(reader) if isinstance(n, Code) for p in _places(n, old)]
        if not found:
            return None
        node, place = found[-1]
        text, calls = flat(node)
        new = unflat(exchanged(text, place, name), calls)
        (reader,) = Index(Outline((reader,))).replace(node, new).body
    return reader if old not in names_read(reader) else None


def _places(node: Code, name: str) -> list[tuple[int, int]]:
    """Where an expression reads a name."""
    text, _ = flat(node)
    tree = tree_of(text)
    found = [] if tree is None else list(ast.walk(tree))
    if any(isinstance(each, ast.JoinedStr) for each in found):
        return []  # Python before 3.12 does not tell where a name stands in one.
    read = (each for each in found if isinstance(each, ast.Name) and each.id == name)
    return [part(text, each) for each in read if isinstance(each.ctx, ast.Load)]
