"""The visible graph as a networkx graph, for its algorithms."""

import networkx

from inspector.graph.graph import Graph


def network(graph: Graph) -> networkx.DiGraph:
    """Nodes by key, one arc per edge; an expanded container is a node without arcs of its own."""
    result = networkx.DiGraph()
    result.add_nodes_from(node.key for node in graph.nodes)
    result.add_edges_from((edge.source, edge.target) for edge in graph.edges)
    return result


def upstream(graph: Graph, key: str) -> frozenset[str]:
    """Keys of the nodes whose tensors reach this one; of a container, those outside it."""
    arcs = network(graph)
    inside = within(graph, key)
    reached = {found for node in inside for found in networkx.ancestors(arcs, node)}
    return frozenset(reached - inside)


def downstream(graph: Graph, key: str) -> frozenset[str]:
    """Keys of the nodes that the tensors of this one reach; of a container, those outside it."""
    arcs = network(graph)
    inside = within(graph, key)
    reached = {found for node in inside for found in networkx.descendants(arcs, node)}
    return frozenset(reached - inside)


def longest_path(graph: Graph) -> tuple[str, ...]:
    """Keys along the longest chain of nodes, from the input to the output as a rule."""
    arcs = network(graph)
    if not networkx.is_directed_acyclic_graph(arcs):
        return ()
    return tuple(networkx.dag_longest_path(arcs))


def within(graph: Graph, key: str) -> frozenset[str]:
    """The node itself and all nodes inside it."""
    found = {key}
    for node in graph.nodes:
        if node.parent in found:
            found.add(node.key)
    return frozenset(found)
