"""The rows of every container, from left to right, as one layout with everything open gave them.

Neither the rows nor the order within them depends on what is expanded, so whoever knows them can
place any expansion state by itself, without searching for few crossings again.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from inspector.graph.graph import Graph
from inspector.graph.layout.arrange import Layout
from inspector.graph.layout.geometry import Box, Point

TOP = -1
SIDE_KINDS = frozenset({"constant", "parameter", "buffer"})
LONGEST_BEND = 8
"""A line that passes more rows than this has no place in them: it runs beside them."""
_SAME_ROW = 4


class Orders(NamedTuple):
    """By the positions of nodes and edges in the graph."""

    row: list[int]
    """Of each node within its container, from 0; 0 for what stands beside its reader."""
    order: list[int]
    """Of each node within its row, counted with the lines that pass there."""
    passes: list[dict[int, list[int]]]
    """For each edge and each level on its way where it stands in the rows between its ends; where
    it enters or leaves the container, in the border as well."""


class _Way(NamedTuple):
    """An edge at one level: the rows in which it begins and ends, counted with the borders."""

    edge: int
    level: int
    first: int
    last: int


def orders(graph: Graph, layout: Layout) -> Orders:
    """Read the rows of a graph off its layout; all containers of the graph must be expanded."""
    return _Reading(graph, layout).orders()


class _Reading:
    def __init__(self, graph: Graph, layout: Layout) -> None:
        self._graph = graph
        self._layout = layout
        self._row = [0] * len(graph.nodes)
        self._heights: dict[int, list[int]] = {}
        self._xs: dict[tuple[int, int], set[float]] = {}
        levels: dict[int, list[int]] = {}
        for node, parent in enumerate(graph.parents):
            if graph.nodes[node].kind not in SIDE_KINDS:
                levels.setdefault(parent, []).append(node)
        for level, nodes in levels.items():
            self._find_rows(level, nodes)

    def _find_rows(self, level: int, nodes: Sequence[int]) -> None:
        """Nodes whose middles are equally high stand in one row."""
        boxes = self._layout.boxes
        heights = self._heights[level] = []
        for node in sorted(nodes, key=lambda node: _middle(boxes[node])[1]):
            x, y = _middle(boxes[node])
            if not heights or y - heights[-1] > _SAME_ROW:
                heights.append(y)
            self._row[node] = len(heights) - 1
            self._xs.setdefault((level, len(heights) - 1), set()).add(x)

    def orders(self) -> Orders:
        ways = [way for edge in range(len(self._graph.edges)) for way in self._ways(edge)]
        found = [self._crossings(way) for way in ways]
        for way, crossings in zip(ways, found, strict=True):
            for row, x in crossings.items():
                self._xs.setdefault((way.level, row), set()).add(x)
        places = {
            key: {x: place for place, x in enumerate(sorted(xs))} for key, xs in self._xs.items()
        }
        passes: list[dict[int, list[int]]] = [{} for _ in self._graph.edges]
        for way, crossings in zip(ways, found, strict=True):
            if crossings:
                passes[way.edge][way.level] = [
                    places[way.level, row][x] for row, x in crossings.items()
                ]
        return Orders(self._row, self._node_orders(places), passes)

    def _node_orders(self, places: Mapping[tuple[int, int], Mapping[float, int]]) -> list[int]:
        result = []
        for node, parent in enumerate(self._graph.parents):
            at = places.get((parent, self._row[node]), {})
            result.append(at.get(_middle(self._layout.boxes[node])[0], 0))
        return result

    def _ways(self, edge: int) -> list[_Way]:
        """The levels that an edge passes, from its source up and down to its target."""
        graph = self._graph
        source, target = graph.ends[edge]
        if graph.nodes[source].kind in SIDE_KINDS:
            return []
        parents, row = graph.parents, self._row
        around = [TOP]
        level = parents[source]
        while level != TOP:
            around.append(level)
            level = parents[level]
        down: list[_Way] = []
        while parents[target] not in around:
            down.append(_Way(edge, parents[target], -1, row[target]))
            target = parents[target]
        up: list[_Way] = []
        while parents[source] != parents[target]:
            last = len(self._heights[parents[source]])
            up.append(_Way(edge, parents[source], row[source], last))
            source = parents[source]
        return [*up, _Way(edge, parents[source], row[source], row[target]), *down[::-1]]

    def _crossings(self, way: _Way) -> dict[int, float]:
        """x of the edge in each border and each row that it only passes, by row."""
        route = self._layout.routes[way.edge]
        heights = self._heights[way.level]
        rows = range(way.first + 1, way.last)
        passed: dict[int, float] = {}
        if way.first < 0:
            passed[-1] = _x_at(route, self._layout.boxes[way.level].y)
        if len(rows) <= LONGEST_BEND:
            passed |= {row: _x_at(route, heights[row]) for row in rows}
        if way.last == len(heights):
            passed[way.last] = _x_at(route, self._layout.boxes[way.level].bottom)
        return passed


def _middle(box: Box) -> tuple[float, int]:
    return box.x + box.width / 2, box.y + box.height // 2


def _x_at(route: Sequence[Point], y: int) -> float:
    """Where a line that goes down is at a height."""
    below = bisect_left(route, y, key=lambda point: point[1])
    if below == 0 or below == len(route):
        return route[min(below, len(route) - 1)][0]
    (x0, y0), (x1, y1) = route[below - 1], route[below]
    return x0 + (x1 - x0) * (y - y0) / (y1 - y0)
