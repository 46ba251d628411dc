from inspector.graph.expansion import Expansion
from inspector.graph.graph import Graph
from inspector.graph.index import Index
from inspector.graph.network import downstream, longest_path, upstream, within
from inspector.graph.visible import visible
from tests.graph.models import PARALLEL
from tests.graph.notation import report


def parallel() -> Graph:
    index = Index(report(PARALLEL))
    return visible(index, Expansion(index, 9))


def test_upstream_and_downstream_follow_the_tensors() -> None:
    assert upstream(parallel(), "/net1/1") == {"input:X", "/net1/0"}
    assert downstream(parallel(), "/net2") == {"/cat()", "output:output"}


def test_what_flows_through_a_container_flows_through_its_inside() -> None:
    assert upstream(parallel(), "/net1") == {"input:X"}
    assert downstream(parallel(), "/net1") == {"/cat()", "output:output"}
    assert within(parallel(), "/net1") == {"/net1", "/net1/0", "/net1/1"}


def test_the_longest_path_is_the_longer_branch() -> None:
    assert longest_path(parallel()) == ("input:X", "/net1/0", "/net1/1", "/cat()", "output:output")
