import networkx
from hypothesis import given

from inspector.graph.graph import Graph
from inspector.graph.network import network
from inspector.graph.reach import downstream, upstream, within
from tests.graph.layout.graphs import graphs
from tests.graph.models import PARALLEL
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
