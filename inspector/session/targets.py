"""From where something is dropped to the spot in the code, and what flows there."""

import re

from inspector.edits.cargo import BranchSpot, EndSpot, ItemSpot, LineSpot, RootSpot, Spot, StepSpot
from inspector.edits.edit import EditError
from inspector.graph.rows import Row
from inspector.outline.classes import classes, method
from inspector.outline.containers import items_of
from inspector.outline.nodes import Argument, Call, Dict, Display
from inspector.report.place import DropTarget
from inspector.session.call_sites import call_of
from inspector.session.sockets import sockets_of_call
from inspector.session.state import State
from inspector.source.span import Span

_CHAIN = "Sequential"


def spot_for(state: State, target: DropTarget) -> Spot:
    """The spot in the code. Raises EditError with the reason if nothing can be put there."""
    if state.rows.root is None:
        return RootSpot()
    if target.reader is not None:
        return _in_line(state, target.reader, target.tensors)
    row = state.rows.at(target.place)
    if row is None:
        if target.place.site is not None and state.index.expression_at(target.place.site):
            return StepSpot(target.place.site, target.relation != "before")
        row = state.rows.around(target.place) or state.rows.root
        return _into(state, row)
    if target.relation == "into":
        return _into(state, row)
    after = target.relation in ("after", "downstream")
    if target.relation in ("upstream", "downstream"):
        return _in_branch(state, row, after)
    return _beside(state, row, after)


def _in_line(state: State, reader: int, tensors: tuple[int, ...]) -> LineSpot:
    """The operands of a call that some tensors flowed into in the last run."""
    found = [s for s in sockets_of_call(state, call_of(state, reader)) if s.tensor in tensors]
    if len({each.text for each in found}) != 1:
        raise EditError("Where this line ends is not written as one operand; see the code.")
    return LineSpot(tuple(each.site for each in found))


def _into(state: State, row: Row) -> Spot:
    if row.kind == "region" and row.site is not None:
        return EndSpot(row.owner, row.site)
    if row.kind != "module":
        return _beside(state, row, after=True)
    if row.container is not None:
        return ItemSpot(row.container, _end_of_items(state, row.container))
    if row.own_class:
        return EndSpot(row.own_class)
    if row.parent is None:
        raise EditError(
            f"The model is a single {row.type}. Wrap it in a Sequential to put more beside it."
        )
    raise EditError(f"{row.type} holds no other modules; drop before or after it.")


def _end_of_items(state: State, container: Span) -> int:
    """Behind the last child: keywords stand behind the modules."""
    for kind in (Display, Dict, Call):
        node = state.index.at(container, kind)
        if isinstance(node, Display | Dict | Call):
            items = items_of(node)
            keywords = [isinstance(each, Argument) and bool(each.keyword) for each in items]
            return keywords.index(True) if True in keywords else len(items)
    raise EditError("The code has changed since; try again.")


def _beside(state: State, row: Row, after: bool) -> Spot:
    above = state.rows.parent(row)
    if above is None:
        return _into(state, row)
    if row.kind in ("step", "region") and row.site is not None:
        return StepSpot(row.site, after)
    if row.kind == "constant":
        return _first_step(state, row.owner)
    if row.slot is not None and above.container is not None:
        return ItemSpot(above.container, row.slot + after)
    if row.call_sites:
        return StepSpot(row.call_sites[0], after)
    if row.owner:
        return EndSpot(row.owner)
    if above.kind == "module" and above.own_class:
        return EndSpot(above.own_class)
    raise EditError(f"The modules of {above.type} are not made in this file one by one.")


def _in_branch(state: State, row: Row, after: bool) -> Spot:
    """Into the chain that a branch is, or into a new one with it."""
    if row.kind != "module" or row.slot is None or row.part is None:
        return _beside(state, row, after)
    if row.container is not None and row.type == _CHAIN:
        return ItemSpot(row.container, _end_of_items(state, row.container) if after else 0)
    return BranchSpot(row.part, after)


def _first_step(state: State, class_name: str) -> Spot:
    """Beside a constant there is no order: what runs goes to the start of the forward."""
    owner = classes(state.outline).get(class_name)
    forward = method(owner, "forward") if owner else None
    for row in state.rows:
        if forward is not None and row.owner == class_name and row.kind != "constant":
            sites = row.call_sites[:1] or ((row.site,) if row.kind != "module" else ())
            for site in sites:
                if site is not None:
                    return StepSpot(site, after=False)
    return EndSpot(class_name)


def incoming_shape(state: State, target: DropTarget) -> tuple[int, ...] | None:
    """The shape of what flows to a spot, as far as the last run knows it."""
    if target.tensors and state.shown is not None:
        shapes = {tensor.id: tensor.shape for tensor in state.shown.tensors}
        return shapes.get(target.tensors[0])
    row = state.rows.at(target.place) or state.rows.around(target.place) or state.rows.root
    if row is None:
        return _input_shape(state)
    if target.relation in ("after", "downstream", "into") and row.output and row.kind != "constant":
        found = shape_of_text(row.output)
        if found is not None:
            return found
    if target.relation == "into":
        found = next(
            (s for c in reversed(state.rows.children(row.key)) if (s := shape_of_text(c.output))),
            None,
        )
        if found is not None:
            return found
    above = state.rows.parent(row)
    is_branch = target.relation == "upstream" and row.slot is not None
    return _shape_before(state, above if is_branch and above is not None else row)


def _shape_before(state: State, row: Row) -> tuple[int, ...] | None:
    """What the nearest row before this one gave, or what the model is fed with."""
    current: Row | None = row
    while current is not None and current.parent is not None:
        siblings = state.rows.children(current.parent)
        at = next(i for i, each in enumerate(siblings) if each.key == current.key)
        for before in reversed(siblings[:at]):
            found = shape_of_text(before.output)
            if found is not None and before.kind != "constant":
                return found
        current = state.rows.parent(current)
    return _input_shape(state)


def _input_shape(state: State) -> tuple[int, ...] | None:
    report = state.shown
    if report is None or not report.inputs:
        return None
    tensors = {tensor.id: tensor.shape for tensor in report.tensors}
    return tensors.get(report.inputs[0].tensor)


def shape_of_text(text: str) -> tuple[int, ...] | None:
    """``(2, 20)`` of ``2 × 20 int64``; None for what is no shape of one tensor."""
    found = re.fullmatch(r"(\d+(?: × \d+)*)(?: [a-z]+\d*)?", text)
    return tuple(map(int, found.group(1).split(" × "))) if found else None
