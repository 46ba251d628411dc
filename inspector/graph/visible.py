"""The visible graph of a report: what is drawn when some containers are expanded."""

from collections.abc import Container, Iterable
from dataclasses import replace
from typing import NamedTuple

from inspector.graph.cover import Cover
from inspector.graph.fold_nodes import folded_node, group_node, module_paths
from inspector.graph.folding import UNFOLDED, Fold, Folding, Slot, fold_key
from inspector.graph.graph import Edge, Graph, Node
from inspector.graph.index import Index
from inspector.graph.nodes import (
    carried_node,
    input_node,
    is_expandable,
    item_node,
    output_node,
    tensor_node,
    unreached_node,
)
from inspector.graph.shapes import flow_label
from inspector.report.model import Module, Severity

_SEPARATE_OUTPUTS = 4
_SEQUENTIAL = "torch.nn.modules.container.Sequential"
_GRAVITY: dict[Severity | None, int] = {None: -1, "note": 0, "warning": 1, "error": 2}


def visible(index: Index, expanded: Container[str], folding: Folding = UNFOLDED) -> Graph:
    """The graph in which exactly those containers are expanded whose keys are in `expanded`.

    Costs what is visible, times the depth; what lies within a collapsed container costs nothing,
    but for the search for what repeats in an expanded one.
    """
    return _Seen(index, expanded, folding).graph()


class _Stop(NamedTuple):
    """A visible node, and what flows into it."""

    node: Node
    position: int
    """Of the item; of several the first."""
    reads: tuple[int, ...]
    paths: tuple[str, ...]
    """Of the modules that it is of."""


