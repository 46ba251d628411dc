"""The visible graph as a networkx graph, for its algorithms."""

import networkx

from inspector.graph.graph import Graph


def network(graph: Graph) -> networkx.DiGraph:
    """Nodes by key, one arc per edge; an expanded container is a node without arcs of its own.

    Each node has the attribute ``node`` and each arc ``edge``, with the values drawn.
    """
    result = networkx.DiGraph()
    result.add_nodes_from((node.key, {"node": node}) for node in graph.nodes)
    result.add_edges_from((edge.source, edge.target, {"edge": edge}) for edge in graph.edges)
    return result


def longest_path(graph: Graph) -> tuple[str, ...]:
    """Keys along the longest chain of nodes, from an input to an output as a rule."""
    arcs = network(graph)
    if not networkx.is_directed_acyclic_graph(arcs):
        return ()
    return tuple(networkx.dag_longest_path(arcs))
