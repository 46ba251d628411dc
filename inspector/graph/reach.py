"""What flows into a node, what comes out of it, and what lies between two, in the visible graph.

Apart from `network`, because networkx takes a tenth of a second to import and the window starts
with this. Everything is linear in the nodes and edges.
"""

from collections.abc import Iterable
from typing import NamedTuple

from inspector.graph.graph import Graph


class Reach(NamedTuple):
    """Nodes and edges of a graph, by position."""

    nodes: frozenset[int] = frozenset()
    edges: frozenset[int] = frozenset()

    def __or__(self, other: object) -> "Reach":
        if not isinstance(other, Reach):
            return NotImplemented
        return Reach(self.nodes | other.nodes, self.edges | other.edges)


def flowing_in(graph: Graph, node: int) -> Reach:
    """What reaches a node, with the node itself; of a container, with all inside it."""
    return _reach(graph, inside(graph, node), [(target, source) for source, target in graph.ends])


def coming_out(graph: Graph, node: int) -> Reach:
    """What a node reaches, with the node itself; of a container, with all inside it."""
    return _reach(graph, inside(graph, node), list(graph.ends))


def between(graph: Graph, one: int, other: int) -> Reach:
    """Everything on a path from one node to another, whichever comes first; nothing if none."""
    for first, last in ((one, other), (other, one)):
        after, before = coming_out(graph, first), flowing_in(graph, last)
        nodes, edges = after.nodes & before.nodes, after.edges & before.edges
        ends = inside(graph, first) | inside(graph, last)
        if edges:
            return Reach(nodes | ends, edges)
    return Reach()


def inside(graph: Graph, node: int) -> frozenset[int]:
    """The node itself and all nodes inside it."""
    return frozenset(graph.within(node))


def upstream(graph: Graph, key: str) -> frozenset[str]:
    """Keys of the nodes whose tensors reach this one; of a container, those outside it."""
    node = graph.index[key]
    return _keys(graph, flowing_in(graph, node).nodes - inside(graph, node))


def downstream(graph: Graph, key: str) -> frozenset[str]:
    """Keys of the nodes that the tensors of this one reach; of a container, those outside it."""
    node = graph.index[key]
    return _keys(graph, coming_out(graph, node).nodes - inside(graph, node))


def within(graph: Graph, key: str) -> frozenset[str]:
    """Keys of the node itself and of all nodes inside it."""
    return _keys(graph, inside(graph, graph.index[key]))


def _keys(graph: Graph, nodes: Iterable[int]) -> frozenset[str]:
    return frozenset(graph.nodes[node].key for node in nodes)


def _reach(graph: Graph, starts: frozenset[int], steps: list[tuple[int, int]]) -> Reach:
    """From all of `starts`, along `steps`: one for each edge, in the direction to follow."""
    leaving: dict[int, list[int]] = {}
    for edge, (start, _) in enumerate(steps):
        leaving.setdefault(start, []).append(edge)
    nodes, edges = set(starts), set()
    waiting = list(starts)
    while waiting:
        for edge in leaving.get(waiting.pop(), ()):
            edges.add(edge)
            end = steps[edge][1]
            if end not in nodes:
                nodes.add(end)
                waiting.append(end)
    return Reach(frozenset(nodes), frozenset(edges))