class _Seen:
    """The nodes met on the way down, then the flows between them."""

    def __init__(self, index: Index, expanded: Container[str], folding: Folding) -> None:
        self._index = index
        self._expanded = expanded
        self._cover = Cover(index, expanded, folding)
        self._nodes: dict[str, Node] = {}
        self._stops: list[_Stop] = []
        self._beside: dict[str, list[Node]] = {}
        self._after: dict[str, list[Node]] = {}
        self._flows: dict[tuple[str, str], list[int]] = {}
        self._inputs = _input_nodes(index)

    def graph(self) -> Graph:
        self._descend()
        for stop in self._stops:
            self._connect(stop)
        outputs = self._connect_outputs()
        pending = self._add_unreached()
        nodes = [*self._inputs.values(), *self._all_nodes(), *outputs]
        return Graph(tuple(nodes), (*self._edges(), *pending))

    def _descend(self) -> None:
        severities = self._lifted_severities()
        waiting: list[tuple[Slot, str | None]] = [
            (root, None) for root in reversed(self._index.tree.roots)
        ]
        while waiting:
            slot, parent = waiting.pop()
            stop = self._stop(slot, parent, severities)
            self._nodes[stop.node.key] = stop.node
            self._stops.append(stop)
            if not stop.node.expanded:
                continue
            if isinstance(slot, Fold) and slot.period > 1:
                inside: Iterable[Slot] = slot.first
            else:
                inside = self._cover.slots(stop.position)
            waiting.extend((child, stop.node.key) for child in reversed(list(inside)))

    def _stop(self, slot: Slot, parent: str | None, severities: dict[str, Severity]) -> _Stop:
        index = self._index
        if isinstance(slot, Fold) and slot.period > 1:
            key = fold_key(index, slot)
            group = group_node(index, slot, key, parent, key in self._expanded)
            reads = self._reads_of(slot, group.expanded)
            return _Stop(group, slot.children[0], reads, module_paths(index, slot.first))
        position = slot.children[0] if isinstance(slot, Fold) else slot
        item = index.tree.items[position]
        expanded = item.key in self._expanded and is_expandable(index, position)
        severity = severities.get(item.key)
        node = item_node(index, position, parent, expanded, severity)
        if isinstance(slot, Fold):
            node = folded_node(index, slot, node)
        elif node.kind == "loop" and expanded and self._is_counted_inside(position, node.trips):
            node = replace(node, badge="")
        flows = index.flows
        reads = flows.read_by_itself(item) if expanded else tuple(flows.reads(position))
        return _Stop(node, position, reads, module_paths(index, (position,)))

    def _is_counted_inside(self, loop: int, trips: int) -> bool:
        """Whether all trips of a loop are drawn as one fold, which says how many there are."""
        slots = self._cover.slots(loop)
        return len(slots) == 1 and isinstance(slots[0], Fold) and slots[0].times == trips

    def _reads_of(self, group: Fold, expanded: bool) -> tuple[int, ...]:
        """What flows into the first of several groups, if they are drawn as one node."""
        if expanded:
            return ()
        flows, items = self._index.flows, self._index.tree.items
        begin, end = group.first[0], items[group.first[-1]].end
        makers = {t: flows.maker(t) for child in group.first for t in flows.reads(child)}
        return tuple(t for t, maker in makers.items() if maker is None or not begin <= maker < end)

    def _lifted_severities(self) -> dict[str, Severity]:
        """The gravest problem at each visible item or within it, if it is collapsed."""
        lifted: dict[str, Severity] = {}
        for item, severity in self._index.severities.items():
            key = self._cover.shown(item).key
            if _GRAVITY[severity] > _GRAVITY[lifted.get(key)]:
                lifted[key] = severity
        return lifted

    def _connect(self, stop: _Stop) -> None:
        for tensor in stop.reads:
            source = self._source(tensor, stop)
            if source is not None:
                self._flow(source, stop.node.key, tensor)

    def _source(self, tensor: int, reader: _Stop) -> str | None:
        """Key of the node that a tensor comes from; None if it does not come from outside."""
        flows = self._index.flows
        maker = flows.maker(tensor)
        if maker is not None:
            loop = flows.carried(tensor, reader.position)
            if loop is not None:
                return self._carried(loop)
            shown = self._cover.shown(maker)
            inside = self._index.tree.is_within(reader.position, shown.position)
            return None if inside or shown.key not in self._nodes else shown.key
        if tensor in self._inputs:
            return self._inputs[tensor].key
        return self._side_source(tensor, reader)

    def _carried(self, loop: int) -> str:
        """Key of the node for what an expanded loop brings from the trip before."""
        node = carried_node(self._index, loop)
        after = self._after.setdefault(self._index.tree.key(loop), [])
        if not after:
            after.append(node)
            stop = _Stop(node, loop, tuple(self._index.flows.entered[loop]), ())
            self._connect(stop)
        return node.key

    def _side_source(self, tensor: int, reader: _Stop) -> str | None:
        index = self._index
        owned = index.owners.get(tensor)
        if owned is not None and any(_is_below(owned.module, path) for path in reader.paths):
            return None
        home = index.tree.items[reader.position].home
        side = tensor_node(index, tensor, reader.node, home)
        beside = self._beside.setdefault(reader.node.key, [])
        if all(node.key != side.key for node in beside):
            beside.append(side)
        return side.key

    def _flow(self, source: str, target: str, tensor: int) -> None:
        tensors = self._flows.setdefault((source, target), [])
        if tensor not in tensors:
            tensors.append(tensor)

    def _connect_outputs(self) -> list[Node]:
        tensors = self._index.report.outputs
        if len(tensors) > _SEPARATE_OUTPUTS:
            groups = {"outputs": tensors}
        elif len(tensors) == 1:
            groups = {"output": tensors}
        else:
            groups = {f"output[{n}]": (tensor,) for n, tensor in enumerate(tensors)}
        nodes = [output_node(self._index, name, group) for name, group in groups.items()]
        for node, group in zip(nodes, groups.values(), strict=True):
            for tensor in group:
                source = self._output_source(tensor)
                if source is not None:
                    self._flow(source, node.key, tensor)
        return nodes

    def _output_source(self, tensor: int) -> str | None:
        maker = self._index.flows.maker(tensor)
        if maker is not None:
            key = self._cover.shown(maker).key
            return key if key in self._nodes else None
        if tensor in self._inputs:
            return self._inputs[tensor].key
        roots = self._index.tree.roots
        return self._index.tree.items[roots[0]].key if roots else None

    def _add_unreached(self) -> list[Edge]:
        """The modules of a Sequential after the one that failed, in a row without flows."""
        index = self._index
        items = index.tree.items
        culprit = index.culprit
        edges: list[Edge] = []
        while culprit is not None and culprit >= 0:
            around = items[culprit].parent
            node = self._nodes.get(items[around].key) if around >= 0 else None
            if node is not None and node.expanded and items[culprit].key in self._nodes:
                missing = self._unreached_in(node)
                chain = [self._nodes[items[culprit].key], *missing]
                edges += [Edge(a.key, b.key) for a, b in zip(chain, missing, strict=False)]
                last = self._last_within(culprit)
                self._after.setdefault(last.key, []).extend(missing)
            culprit = around
        return edges

    def _last_within(self, position: int) -> Node:
        """The last visible node of an item or below it."""
        tree = self._index.tree
        stops = reversed(self._stops)
        return next(stop.node for stop in stops if tree.is_within(stop.position, position))

    def _unreached_in(self, node: Node) -> list[Node]:
        index = self._index
        module = index.modules.get(node.identity)
        if module is None or module.type != _SEQUENTIAL:
            return []
        missing: list[Module] = []
        for child in index.report.modules:
            if child.parent == module.path and child.path != module.path:
                missing = [] if child.calls or child.path in index.calls_of else [*missing, child]
        return [unreached_node(index, child, node.key, module.path) for child in missing]

    def _all_nodes(self) -> list[Node]:
        nodes: list[Node] = []
        for node in self._nodes.values():
            nodes += (*self._beside.get(node.key, ()), node, *self._after.get(node.key, ()))
        return nodes

    def _edges(self) -> list[Edge]:
        index = self._index
        # A tensor beside its reader tells its shape itself.
        beside = {node.key for nodes in self._beside.values() for node in nodes}
        return [
            Edge(
                source,
                target,
                "" if source in beside else flow_label(tensors, index.tensors, index.told_dtype),
                self._as_reported(tensors),
            )
            for (source, target), tensors in self._flows.items()
        ]

    def _as_reported(self, tensors: list[int]) -> tuple[int, ...]:
        """The very tuple of a call that returned just these: most edges are one, and many."""
        maker = self._index.flows.maker(tensors[0])
        call = self._index.tree.calls[maker] if maker is not None else None
        found = tuple(tensors)
        return call.outputs if call is not None and call.outputs == found else found


def _is_below(path: str, other: str) -> bool:
    return not other or path == other or path.startswith((f"{other}.", f"{other}["))


def _input_nodes(index: Index) -> dict[int, Node]:
    """A node for each tensor that came in, by the first name that it came under."""
    nodes: dict[int, Node] = {}
    used: dict[str, int] = {}
    for item in index.report.inputs:
        if item.tensor not in nodes:
            count = used[item.name] = used.get(item.name, 0) + 1
            key = f"input:{item.name}" + (f"#{count}" if count > 1 else "")
            nodes[item.tensor] = input_node(index, item.name, item.tensor, key)
    return nodes
