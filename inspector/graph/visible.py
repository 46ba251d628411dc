"""The visible graph of a report: what is drawn when some containers are expanded."""

from collections.abc import Container

from inspector.graph.graph import Edge, Graph, Node
from inspector.graph.index import Index
from inspector.graph.nodes import (
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


def visible(index: Index, expanded: Container[str]) -> Graph:
    """The graph in which exactly those containers are expanded whose keys are in `expanded`.

    Costs what is visible, times the depth; what lies within a collapsed container costs nothing.
    """
    return _Seen(index, expanded).graph()


class _Seen:
    """The nodes met on the way down, then the flows between them."""

    def __init__(self, index: Index, expanded: Container[str]) -> None:
        self._index = index
        self._expanded = expanded
        self._nodes: dict[int, Node] = {}
        self._order: list[int] = []
        self._beside: dict[str, list[Node]] = {}
        self._after: dict[int, list[Node]] = {}
        self._flows: dict[tuple[str, str], list[int]] = {}
        self._inputs = _input_nodes(index)

    def graph(self) -> Graph:
        self._descend()
        for position in self._order:
            self._connect(position)
        outputs = self._connect_outputs()
        pending = self._add_unreached()
        nodes = [*self._inputs.values(), *self._all_nodes(), *outputs]
        return Graph(tuple(nodes), (*self._edges(), *pending))

    def _descend(self) -> None:
        index = self._index
        severities = self._lifted_severities()
        waiting: list[tuple[int, str | None]] = [
            (root, None) for root in reversed(index.tree.roots)
        ]
        while waiting:
            position, parent = waiting.pop()
            key = index.tree.key(position)
            expanded = key in self._expanded and is_expandable(index, position)
            severity = severities.get(position)
            self._nodes[position] = item_node(index, position, parent, expanded, severity)
            self._order.append(position)
            if expanded:
                children = index.flows.children[position]
                waiting.extend((child, key) for child in reversed(children))

    def _lifted_severities(self) -> dict[int, Severity]:
        """The gravest problem at each visible item or within it, if it is collapsed."""
        lifted: dict[int, Severity] = {}
        for item, severity in self._index.severities.items():
            position = self._covering(item)
            if _GRAVITY[severity] > _GRAVITY[lifted.get(position)]:
                lifted[position] = severity
        return lifted

    def _covering(self, position: int) -> int:
        """The outermost collapsed item around this one, or the item itself."""
        if position in self._nodes:
            return position
        result = position
        tree = self._index.tree
        around = tree.parents[position]
        while around >= 0:
            if tree.key(around) not in self._expanded:
                result = around
            around = tree.parents[around]
        return result

    def _connect(self, position: int) -> None:
        flows = self._index.flows
        node = self._nodes[position]
        if node.expanded:
            reads = flows.read_by_itself(self._index.tree.items[position])
        else:
            reads = tuple(flows.reads(position))
        for tensor in reads:
            source = self._source(tensor, position)
            if source is not None:
                self._flow(source, node.key, tensor)

    def _source(self, tensor: int, reader: int) -> str | None:
        """Key of the node that a tensor comes from; None if it does not come from outside."""
        maker = self._index.flows.maker(tensor)
        if maker is not None:
            position = self._covering(maker)
            inside = self._index.tree.is_within(reader, position)
            return None if inside or position not in self._nodes else self._nodes[position].key
        if tensor in self._inputs:
            return self._inputs[tensor].key
        return self._side_source(tensor, reader)

    def _side_source(self, tensor: int, reader: int) -> str | None:
        index = self._index
        item = index.tree.items[reader]
        owned = index.owners.get(tensor)
        if owned is not None and item.call is not None and item.call.module is not None:
            path = item.call.module
            if (
                not path
                or owned.module == path
                or owned.module.startswith((f"{path}.", f"{path}["))
            ):
                return None
        consumer = self._nodes[reader]
        side = tensor_node(index, tensor, consumer, item.home)
        beside = self._beside.setdefault(consumer.key, [])
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
            node = self._nodes.get(self._covering(maker))
            return node.key if node is not None else None
        if tensor in self._inputs:
            return self._inputs[tensor].key
        roots = self._index.tree.roots
        return self._nodes[roots[0]].key if roots else None

    def _add_unreached(self) -> list[Edge]:
        """The modules of a Sequential after the one that failed, in a row without flows."""
        index = self._index
        culprit = index.culprit
        edges: list[Edge] = []
        while culprit is not None and culprit >= 0:
            around = index.tree.items[culprit].parent
            node = self._nodes.get(around)
            if node is not None and node.expanded and culprit in self._nodes:
                missing = self._unreached_in(node)
                chain = [self._nodes[culprit], *missing]
                edges += [Edge(a.key, b.key) for a, b in zip(chain, missing, strict=False)]
                last = next(p for p in reversed(self._order) if index.tree.is_within(p, culprit))
                self._after.setdefault(last, []).extend(missing)
            culprit = around
        return edges

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
        for position in self._order:
            node = self._nodes[position]
            nodes += (*self._beside.get(node.key, ()), node, *self._after.get(position, ()))
        return nodes

    def _edges(self) -> list[Edge]:
        index = self._index
        # A tensor beside its reader tells its shape itself.
        beside = {node.key for nodes in self._beside.values() for node in nodes}
        return [
            Edge(
                source,
                target,
                "" if source in beside else flow_label(tensors, index.tensors, index.usual_dtype),
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
