"""Nodes that stand for several equal siblings: one for all, or one around a repeated group."""

from collections.abc import Iterable
from dataclasses import replace

from inspector.graph.captions import class_name, joined_names
from inspector.graph.folding import Fold
from inspector.graph.graph import Node
from inspector.graph.index import Index
from inspector.graph.nodes import inside_text, short_name
from inspector.report.model import Source
from inspector.report.place import Place

_TYPES_NAMED = 3


def folded_node(index: Index, fold: Fold, first: Node) -> Node:
    """The node of the first of several equal siblings, as that of all."""
    return replace(
        first,
        title=_title(index, fold),
        badge=f"× {fold.times}",
        parameters=_parameters(index, fold),
        repeats=fold.times,
        ends=_ends(index, fold),
    )


def group_node(index: Index, fold: Fold, key: str, parent: str | None, expanded: bool) -> Node:
    """The node around a few calls that are repeated together."""
    modules = (index.modules.get(path) for path in module_paths(index, fold.first))
    types = [class_name(module) for module in modules if module is not None]
    named = " · ".join(types[:_TYPES_NAMED]) + (" …" if len(types) > _TYPES_NAMED else "")
    return Node(
        key=key,
        parent=parent,
        kind="group",
        title=_title(index, fold),
        type=named,
        detail=inside_text(index, list(fold.first)),
        badge=f"× {fold.times}",
        family="container",
        parameters=_parameters(index, fold),
        expandable=True,
        expanded=expanded,
        repeats=fold.times,
        ends=_ends(index, fold),
    )


def module_paths(index: Index, positions: Iterable[int]) -> tuple[str, ...]:
    """The modules that are called, but for the loops and ops among some items."""
    calls = (index.tree.items[position].call for position in positions)
    return tuple(call.module for call in calls if call is not None and call.module is not None)


def _ends(index: Index, fold: Fold) -> tuple[Place, Place] | None:
    """Where the first and the last member are; None if they are the same expression."""
    first, last = fold.children[0], fold.children[-1]
    ends = index.place(first), index.place(last)
    made = [_made(index, position) for position in (fold.first[-1], last)]
    is_one = ends[0] == ends[1] or (made[0] is not None and made[0] == made[1])
    return None if is_one else ends


def _made(index: Index, position: int) -> Source | None:
    """Where the module that an item calls was made."""
    call = index.tree.calls[position]
    module = index.modules.get(call.module) if call is not None and call.module else None
    return module.source if module is not None else None


def _parameters(index: Index, fold: Fold) -> int:
    """Of all members together; as they are equal, those of the first as often as it is there."""
    if index.shares_parameters:
        return index.parameters_of(module_paths(index, fold.children))
    return fold.times * index.parameters_of(module_paths(index, fold.first))


def _title(index: Index, fold: Fold) -> str:
    items = index.tree.items
    return joined_names(short_name(items[fold.children[0]]), short_name(items[fold.children[-1]]))
