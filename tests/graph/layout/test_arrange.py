import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.graph.expansion import Expansion
from inspector.graph.graph import Edge, Graph
from inspector.graph.index import Index
from inspector.graph.layout.arrange import Layout, Memory
from inspector.graph.layout.direction import Direction
from inspector.graph.layout.geometry import SPACING
from inspector.graph.visible import visible
from tests.graph.layout.graphs import broken_rules, graphs, laid_out
from tests.graph.models import CHIMERA, FAILED, LISTED, PARALLEL, RESIDUAL, chain, u_net
from tests.graph.notation import report


def seen(source: str, level: int = 9) -> Graph:
    index = Index(report(source))
    return visible(index, Expansion(index, level))


def middle(graph: Graph, layout: Layout, key: str) -> float:
    box = layout.boxes[graph.index[key]]
    return box.x + box.width / 2


@given(graphs(), st.sampled_from(Direction))
def test_any_graph_is_laid_out_by_the_rules(graph: Graph, direction: Direction) -> None:
    assert broken_rules(graph, laid_out(graph, None, direction)) == []


@given(graphs(), st.sampled_from(Direction))
def test_the_same_graph_is_always_laid_out_alike(graph: Graph, direction: Direction) -> None:
    assert laid_out(graph, None, direction) == laid_out(graph, None, direction)


@given(st.lists(st.tuples(graphs(), st.sampled_from(Direction)), min_size=2, max_size=3))
def test_what_was_laid_out_before_changes_nothing(shown: list[tuple[Graph, Direction]]) -> None:
    memory = Memory()
    for graph, direction in shown:
        assert laid_out(graph, memory, direction) == laid_out(graph, None, direction)


@given(graphs(), st.data())
def test_edges_against_the_order_keep_the_rules_too(graph: Graph, data: st.DataObject) -> None:
    turned = data.draw(st.sets(st.sampled_from(graph.edges))) if graph.edges else set()
    edges = [
        Edge(edge.target, edge.source, edge.label, edge.tensors)
        if edge in turned and not edge.source.startswith("c")
        else edge
        for edge in graph.edges
    ]
    upwards = Graph(graph.nodes, tuple(edges))
    assert [rule for rule in broken_rules(upwards, laid_out(upwards)) if "passes" in rule] == []


@pytest.mark.parametrize(
    "source",
    [CHIMERA, FAILED, LISTED, PARALLEL, RESIDUAL, u_net(5), u_net(12), chain(60)],
    ids=["chimera", "failed", "listed", "parallel", "residual", "u_net", "deep_u_net", "chain"],
)
@pytest.mark.parametrize("level", [0, 1, 9])
@pytest.mark.parametrize("direction", Direction)
def test_models_are_laid_out_by_the_rules(source: str, level: int, direction: Direction) -> None:
    graph = seen(source, level)
    assert broken_rules(graph, laid_out(graph, None, direction)) == []


def test_to_expand_and_collapse_gives_the_first_picture() -> None:
    memory = Memory()
    first = laid_out(seen(CHIMERA, 1), memory)
    laid_out(seen(CHIMERA, 3), memory)
    assert laid_out(seen(CHIMERA, 1), memory) == first


def test_a_chain_is_straight_through_all_containers() -> None:
    graph = seen(CHIMERA)
    layout = laid_out(graph)
    aside = {node.key for node in graph.nodes if node.kind == "constant"}
    assert {middle(graph, layout, node.key) for node in graph.nodes if node.key not in aside} == {
        middle(graph, layout, "/0/net/0")
    }
    for edge, route in zip(graph.edges, layout.routes, strict=True):
        if edge.source not in aside:
            assert len({x for x, _ in route}) == 1, edge


def test_to_the_right_a_chain_is_one_straight_row() -> None:
    graph = seen(CHIMERA)
    layout = laid_out(graph, None, Direction.RIGHT)
    flows = [
        route
        for edge, route in zip(graph.edges, layout.routes, strict=True)
        if graph.nodes[graph.index[edge.source]].kind != "constant"
    ]
    assert len({y for route in flows for _, y in route}) == 1
    assert all(route[0][0] < route[-1][0] for route in flows)


def test_to_the_right_a_constant_stands_above_its_reader_in_the_same_column() -> None:
    graph = seen(CHIMERA)
    layout = laid_out(graph, None, Direction.RIGHT)
    constant = layout.boxes[graph.index["/2/matmul():2.rand_weight"]]
    reader = layout.boxes[graph.index["/2/matmul()"]]
    assert constant.bottom < reader.y
    assert constant.x + constant.width // 2 == reader.x + reader.width // 2


@pytest.mark.parametrize("direction", Direction)
def test_what_is_in_a_container_stands_below_its_header(direction: Direction) -> None:
    graph = seen(CHIMERA)
    layout = laid_out(graph, None, direction)
    for node, parent in enumerate(graph.parents):
        if parent >= 0:
            assert layout.boxes[node].y >= layout.boxes[parent].y + SPACING.header


def test_a_constant_stands_at_the_left_of_its_reader_in_the_same_row() -> None:
    graph = seen(CHIMERA)
    layout = laid_out(graph)
    constant = layout.boxes[graph.index["/2/matmul():2.rand_weight"]]
    reader = layout.boxes[graph.index["/2/matmul()"]]
    assert constant.right < reader.x
    assert constant.y + constant.height // 2 == reader.y + reader.height // 2


def test_two_like_branches_stand_at_both_sides_of_their_axis() -> None:
    graph = seen(PARALLEL.replace("net1 Sequential", "net1 Other"), 1)
    layout = laid_out(graph)
    axis = middle(graph, layout, "input:X")
    assert middle(graph, layout, "/net1") < axis < middle(graph, layout, "/net2")
    assert middle(graph, layout, "/cat()") == axis
    assert axis - middle(graph, layout, "/net1") == middle(graph, layout, "/net2") - axis


def test_a_skip_runs_beside_the_column_that_it_skips() -> None:
    graph = seen(RESIDUAL, 1)
    layout = laid_out(graph)
    skip = layout.routes[[(e.source, e.target) for e in graph.edges].index(("input:X", "/add()"))]
    assert max(x for x, _ in skip) > layout.boxes[graph.index["/body"]].right
    assert middle(graph, layout, "/add()") == middle(graph, layout, "/body")


def test_equal_containers_are_laid_out_once() -> None:
    blocks = ["input X 2x20", "net Sequential X -> x8"]
    for i in range(8):
        flow = f"x{i}" if i else "X"
        blocks += [f"  {i} Block {flow} -> x{i + 1}", f"    linear Linear {flow} -> a{i} 2x20"]
        blocks += [f"    relu() a{i} -> x{i + 1} 2x20"]
    memory = Memory()
    laid_out(seen("\n".join([*blocks, "return x8"])), memory)
    assert len(memory.placed) == 3  # the top, the Sequential, and one Block


def test_every_tensor_between_neighbors_has_its_label() -> None:
    graph = seen(CHIMERA)
    layout = laid_out(graph)
    missing = [
        e for e, at in zip(graph.edges, layout.labels, strict=True) if e.label and at is None
    ]
    assert missing == []


def test_a_graph_of_nothing_is_an_empty_picture() -> None:
    assert laid_out(Graph()).boxes == ()
