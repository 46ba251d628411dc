"""How long the graph and its layout take: ``python -m tests.benchmarks.layout``.

Prints milliseconds, and ratios that should stay near the numbers in brackets on any machine.
"""

import gc
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import TypeVar

from inspector.graph.expansion import Expansion
from inspector.graph.graph import Graph
from inspector.graph.index import Index
from inspector.graph.layout.arrange import Memory, arrange
from inspector.graph.layout.geometry import Size
from inspector.graph.visible import visible
from inspector.report.model import Report
from tests.benchmarks.models import flat, nested

T = TypeVar("T")
ALL = 99


def timed(work: Callable[[], T], times: int = 5) -> float:
    """Median milliseconds."""
    found = []
    for _ in range(times):
        gc.collect()
        start = perf_counter()
        work()
        found.append((perf_counter() - start) * 1000)
    return median(found)


def sizes(graph: Graph) -> tuple[list[Size], list[Size | None]]:
    """Fixed sizes, so that no fonts are measured."""
    return (
        [Size(200, 44)] * len(graph.nodes),
        [Size(42, 15) if edge.label else None for edge in graph.edges],
    )


def measure(name: str, report: Report) -> dict[str, float]:
    """Every part of the way from a report to boxes, with everything expanded."""
    index = Index(report)
    graph = visible(index, Expansion(index, ALL))
    boxes, labels = sizes(graph)
    kept = Memory()
    arrange(graph, boxes, labels, kept)
    found = {
        "nodes": float(len(graph.nodes)),
        "index": timed(lambda: Index(report)),
        "visible": timed(lambda: visible(index, Expansion(index, ALL))),
        "arrange": timed(lambda: arrange(graph, boxes, labels)),
        "again": timed(lambda: arrange(graph, boxes, labels, kept)),
    }
    print(f"{name:12}" + "".join(f"{key:>10} {value:8.1f}" for key, value in found.items()))
    return found


def expanding(report: Report) -> float:
    """Opening one block among thousands that are collapsed."""
    index = Index(report)
    memory = Memory()

    def look(choices: dict[str, bool]) -> None:
        graph = visible(index, Expansion(index, 1, choices))
        arrange(graph, *sizes(graph), memory)

    look({})
    return timed(lambda: look({"/0": True, "/0/0": True}))


def main() -> None:
    small, large = measure("flat 1k", flat(1000)), measure("flat 10k", flat(10_000))
    some, many = measure("nested 1k", nested(4, 25)), measure("nested 10k", nested(10, 100))
    opened = expanding(nested(10, 100))
    print(f"opening one block of the nested 10k: {opened:.1f} ms")
    print("ratios")
    print(f"  flat 10k ÷ 1k arranged        {large['arrange'] / small['arrange']:.1f}  (10)")
    print(f"  nested 10k ÷ 1k arranged      {many['arrange'] / some['arrange']:.1f}  (10)")
    print(f"  nested ÷ flat, 10k            {many['arrange'] / large['arrange']:.2f}  (≤ 1)")
    whole = many["visible"] + many["arrange"]
    print(f"  opening one ÷ all of it       {opened / whole:.3f}  (≤ 0.05)")


if __name__ == "__main__":
    main()
