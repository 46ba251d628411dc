"""Names that a forward has no longer use for."""

import ast
from collections.abc import Iterable
from dataclasses import replace

from inspector.edits.flat import exchanged, flat, part, tree_of, unflat
from inspector.edits.flow import without
from inspector.edits.wires import names_read, targets
from inspector.outline.emit import Emitter, nodes_of
from inspector.outline.index import Index
from inspector.outline.nodes import Assign, Code, Function, Outline, Statement, code
from inspector.outline.results import renamed, results
from inspector.source.span import Span


def without_spare_names(
    outline: Outline, forward: Span, read: Iterable[str], given: frozenset[str]
) -> Outline:
    """The outline without those of the names `read` that nothing reads any more.

    Only a copy of another name goes; what computes something stays, as it may have effects. One
    of the names `given` that the next statement alone reads is written out there again.
    """
    for name in sorted(read):
        index = Index(outline)
        function = index.at(forward, Function)
        if function is not None:
            outline = _without(index, function, name, name in given)
    return outline


def _without(index: Index, forward: Function, name: str, is_given: bool) -> Outline:
    made = [each for each in forward.body if name in targets(each)]
    readers = [each for each in forward.body if name in names_read(each)]
    only = made[0] if len(made) == 1 else None
    if not isinstance(only, Assign):
        return index.outline
    if only.target != name:
        return _let_go(index, only, name) if is_given and not readers else index.outline
    if not readers and only.operator == "=" and _is_copy(only):
        return without(index, only)
    following = forward.body[forward.body.index(only) + 1 :][:1]
    if is_given and len(readers) == 1 and following == (readers[0],):
        return _written_out(index, only, readers[0])
    return index.outline


def _let_go(index: Index, made: Assign, name: str) -> Outline:
    """The outline in which one of several results has no name again."""
    paths = {each.path: "_" for each in results(made.target) if each.name == name}
    return index.replace(made, replace(made, target=renamed(made.target, paths)))


def _is_copy(statement: Assign) -> bool:
    """Whether a value is only another name, or a clone of it."""
    text = Emitter().expression(statement.value, "")
    return text.removesuffix(".clone()").isidentifier()


def _written_out(index: Index, made: Assign, reader: Statement) -> Outline:
    """The outline with a value where its name is read, if that is one place."""
    found = [
        (node, place)
        for node in nodes_of(reader)
        if isinstance(node, Code) and index.has_value(node)
        for place in _places(node, made.target)
    ]
    if len(found) != 1:
        return index.outline
    ((node, place),) = found
    if node == code(made.target):
        outline = index.replace(node, made.value)
    else:
        text, calls = flat(node)
        new, more = flat(made.value, len(calls))
        outline = index.replace(node, unflat(exchanged(text, place, new), (*calls, *more)))
    again = Index(outline)
    assert made.span is not None
    statement = again.at(made.span, Assign)
    return without(again, statement) if statement is not None else outline


def _places(node: Code, name: str) -> list[tuple[int, int]]:
    """Where an expression reads a name."""
    text, _ = flat(node)
    tree = tree_of(text)
    found = ast.walk(tree) if tree is not None else ()
    return [part(text, each) for each in found if isinstance(each, ast.Name) and each.id == name]
