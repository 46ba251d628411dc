"""What a line tells: from where to where it goes, and which tensors flow along it."""

from inspector.graph.graph import Edge, Graph, Node
from inspector.graph.index import Index
from inspector.graph.tooltip import Tip
from inspector.graph.tooltip_tensors import tensor_text
from inspector.report.dtypes import element_bytes
from inspector.report.units import size

_MANY_TENSORS = 8


def edge_tip(index: Index, graph: Graph, position: int) -> Tip:
    """All that is known of an edge, by its position in the graph."""
    edge = graph.edges[position]
    source, target = (graph.nodes[end] for end in graph.ends[position])
    known = [id for id in edge.tensors if id in index.tensors]
    rows = [("" if number else "flows", tensor_text(index, id)) for number, id in enumerate(known)]
    if len(rows) > _MANY_TENSORS:
        rows[_MANY_TENSORS - 1 :] = [("", f"… {len(known)} tensors")]
    rows.append(("memory", _memory(index, edge)))
    rows += [("out of", around) for around in (_around(graph, source, target),) if around]
    rows += [("into", around) for around in (_around(graph, target, source),) if around]
    return Tip(f"{source.title} → {target.title}", "", tuple(rows))


def _memory(index: Index, edge: Edge) -> str:
    """Bytes together and the devices that they are on."""
    tensors = [index.tensors[id] for id in edge.tensors if id in index.tensors]
    amount = 0
    for tensor in tensors:
        elements = 1
        for length in tensor.shape or ():
            elements *= max(length, 0)
        amount += elements * element_bytes(tensor.dtype)
    return f"{size(amount)} on {', '.join(dict.fromkeys(tensor.device for tensor in tensors))}"


def _around(graph: Graph, node: Node, other: Node) -> str:
    """The containers around a node that are not around the other, the outer ones first."""
    names = [graph.nodes[graph.index[key]].title for key in _chain(graph, node)]
    common = len(set(_chain(graph, node)) & set(_chain(graph, other)))
    return " › ".join(reversed(names[: len(names) - common]))


def _chain(graph: Graph, node: Node) -> list[str]:
    """The keys of the containers around a node, the inner ones first."""
    found: list[str] = []
    while node.parent is not None:
        found.append(node.parent)
        node = graph.nodes[graph.index[node.parent]]
    return found
