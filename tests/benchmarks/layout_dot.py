"""The same graphs drawn by graphviz ``dot``, if it is installed."""

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from resource import RLIMIT_CPU, RUSAGE_CHILDREN, getrusage, setrlimit
from typing import NamedTuple

from inspector.graph.graph import Graph
from inspector.graph.layout.geometry import SPACING, Size
from tests.benchmarks.layout_quality import Drawing, Rect, Route

LIMIT = 60.0
"""Seconds of the processor that dot may take."""
_INCH = 72.0
_SMOOTH = 6
"""Straight pieces for each piece of a spline."""


class Drawn(NamedTuple):
    seconds: float
    """Without the start of the program."""
    drawing: Drawing


def is_installed() -> bool:
    return shutil.which("dot") is not None


def draw(graph: Graph, sizes: Sequence[Size]) -> Drawn | None:
    """The drawing of dot; None if it takes longer than the limit or fails."""
    timed = _run(_source(graph, sizes))
    if timed is None:
        return None
    seconds, text = timed
    return Drawn(max(seconds - _start(), 1e-4), _read(text, graph))


@cache
def _start() -> float:
    """Seconds for a graph of one node."""
    timed = min((_run("digraph { a }") for _ in range(5)), key=lambda run: run[0] if run else 0)
    return timed[0] if timed is not None else 0.0


def _run(source: str) -> tuple[float, str] | None:
    start = _processor_seconds()
    done = subprocess.run(
        ["dot", "-Tplain"], input=source, capture_output=True, text=True, preexec_fn=_limited
    )
    seconds = _processor_seconds() - start
    return (seconds, done.stdout) if done.returncode == 0 else None


def _limited() -> None:
    setrlimit(RLIMIT_CPU, (int(LIMIT), int(LIMIT)))


def _processor_seconds() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _source(graph: Graph, sizes: Sequence[Size]) -> str:
    """The graph with the distances of our own layout; containers are clusters."""
    apart = f"nodesep={SPACING.between / _INCH:.3f}; ranksep={SPACING.gap / _INCH:.3f};"
    lines = [f'digraph {{ {apart} node [shape=box, fixedsize=true, label=""]; edge [dir=none];']
    children: dict[int, list[int]] = {}
    for node, parent in enumerate(graph.parents):
        children.setdefault(parent, []).append(node)
    waiting: list[int | str] = ["}", *reversed(children.get(-1, []))]
    edges = [f"n{source} -> n{target};" for source, target in graph.ends]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            lines += edges if not waiting else []
            lines.append(item)
        elif item in children:
            lines.append(f"subgraph cluster{item} {{")
            waiting += ["}", *reversed(children[item])]
        else:
            width, height = sizes[item]
            lines.append(f"n{item} [width={width / _INCH:.3f}, height={height / _INCH:.3f}];")
    return "\n".join(lines)


def _read(text: str, graph: Graph) -> Drawing:
    """The plain output: inches, y upwards, edges as cubic splines in the order of the source."""
    leaves: dict[int, Rect] = {}
    found: dict[tuple[int, int], list[Route]] = {}
    width = 0.0
    for line in text.splitlines():
        words = line.split()
        if words[0] == "graph":
            width = float(words[2]) * _INCH
        elif words[0] == "node":
            x, y, wide, high = (float(word) * _INCH for word in words[2:6])
            leaves[int(words[1][1:])] = (x - wide / 2, -y - high / 2, x + wide / 2, -y + high / 2)
        elif words[0] == "edge":
            count = int(words[3])
            numbers = [float(word) * _INCH for word in words[4 : 4 + 2 * count]]
            points = [(x, -y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
            ends = int(words[1][1:]), int(words[2][1:])
            found.setdefault(ends, []).append(_flattened(points))
    routes = [found[ends].pop() for ends in graph.ends]
    return Drawing(leaves, routes, graph.ends, width)


def _flattened(points: Route) -> Route:
    """A chain of cubic Bézier curves as straight pieces."""
    result = [points[0]]
    for at in range(0, len(points) - 1, 3):
        a, b, c, d = points[at : at + 4]
        for step in range(1, _SMOOTH + 1):
            t = step / _SMOOTH
            s = 1 - t
            p, q, r, u = s**3, 3 * s * s * t, 3 * s * t * t, t**3
            result.append(
                (p * a[0] + q * b[0] + r * c[0] + u * d[0],
                 p * a[1] + q * b[1] + r * c[1] + u * d[1])
            )  # fmt: skip
    return result
