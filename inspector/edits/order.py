"""The order of the statements of a forward, changed where nothing depends on it."""

import re
from dataclasses import replace

from inspector.edits.edit import EditError
from inspector.edits.wires import names_read, targets
from inspector.outline.emit import nodes_of
from inspector.outline.index import Index
from inspector.outline.nodes import Assign, Call, Function, Outline, Statement

_LATER = (
    "It is computed after the step that it should flow into, and their order cannot be changed "
    "safely; move the lines in the code."
)


def with_source_first(index: Index, forward: Function, target: int, source: int) -> Outline:
    """The outline in which the statement at `source` runs before the one at `target`.

    The target moves down behind the source, or else the source up before the target. Raises
    EditError if one of them needs what the other, or what stands between, computes.
    """
    body = forward.body
    moved, between = body[target], body[target + 1 : source + 1]
    if all(are_independent(moved, each) for each in between):
        order = (*body[:target], *between, moved, *body[source + 1 :])
        return index.replace(forward, replace(forward, body=order))
    moved, between = body[source], body[target:source]
    if all(are_independent(each, moved) for each in between):
        order = (*body[:target], moved, *between, *body[source + 1 :])
        return index.replace(forward, replace(forward, body=order))
    raise EditError(_LATER)


def are_independent(one: Statement, other: Statement) -> bool:
    """Whether two statements may run in either order."""
    if not all(isinstance(each, Assign) for each in (one, other)):
        return False
    if _changes_in_place(one) or _changes_in_place(other):
        return False
    ones, others = _written(one), _written(other)
    return not (ones & (names_read(other) | others) or others & names_read(one))


def _written(statement: Statement) -> set[str]:
    return targets(statement) - {"self"}


def _changes_in_place(statement: Statement) -> bool:
    """Whether a statement changes a tensor that others may know by another name."""
    is_item = isinstance(statement, Assign) and bool(re.search(r"[.\[]", statement.target))
    is_change = isinstance(statement, Assign) and statement.operator != "="
    called = (each.name for each in nodes_of(statement) if isinstance(each, Call))
    return is_item or is_change or any(name.endswith("_") for name in called)
