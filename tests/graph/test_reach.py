import networkx
from hypothesis import given

from inspector.graph.graph import Graph
from inspector.graph.network import network
from inspector.graph.reach import between, coming_out, downstream, flowing_in, upstream, within
from tests.graph.layout.graphs import graphs
from tests.graph.models import PARALLEL, RESIDUAL
from tests.graph.test_visible import graph


def test_upstream_and_downstream_follow_the_tensors() -> None:
    assert upstream(graph(PARALLEL), "/net1/1") == {"input:X", "/net1/0"}
    assert downstream(graph(PARALLEL), "/net2") == {"/cat()", "output:output"}


def test_what_flows_through_a_container_flows_through_its_inside() -> None:
    assert upstream(graph(PARALLEL), "/net1") == {"input:X"}
    assert downstream(graph(PARALLEL), "/net1") == {"/cat()", "output:output"}
    assert within(graph(PARALLEL), "/net1") == {"/net1", "/net1/0", "/net1/1"}


@given(graphs())
def test_of_a_leaf_networkx_finds_the_same(drawn: Graph) -> None:
    arcs = network(drawn)
    for node in drawn.nodes:
        if not node.expanded:
            assert upstream(drawn, node.key) == networkx.ancestors(arcs, node.key)
            assert downstream(drawn, node.key) == networkx.descendants(arcs, node.key)


def keys(drawn: Graph, nodes: frozenset[int]) -> set[str]:
    return {drawn.nodes[node].key for node in nodes}


def ends(drawn: Graph, edges: frozenset[int]) -> set[tuple[str, str]]:
    return {(drawn.edges[edge].source, drawn.edges[edge].target) for edge in edges}


def test_between_two_nodes_lie_all_paths_in_whichever_order_they_are_named() -> None:
    drawn = graph(RESIDUAL)
    first, last = drawn.index["input:X"], drawn.index["/add()"]
    found = between(drawn, last, first)
    assert keys(drawn, found.nodes) == {"input:X", "/body/0", "/body/1", "/add()"}
    assert ends(drawn, found.edges) == {
        ("input:X", "/body/0"),
        ("/body/0", "/body/1"),
        ("/body/1", "/add()"),
        ("input:X", "/add()"),
    }
    assert between(drawn, first, last) == found


def test_between_branches_that_do_not_meet_there_is_nothing() -> None:
    drawn = graph(PARALLEL)
    assert not between(drawn, drawn.index["/net1/0"], drawn.index["/net2"]).nodes


def test_a_container_is_an_end_of_a_path_with_all_inside_it() -> None:
    drawn = graph(RESIDUAL)
    found = between(drawn, drawn.index["/body"], drawn.index["output:output"])
    assert keys(drawn, found.nodes) == {"/body", "/body/0", "/body/1", "/add()", "output:output"}


def test_the_edges_of_what_flows_in_are_only_those_that_reach_the_node() -> None:
    drawn = graph(PARALLEL)
    found = flowing_in(drawn, drawn.index["/net2"])
    assert ends(drawn, found.edges) == {("input:X", "/net2")}
    found = coming_out(drawn, drawn.index["/net2"])
    assert ends(drawn, found.edges) == {("/net2", "/cat()"), ("/cat()", "output:output")}
