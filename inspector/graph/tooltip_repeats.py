"""What a tooltip tells of what is drawn once for many: equal siblings, and the trips of a loop."""

from inspector.graph.fold_nodes import module_paths
from inspector.graph.graph import Node
from inspector.graph.index import Index
from inspector.graph.nodes import short_name
from inspector.graph.tooltip_tensors import tensor_rows
from inspector.report.model import Call

_MANY_MEMBERS = 6


def trips_text(node: Node) -> str:
    """``17; trip 3 is drawn``."""
    if not node.trip:
        return f"{node.trips}; all of them are drawn" if node.trips > 1 else f"{node.trips}"
    return f"{node.trips}; trip {node.trip} is drawn"


def carried_rows(index: Index, node: Node) -> list[tuple[str, str]]:
    """What comes from the trip before, and what there was in its place at first."""
    loop = index.tree.position(node.parent) if node.parent is not None else None
    if loop is None:
        return []
    flows, calls = index.flows, index.tree.calls
    reads = [(t, item) for item in flows.loops.in_first_trip(loop) for t in _inputs(calls[item])]
    carried = dict.fromkeys(t for t, item in reads if flows.carried(t, item) == loop)
    return tensor_rows(index, "brings", carried) + tensor_rows(
        index, "at first", flows.entered[loop]
    )


def _inputs(call: Call | None) -> tuple[int, ...]:
    return call.inputs if call is not None else ()


def members_text(index: Index, node: Node, members: list[int]) -> str:
    """``12: h0, h1, h2 … h11``; of a repeated group the names of its first calls."""
    items = index.tree.items
    firsts = members[:: len(members) // node.repeats]
    names = [short_name(items[each]) for each in firsts]
    if len(names) > _MANY_MEMBERS:
        named = f"{', '.join(names[: _MANY_MEMBERS - 1])} … {names[-1]}"
    else:
        named = ", ".join(names)
    return f"{node.repeats}: {named}; one of them is drawn"


def parameters_text(index: Index, node: Node, members: list[int]) -> str:
    """``1,200 together, 400 in each``."""
    one = index.parameters_of(module_paths(index, members[: len(members) // node.repeats]))
    shared = ", some of them shared" if one * node.repeats != node.parameters else ""
    return f"{node.parameters:,} together, {one:,} in each{shared}"
