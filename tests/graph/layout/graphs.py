"""Random nested graphs, sizes for the tests, and the rules that every layout keeps."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from hypothesis import strategies as st

from inspector.graph.graph import Edge, Graph, Kind, Node
from inspector.graph.layout.arrange import Layout, Memory, arrange
from inspector.graph.layout.direction import Direction
from inspector.graph.layout.geometry import Box, Size


@st.composite
def graphs(draw: st.DrawFn, most: int = 14) -> Graph:
    """Nodes in random containers, edges forward in time, constants beside some nodes."""
    parents = [-1]
    for position in range(1, draw(st.integers(1, most))):
        chain = list(_chain(parents, position - 1))
        parents.append(draw(st.sampled_from([*chain, -1])))
    containers = {parent for parent in parents if parent >= 0}
    nodes = [
        Node(f"n{i}", f"n{p}" if p >= 0 else None, "module", f"n{i}", expanded=i in containers)
        for i, p in enumerate(parents)
    ]
    leaves = [i for i in range(len(nodes)) if i not in containers]
    pairs = list(combinations(leaves, 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=24)) if pairs else []
    labels = draw(
        st.lists(st.sampled_from(["", "2 × 20", "1 × 64 × 7 × 7"]), min_size=1, max_size=3)
    )
    edges = [
        Edge(f"n{a}", f"n{b}", labels[number % len(labels)], (number,))
        for number, (a, b) in enumerate(chosen)
    ]
    for leaf in draw(st.lists(st.sampled_from(leaves), max_size=3)):
        at = next(i for i, node in enumerate(nodes) if node.key == f"n{leaf}")
        side = Node(f"c{len(nodes)}", nodes[at].parent, "constant", "weight")
        nodes.insert(at, side)
        edges.append(Edge(side.key, f"n{leaf}", "", (99,)))
    return Graph(tuple(nodes), tuple(edges))


def _chain(parents: list[int], node: int) -> Iterator[int]:
    while node >= 0:
        yield node
        node = parents[node]


def sizes(graph: Graph) -> list[Size]:
    """Some width and height for each node, the same for the same title."""
    by_kind: dict[Kind, Size] = {"constant": Size(90, 40), "input": Size(112, 26)}
    return [
        by_kind.get(node.kind, Size(101 + 17 * (len(node.title) % 3), 44 if node.title else 26))
        for node in graph.nodes
    ]


def label_sizes(graph: Graph) -> list[Size | None]:
    return [Size(7 * len(edge.label), 15) if edge.label else None for edge in graph.edges]


def laid_out(
    graph: Graph, memory: Memory | None = None, direction: Direction = Direction.DOWN
) -> Layout:
    return arrange(graph, sizes(graph), label_sizes(graph), memory, direction=direction)


def broken_rules(graph: Graph, layout: Layout) -> list[str]:
    """What is wrong with a layout, in words; empty if nothing is."""
    return [
        *_nodes(graph, layout),
        *_lines(graph, layout),
        *_labels(graph, layout),
    ]


def _nodes(graph: Graph, layout: Layout) -> Iterator[str]:
    page = Box(0, 0, *layout.size)
    for node, box in enumerate(layout.boxes):
        parent = graph.parents[node]
        if not (layout.boxes[parent] if parent >= 0 else page).contains(box):
            yield f"{graph.nodes[node].key} is outside its container"
    for one, other in combinations(range(len(graph.nodes)), 2):
        siblings = graph.parents[one] == graph.parents[other]
        if siblings and layout.boxes[one].overlaps(layout.boxes[other]):
            yield f"{graph.nodes[one].key} overlaps {graph.nodes[other].key}"


def _lines(graph: Graph, layout: Layout) -> Iterator[str]:
    for edge, (source, target) in enumerate(graph.ends):
        route, name = layout.routes[edge], graph.edges[edge]
        if not _on_border(route[0], layout.boxes[source], starts=True):
            yield f"{name} does not start at its source: {route[0]} {layout.boxes[source]}"
        if not _on_border(route[-1], layout.boxes[target], starts=False):
            yield f"{name} does not end at its target: {route[-1]} {layout.boxes[target]}"
        allowed = {*_around(graph, source), *_around(graph, target)}
        for node, box in enumerate(layout.boxes):
            if node not in allowed and any(_crosses(a, b, box) for a, b in pairwise(route)):
                yield f"{name} passes through {graph.nodes[node].key}"


def _around(graph: Graph, node: int) -> Iterator[int]:
    while node >= 0:
        yield node
        node = graph.parents[node]


def _on_border(point: tuple[int, int], box: Box, starts: bool) -> bool:
    x, y = point
    side = box.right if starts else box.x
    edge = box.bottom if starts else box.y
    return (box.x <= x <= box.right and y == edge) or (box.y <= y <= box.bottom and x == side)


def _crosses(start: tuple[int, int], end: tuple[int, int], box: Box) -> bool:
    """Whether the rectangle around a piece of a line shares more than a border with a box."""
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    return left < box.right and right > box.x and top < box.bottom and bottom > box.y


def _labels(graph: Graph, layout: Layout) -> Iterator[str]:
    placed = [
        (edge, Box(*place, *size))
        for edge, (place, size) in enumerate(zip(layout.labels, label_sizes(graph), strict=True))
        if place is not None and size is not None
    ]
    for (one, box), (other, another) in combinations(placed, 2):
        if box.overlaps(another):
            yield f"the labels of {graph.edges[one]} and {graph.edges[other]} overlap"
    for edge, box in placed:
        source, target = graph.ends[edge]
        around = {*_around(graph, graph.parents[source]), *_around(graph, graph.parents[target])}
        for node, other_box in enumerate(layout.boxes):
            if node not in around and box.overlaps(other_box):
                yield f"the label of {graph.edges[edge]} covers {graph.nodes[node].key}"
