"""Graphs that no one would draw by hand: huge, deep, wide, empty, torn or turned around."""

from itertools import pairwise

import pytest

from inspector.graph.graph import Edge, Graph, Node
from inspector.graph.layout.arrange import Layout, arrange
from inspector.graph.layout.direction import Direction
from inspector.graph.layout.geometry import SPACING, Box, Size

NODE = Size(100, 44)


def node(key: str, parent: str | None = None, expanded: bool = False) -> Node:
    return Node(key, parent, "module", key, expanded=expanded)


def graph(nodes: list[Node], *edges: tuple[str, str]) -> Graph:
    return Graph(tuple(nodes), tuple(Edge(a, b, "2 × 20", (0,)) for a, b in edges))


def laid_out(found: Graph, direction: Direction = Direction.DOWN, size: Size = NODE) -> Layout:
    labels = [Size(50, 15)] * len(found.edges)
    return arrange(found, [size] * len(found.nodes), labels, direction=direction)


def test_a_container_of_ten_thousand_children_is_one_straight_column() -> None:
    keys = [f"n{i}" for i in range(10_000)]
    found = graph([node("c", None, True), *(node(key, "c") for key in keys)], *pairwise(keys))
    layout = laid_out(found)
    assert len({box.x for box in layout.boxes[1:]}) == 1
    assert all(above.bottom < below.y for above, below in pairwise(layout.boxes[1:]))
    label_reach = 7 + 50  # from the axis
    assert layout.size.width == 2 * (label_reach + SPACING.padding)


@pytest.mark.parametrize("direction", Direction)
def test_containers_a_thousand_deep_lie_within_each_other(direction: Direction) -> None:
    keys = [f"d{i}" for i in range(1000)]
    holders = [None, *keys]
    deep = [node(key, holder, True) for key, holder in zip(keys, holders, strict=False)]
    found = graph([node("x"), *deep, node("leaf", "d999")], ("x", "leaf"))
    layout = laid_out(found, direction)
    assert all(outer.contains(inner) for outer, inner in pairwise(layout.boxes[1:]))
    start, *_, end = layout.routes[0]
    axis = 1 if direction is Direction.RIGHT else 0
    assert start[axis] == end[axis]


@pytest.mark.parametrize("direction", Direction)
def test_five_hundred_inputs_all_end_at_their_reader(direction: Direction) -> None:
    keys = [f"i{i}" for i in range(500)]
    found = graph([*map(node, keys), node("sum")], *((key, "sum") for key in keys))
    layout = laid_out(found, direction)
    assert len({(box.x, box.y) for box in layout.boxes}) == 501
    x, y, width, height = layout.boxes[-1]
    border = Box(x, y, width + 1, height + 1)
    assert all(border.contains(Box(*route[-1], 0, 0)) for route in layout.routes)


def test_names_of_three_hundred_characters_make_wide_nodes_and_no_more() -> None:
    keys = [f"n{i}" for i in range(20)]
    layout = laid_out(graph([*map(node, keys)], *pairwise(keys)), size=Size(2100, 44))
    assert layout.size.width == 2100


def test_nodes_without_any_edge_fill_a_page_instead_of_a_row() -> None:
    layout = laid_out(graph([node(f"n{i}") for i in range(1000)]))
    assert 1 / 2 < layout.size.width / layout.size.height < 2
    assert len({(box.x, box.y) for box in layout.boxes}) == 1000


def test_components_are_packed_each_with_its_own_lines() -> None:
    keys = [f"n{i}" for i in range(300)]
    pairs = [(a, b) for i, (a, b) in enumerate(pairwise(keys)) if i % 3 < 2]
    layout = laid_out(graph([*map(node, keys)], *pairs))
    assert 1 / 3 < layout.size.width / layout.size.height < 3
    assert all(len({x for x, _ in route}) == 1 for route in layout.routes)


def test_an_edge_against_the_order_is_drawn_upwards() -> None:
    found = graph([node("a"), node("b"), node("c")], ("a", "b"), ("b", "c"), ("c", "a"))
    layout = laid_out(found)
    a, b, c = layout.boxes
    assert a.bottom < b.y < b.bottom < c.y
    assert layout.routes[2][0][1] == c.y
    assert layout.routes[2][-1][1] == a.bottom


def test_an_edge_from_a_node_to_itself_runs_around_its_side() -> None:
    layout = laid_out(graph([node("a")], ("a", "a")))
    (route,) = layout.routes
    assert route[0][0] == route[-1][0] == layout.boxes[0].right
    assert max(x for x, _ in route) > layout.boxes[0].right


def test_an_edge_from_a_container_to_what_is_in_it_runs_around_the_inner_node() -> None:
    found = graph([node("c", None, True), node("n", "c")], ("c", "n"))
    layout = laid_out(found)
    assert layout.routes[0][-1][0] == layout.boxes[1].right


def test_too_many_lines_side_by_side_are_drawn_with_less_care_and_that_is_told() -> None:
    above, below = [f"a{i}" for i in range(120)], [f"b{i}" for i in range(120)]
    every = [(a, b) for a in above for b in below]
    found = graph([*map(node, above), *map(node, below)], *every)
    sizes, labels = [NODE] * len(found.nodes), [None] * len(found.edges)
    assert arrange(found, sizes, labels).simplified
    assert not laid_out(graph([node("a"), node("b")], ("a", "b"))).simplified
