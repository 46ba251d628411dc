"""What a measure says of each node of a visible graph: an amount, or a dtype."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import prod

from inspector.graph.cover import Cover
from inspector.graph.folding import Fold, first_of
from inspector.graph.graph import Graph, Node
from inspector.graph.index import Index
from inspector.graph.measures import Measure, full_text, short_text
from inspector.graph.scale import Scale
from inspector.graph.shapes import dtype_text

UNKNOWN = "?"
"""On a node of which nothing could be counted."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is said of one node."""

    text: str
    amount: float | None = None
    """None if it was not counted, or where a dtype is said."""
    dtype: str = ""
    is_total: bool = False
    """Whether it is the sum of an expanded container, which its contents show in parts."""

    @property
    def is_counted(self) -> bool:
        return self.amount is not None or bool(self.dtype)


@dataclass(frozen=True)
class Overlay:
    """The readings of one graph by the keys of its nodes; other nodes have nothing to measure."""

    measure: Measure
    readings: Mapping[str, Reading] = field(default_factory=dict)
    scale: Scale | None = None
    """From color to amount; None where there are none above zero."""
    dtypes: tuple[str, ...] = ()
    """Those that there are, the most frequent first."""
    total: str = ""
    """The amount of the whole model."""

    @property
    def has_uncounted(self) -> bool:
        return any(not each.is_counted and not each.is_total for each in self.readings.values())


def overlay(index: Index, graph: Graph, cover: Cover, measure: Measure) -> Overlay:
    """Measure the nodes of a graph that was drawn with `cover`.

    A collapsed container has the sum of what is in it, and a node that stands for several equal
    siblings the sum of them all; what is drawn within such a node is measured for the first alone.
    """
    if measure is Measure.DTYPE:
        return _of_dtypes(index, graph)
    readings: dict[str, Reading] = {}
    for node in graph.nodes:
        reading = _reading(index, cover, node, measure)
        if reading is not None:
            readings[node.key] = reading
    shown = (each.amount for each in readings.values() if not each.is_total)
    scale = Scale.of(amount for amount in shown if amount is not None)
    return Overlay(measure, readings, scale, total=_total(index, measure))


def _reading(index: Index, cover: Cover, node: Node, measure: Measure) -> Reading | None:
    if not _is_measured(node, measure):
        return None
    amount = _amount(index, cover, node, measure)
    if amount is None:
        return Reading("" if node.expanded else UNKNOWN, is_total=node.expanded)
    if node.expanded:
        return Reading(full_text(measure, amount) if amount else "", amount, is_total=True)
    # Nobody expects parameters of an op, and those of a tensor are told by its shape.
    if measure is Measure.PARAMETERS and (amount == 0 or node.tensor is not None):
        return Reading("", amount)
    return Reading(short_text(measure, amount), amount)


def _is_measured(node: Node, measure: Measure) -> bool:
    if node.kind == "parameter":
        return measure is Measure.PARAMETERS
    return node.kind in ("module", "op", "loop", "group")


def _amount(index: Index, cover: Cover, node: Node, measure: Measure) -> float | None:
    if measure is Measure.PARAMETERS:
        return _parameters(index, node)
    amounts = {Measure.FLOPS: index.costs.flops, Measure.TIME: index.costs.seconds}.get(
        measure, index.costs.bytes
    )
    known = [amounts[position] for position in _positions(index, cover, node)]
    counted = [amount for amount in known if amount is not None]
    return sum(counted) if counted else None


def _parameters(index: Index, node: Node) -> float | None:
    if node.tensor is not None:
        tensor = index.tensors.get(node.tensor)
        return prod(tensor.shape) if tensor is not None and tensor.shape is not None else None
    if node.kind == "loop":
        return index.costs.parameters_in(index.tree.by_key[node.key])
    return node.parameters


def _positions(index: Index, cover: Cover, node: Node) -> tuple[int, ...]:
    """What a node is drawn for: one call or loop, all members of a fold, or nothing that ran."""
    if node.repeats == 1 and node.call is not None:  # most often
        return (index.tree.by_call[node.call],)
    first = index.tree.by_key.get(first_of(node.key))
    if first is None or node.repeats == 1:
        return () if first is None else (first,)
    slots = cover.slots(index.tree.items[first].parent)
    folds = (slot for slot in slots if isinstance(slot, Fold) and slot.children[0] == first)
    return next((fold.children for fold in folds), (first,))


def _total(index: Index, measure: Measure) -> str:
    totals = index.report.totals
    if measure is Measure.PARAMETERS:
        return full_text(measure, totals.parameters)
    if measure is Measure.FLOPS:
        return full_text(measure, totals.flops)
    if measure is Measure.TIME:
        return full_text(measure, totals.seconds)
    return full_text(measure, sum(index.costs.bytes[root] or 0 for root in index.tree.roots))


def _of_dtypes(index: Index, graph: Graph) -> Overlay:
    readings: dict[str, Reading] = {}
    seen: Counter[str] = Counter()
    for node in graph.nodes:
        names = _dtypes(index, _tensors(index, node))
        if names:
            # An input says its dtype by itself.
            text = ", ".join(names) if node.kind != "input" else ""
            readings[node.key] = Reading(text, dtype=names[0], is_total=node.expanded)
            if not node.expanded:
                seen.update(names)
    dtypes = tuple(name for name, _ in seen.most_common())
    return Overlay(Measure.DTYPE, readings, dtypes=dtypes)


def _tensors(index: Index, node: Node) -> Iterable[int]:
    """What a node is, or returns."""
    if node.tensor is not None:
        return (node.tensor,)
    if node.kind == "output":
        return index.report.outputs
    position = index.tree.by_key.get(first_of(node.key))
    if position is None or node.kind == "group":
        return ()
    item = index.tree.items[position]
    # A loop hands on what the last of its calls made.
    last = (
        item if item.call is not None or not item.children else index.tree.items[item.children[-1]]
    )
    return last.call.outputs if last.call is not None else ()


def _dtypes(index: Index, tensors: Iterable[int]) -> list[str]:
    known = (index.tensors[tensor] for tensor in tensors if tensor in index.tensors)
    return list(dict.fromkeys(dtype_text(tensor.dtype) for tensor in known))
