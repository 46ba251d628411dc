"""How long the layout takes and how good it is: ``python -m tests.benchmarks.layout``.

Beside graphviz ``dot``, on the same graphs with the same sizes and distances. Every ratio stands
beside the number that it should not exceed, on any machine. Times are those of the processor, of
which both programs use one: what else the machine does counts little.
"""

import gc
from collections.abc import Callable, Sequence
from functools import cache
from time import process_time

from inspector.graph.expansion import Expansion
from inspector.graph.graph import Graph
from inspector.graph.index import Index
from inspector.graph.layout.arrange import Layout, Memory, arrange
from inspector.graph.layout.geometry import Size
from inspector.graph.visible import visible
from tests.benchmarks import layout_dot, models
from tests.benchmarks.layout_graphs import (
    NETWORKS,
    TANGLES,
    chain,
    nested,
    nested_strangers,
    resnet_like,
    u_net_like,
)
from tests.benchmarks.layout_quality import Drawing, Quality, quality

_LABEL = Size(58, 15)


def timed(work: Callable[[], object], times: int = 7) -> float:
    """The least of some milliseconds."""
    found = []
    for _ in range(times):
        gc.collect()
        start = process_time()
        work()
        found.append((process_time() - start) * 1000)
    return min(found)


def sizes(graph: Graph) -> list[Size]:
    """Fixed sizes, so that no fonts are measured; wider for longer names."""
    return [Size(100 + 7 * len(node.title), 44) for node in graph.nodes]


@cache
def ours(make: Callable[[int], Graph], count: int) -> float:
    """Milliseconds of a whole first layout, nothing remembered."""
    graph = make(count)
    boxes, labels = sizes(graph), [None] * len(graph.edges)
    arrange(graph, boxes, labels)
    return timed(lambda: arrange(graph, boxes, labels), 9 if count <= 10_000 else 4)


def by_dot(make: Callable[[int], Graph], count: int) -> float | None:
    """Milliseconds of dot, the best of three; None where it takes too long."""
    graph = make(count)
    drawn = [layout_dot.draw(graph, sizes(graph))]
    if drawn[0] is not None and drawn[0].seconds < 1:
        drawn += [layout_dot.draw(graph, sizes(graph)) for _ in range(2)]
    times = [run.seconds * 1000 for run in drawn if run is not None]
    return min(times, default=None)


def against_dot(name: str, make: Callable[[int], Graph], count: int, limit: float) -> None:
    mine = ours(make, count)
    line = f"  {name:24}{count:8,} nodes {mine:9.1f} ms"
    if layout_dot.is_installed():
        theirs = by_dot(make, count)
        if theirs is None:
            line += f"   dot > {layout_dot.LIMIT:.0f} s or fails"
        else:
            line += f"   dot {theirs:9.1f} ms   ratio {mine / theirs:6.3f}  (≤ {limit})"
    print(line, flush=True)


def growing(name: str, make: Callable[[int], Graph]) -> None:
    """How the time grows with the size."""
    small, middle, large = (ours(make, count) for count in (1000, 10_000, 100_000))
    print(
        f"  {name:24}{small:9.1f} {middle:9.1f} {large:9.1f} ms"
        f"   ratios {middle / small:5.1f} {large / middle:5.1f}  (≤ 12)",
        flush=True,
    )


def drawing(graph: Graph, layout: Layout) -> Drawing:
    containers = {node.parent for node in graph.nodes}
    leaves = {
        number: (float(box.x), float(box.y), float(box.right), float(box.bottom))
        for number, box in enumerate(layout.boxes)
        if graph.nodes[number].key not in containers
    }
    routes = [[(float(x), float(y)) for x, y in route] for route in layout.routes]
    return Drawing(leaves, routes, graph.ends, float(layout.size.width))


def row(name: str, found: Quality) -> str:
    return (
        f"{name:6}{found.crossings:7} crossings ({found.crossed:5} pairs of edges)"
        f"{found.overlaps:3} overlaps{found.through:3} through nodes  width{found.width:8.0f}"
        f"  length{found.length:12,.0f}"
    )


def compare_quality(name: str, make: Callable[[int], Graph], count: int, limit: float) -> None:
    graph = make(count)
    layout = arrange(graph, sizes(graph), [None] * len(graph.edges))
    mine = quality(drawing(graph, layout))
    print(f"  {name:10} {row('ours', mine)}")
    drawn = layout_dot.draw(graph, sizes(graph)) if layout_dot.is_installed() else None
    if drawn is None:
        return
    theirs = quality(drawn.drawing)
    ratio = mine.crossings / theirs.crossings if theirs.crossings else float(mine.crossings > 0)
    print(f"  {'':10} {row('dot', theirs)}")
    print(f"  {'':10} crossings ÷ dot's {ratio:.2f}  (≤ {limit})", flush=True)


def labeled(name: str, make: Callable[[int], Graph], count: int) -> None:
    """What the labels of all edges cost."""
    graph = make(count)
    boxes, labels = sizes(graph), [_LABEL] * len(graph.edges)
    time = timed(lambda: arrange(graph, boxes, labels))
    print(f"  {name:24}{count:8,} nodes {time:9.1f} ms   ÷ without {time / ours(make, count):.1f}")


def expanding() -> None:
    """Opening one block among thousands that are collapsed."""
    index = Index(models.nested(10, 100))
    memory = Memory()

    def look(expanded: Expansion) -> None:
        graph = visible(index, expanded)
        labels: Sequence[Size | None] = [_LABEL if edge.label else None for edge in graph.edges]
        arrange(graph, sizes(graph), labels, memory)

    look(Expansion(index, 1))
    opened = timed(lambda: look(Expansion(index, 1, {"/0": True, "/0/0": True})))
    everything = timed(lambda: look(Expansion(index, 99)))
    print(
        f"  one of 1,000 blocks {opened:.1f} ms   ÷ all of it {opened / everything:.3f}  (≤ 0.05)"
    )


def main() -> None:
    if not layout_dot.is_installed():
        print("graphviz dot is not installed: only our own numbers follow")
    print("a whole layout")
    against_dot("flat, ResNet-like", resnet_like, 1000, 0.05)
    against_dot("nested, blocks repeat", nested, 1000, 0.1)
    against_dot("nested, blocks repeat", nested, 10_000, 0.025)
    against_dot("nested, no two alike", nested_strangers, 1000, 0.33)
    against_dot("U-Net-like", u_net_like, 1000, 0.01)
    print(f"  U-Net-like: {ours(u_net_like, 1000):.1f} ms  (≤ 10)")
    print("1,000, 10,000 and 100,000 nodes")
    growing("flat, a chain", chain)
    growing("flat, ResNet-like", resnet_like)
    growing("U-Net-like", u_net_like)
    growing("nested, blocks repeat", nested)
    growing("nested, no two alike", nested_strangers)
    print("with a label on every edge")
    labeled("flat, ResNet-like", resnet_like, 1000)
    labeled("nested, blocks repeat", nested, 10_000)
    print("opening")
    expanding()
    print("quality at 1,000 nodes; at 120 for U-Net-like, which dot cannot draw at 1,000")
    for name, make in NETWORKS.items():
        compare_quality(name, make, 120 if make is u_net_like else 1000, 1.0)
    for name, make in TANGLES.items():
        compare_quality(name, make, 1000, 1.1)


if __name__ == "__main__":
    main()
