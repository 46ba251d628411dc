"""One container as if it were the model: its inside, with what comes in and goes out beside it."""

from collections.abc import Container
from dataclasses import dataclass, replace

from inspector.graph.graph import Edge, Graph, Node


@dataclass(frozen=True)
class Alone:
    """The expansion in which one container is open, and outside of it only what is around it."""

    root: str
    around: frozenset[str]
    """Keys of the containers around it."""
    expanded: Container[str]
    """What is expanded in the container."""

    def __contains__(self, key: object) -> bool:
        if key == self.root or key in self.around:
            return True
        inside = str(key).startswith(f"{self.root.rstrip('/')}/")
        return inside and str(key) in self.expanded


def isolated(graph: Graph, root: str) -> Graph:
    """What is in one container of a graph, with a node at the border for each neighbor.

    A neighbor is whatever outside of it gives tensors to it or takes them. Returns the graph
    itself if the container is not in it.
    """
    if root not in graph.index:
        return graph
    shown = graph.within(graph.index[root])
    kept = {graph.nodes[position].key for position in shown}
    sources: dict[str, Node] = {}
    targets: dict[str, Node] = {}
    edges: list[Edge] = []
    for edge in graph.edges:
        enters, stays = edge.target in kept, edge.source in kept
        if enters and stays:
            edges.append(edge)
        elif enters:
            source = sources.setdefault(edge.source, _border(graph, edge.source, "input"))
            edges.append(replace(edge, source=source.key))
        elif stays:
            target = targets.setdefault(edge.target, _border(graph, edge.target, "output"))
            edges.append(replace(edge, target=target.key))
    nodes = list(graph.nodes[shown.start : shown.stop])
    nodes[0] = replace(nodes[0], parent=None)
    return Graph((*sources.values(), *nodes, *targets.values()), tuple(edges))


def _border(graph: Graph, key: str, kind: str) -> Node:
    """A neighbor as an input or output, by its own name."""
    node = graph.nodes[graph.index[key]]
    return Node(
        key=node.key if node.kind == kind else f"{kind}:{node.key}",
        parent=None,
        kind="input" if kind == "input" else "output",
        title=node.title,
        type=node.type,
        family="input",
        place=node.place,
        identity="",
        tensor=node.tensor,
    )
