"""What the inspector says of several things that are selected together."""

from collections.abc import Sequence
from dataclasses import replace

from inspector.edits.arguments import ArgumentField, argument_fields
from inspector.graph.rows import Row
from inspector.panels.inspector_facts import heading, kind_text
from inspector.report.place import DropTarget
from inspector.report.units import count
from inspector.session.drops import counted
from inspector.session.state import State
from inspector.session.targets import incoming_shape

_MOST_NAMED = 12
_UNBROKEN = "\u00a0×\u00a0"
_MIXED = "several values"
"""Stands where an argument differs; what is typed there is for all."""


def heading_of_several(rows: Sequence[Row]) -> str:
    """``3 modules selected``."""
    return f"{counted(rows)} selected"


def sums(state: State) -> str:
    """``1,234 parameters · from 2 × 3 to 2 × 10``, as far as it is known."""
    rows = state.chosen
    known = [row.parameters for row in rows if row.parameters is not None]
    parts = [count(sum(known), "parameter")] if known else []
    shape = incoming_shape(state, DropTarget("before", rows[0].place))
    if shape is not None and rows[-1].output and are_neighbors(state):
        shapes = f"from {' × '.join(map(str, shape))} to {rows[-1].output}"
        parts.append(shapes.replace(" × ", _UNBROKEN))
    return " · ".join(parts)


def are_neighbors(state: State) -> bool:
    """Whether nothing stands between the selected rows."""
    rows = state.chosen
    parent = rows[0].parent
    if parent is None or any(row.parent != parent for row in rows):
        return False
    siblings = [row for row in state.rows.children(parent) if row.kind != "constant"]
    numbers = [number for number, row in enumerate(siblings) if row in rows]
    return len(numbers) == len(rows) == numbers[-1] - numbers[0] + 1


def named(rows: Sequence[Row]) -> str:
    """Each of them with its class, one a line; of many only the first ones."""
    lines = [f"{heading(row)}  {kind_text(row)}".rstrip() for row in rows[:_MOST_NAMED]]
    left = len(rows) - _MOST_NAMED
    return "\n".join((*lines, f"and {left} more") if left > 0 else lines)


def common_fields(state: State) -> tuple[ArgumentField, ...]:
    """The arguments of modules of one class, for all of them at once; else none."""
    rows = state.chosen
    sites = dict.fromkeys(row.site for row in rows if row.site is not None)
    kinds = {(row.kind, row.qualified) for row in rows}
    if len(kinds) > 1 or rows[0].kind != "module" or any(row.site is None for row in rows):
        return ()
    found = [argument_fields(state.outline, site) for site in sites if site is not None]
    fields = []
    for field in found[0]:
        given = {each.given for one in found for each in one if each.name == field.name}
        is_mixed = len(given) > 1 and field.type != "bool"
        fields.append(replace(field, given=None, default=_MIXED) if is_mixed else field)
    return tuple(fields)
