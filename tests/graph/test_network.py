import networkx

from inspector.graph.network import longest_path, network
from tests.graph.models import CHIMERA, PARALLEL
from tests.graph.test_visible import graph


def test_the_longest_path_is_the_longer_branch() -> None:
    found = longest_path(graph(PARALLEL))
    assert found == ("input:X", "/net1/0", "/net1/1", "/cat()", "output:output")


def test_networkx_sees_what_is_drawn() -> None:
    drawn = graph(CHIMERA)
    arcs = network(drawn)
    assert set(arcs) == {node.key for node in drawn.nodes}
    assert arcs.nodes["/1"]["node"].title == "1"
    assert arcs.edges["/1", "/2/linear"]["edge"].label == "2 × 20"
    assert networkx.is_directed_acyclic_graph(arcs)
