"""The parameters and buffers of the modules in a picture, as small nodes at their sides."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from inspector.graph.graph import Edge, Graph, Node
from inspector.graph.index import Index
from inspector.graph.nodes import tensor_node
from inspector.report.model import Module

_MOST = 6
"""A module with more tensors shows these, and how many more there are."""


def with_own_tensors(index: Index, graph: Graph) -> Graph:
    """The graph with a node for each tensor that a module which is drawn as one box keeps.

    What a module reads in its forward stands beside it already.
    """
    children = _children(index)
    nodes: list[Node] = []
    edges = list(graph.edges)
    for node in graph.nodes:
        if node.kind == "module" and not node.expandable:
            beside = _beside(index, graph, node, _at_and_below(index, children, node.identity))
            nodes += beside
            edges += [
                Edge(side.key, node.key, tensors=() if side.tensor is None else (side.tensor,))
                for side in beside
            ]
        nodes.append(node)
    return Graph(tuple(nodes), tuple(edges))


def _beside(index: Index, graph: Graph, node: Node, modules: Iterable[Module]) -> list[Node]:
    tensors: dict[int, None] = {}
    for module in modules:
        tensors.update(dict.fromkeys(each.tensor for each in module.parameters))
        tensors.update(dict.fromkeys(each.tensor for each in module.buffers))
    made = [_chip(tensor_node(index, tensor, node, node.identity)) for tensor in tensors]
    new = [side for side in made if side.key not in graph.index]
    if len(new) <= _MOST:
        return new
    rest = len(new) - _MOST + 1
    return [*new[: _MOST - 1], _more(node, rest)]


def _chip(side: Node) -> Node:
    """The node on one line: name and shape, and what it is if it is no parameter."""
    shape = side.detail.removesuffix(" parameter")
    return replace(side, type=shape, detail="")


def _more(node: Node, number: int) -> Node:
    return Node(
        key=f"{node.key}:…", parent=node.parent, kind="parameter", title=f"{number} more",
        family="constant",
    )  # fmt: skip


def _children(index: Index) -> dict[str | None, list[str]]:
    found: dict[str | None, list[str]] = {}
    for module in index.report.modules:
        found.setdefault(module.parent, []).append(module.path)
    return found


def _at_and_below(
    index: Index, children: dict[str | None, list[str]], path: str
) -> Iterator[Module]:
    waiting = [path]
    while waiting:
        current = waiting.pop()
        if current in index.modules:
            yield index.modules[current]
            waiting += reversed(children.get(current, []))
