"""What flows into a node and what comes out of it, along the edges of the visible graph.

Apart from `network`, because networkx takes a tenth of a second to import and the window starts
with this.
"""

from inspector.graph.graph import Graph


def upstream(graph: Graph, key: str) -> frozenset[str]:
    """Keys of the nodes whose tensors reach this one; of a container, those outside it."""
    return _reached(graph, key, [(edge.target, edge.source) for edge in graph.edges])


def downstream(graph: Graph, key: str) -> frozenset[str]:
    """Keys of the nodes that the tensors of this one reach; of a container, those outside it."""
    return _reached(graph, key, [(edge.source, edge.target) for edge in graph.edges])


def within(graph: Graph, key: str) -> frozenset[str]:
    """The node itself and all nodes inside it."""
    found = {key}
    for node in graph.nodes:
        if node.parent in found:
            found.add(node.key)
    return frozenset(found)


def _reached(graph: Graph, key: str, steps: list[tuple[str, str]]) -> frozenset[str]:
    following: dict[str, list[str]] = {}
    for start, end in steps:
        following.setdefault(start, []).append(end)
    inside = within(graph, key)
    found = set(inside)
    waiting = list(inside)
    while waiting:
        new = [end for end in following.get(waiting.pop(), ()) if end not in found]
        found.update(new)
        waiting += new
    return frozenset(found - inside)
