"""The picture as arrays: boxes and lines of one graph, with words and paths made when needed."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from inspector.canvas.inks import Inks
from inspector.canvas.lettering import Lettering, lettering
from inspector.canvas.words import Word, label_sizes, node_size, words
from inspector.graph.graph import Graph
from inspector.graph.layout.arrange import Layout, Memory, Progress, arrange
from inspector.graph.layout.geometry import Box, Size

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


class Scene:
    """One visible graph at its place; nothing in it changes but what is cached.

    `boxes` and `reaches` hold left, top, right and bottom of each node and of each edge with its
    label, so that what lies in an area is found by comparing whole columns.
    """

    def __init__(
        self, graph: Graph, memory: Memory | None = None, progress: Progress | None = None
    ) -> None:
        self.graph = graph
        self.lettering: Lettering = lettering()
        self.label_sizes: list[Size | None] = label_sizes(graph, self.lettering)
        sizes = [node_size(node, self.lettering) for node in graph.nodes]
        self.layout: Layout = arrange(graph, sizes, self.label_sizes, memory, progress=progress)
        self.boxes: Floats = np.array(
            [(b.x, b.y, b.right, b.bottom) for b in self.layout.boxes], dtype=np.float64
        ).reshape(-1, 4)
        self.is_leaf = np.array([not node.expanded for node in graph.nodes], dtype=np.bool_)
        self.reaches: Floats = np.array(
            [self._reach(edge) for edge in range(len(graph.edges))], dtype=np.float64
        ).reshape(-1, 4)
        self._words: dict[tuple[int, str | None], tuple[Word, ...]] = {}
        self._paths: dict[int, QPainterPath] = {}
        self._grounds: dict[int, int] = {}
        self._blocks: tuple[Inks, NDArray[np.uint32]] | None = None

    def blocks(self, inks: Inks) -> NDArray[np.uint32]:
        """The color of each node when it is only a block."""
        if self._blocks is None or self._blocks[0] is not inks:
            colors = [inks.block(node).rgba() for node in self.graph.nodes]
            self._blocks = inks, np.array(colors, dtype=np.uint32)
        return self._blocks[1]

    @property
    def area(self) -> QRectF:
        """The rectangle that everything lies in."""
        return QRectF(0, 0, self.layout.size.width, self.layout.size.height)

    def nodes_in(self, area: QRectF) -> Indices:
        """The nodes that touch an area, the outer ones first."""
        return _touching(self.boxes, area)

    def edges_in(self, area: QRectF) -> Indices:
        """The edges whose line or label may touch an area."""
        return _touching(self.reaches, area)

    def rect(self, node: int) -> QRectF:
        box = self.layout.boxes[node]
        return QRectF(box.x, box.y, box.width, box.height)

    def words(self, node: int, value: str | None = None) -> tuple[Word, ...]:
        """The words on a node, counted from its top left corner; a value in place of parameters."""
        key = node, value
        if key not in self._words:
            width = self.layout.boxes[node].width
            self._words[key] = words(self.graph.nodes[node], width, self.lettering, value)
        return self._words[key]

    def label_box(self, edge: int) -> Box | None:
        """Where the label of an edge stands, if it has one of its own."""
        place, size = self.layout.labels[edge], self.label_sizes[edge]
        return Box(*place, *size) if place is not None and size is not None else None

    def is_sideways(self, edge: int) -> bool:
        """Whether an edge goes from a constant to the node at its right."""
        route, source = self.layout.routes[edge], self.graph.ends[edge][0]
        return len(route) == 2 and route[0][0] == self.layout.boxes[source].right

    def path(self, edge: int) -> QPainterPath:
        """The line of an edge; where it moves sideways it does so in a curve."""
        if edge not in self._paths:
            self._paths[edge] = self._curve(edge)
        return self._paths[edge]

    def label_ground(self, edge: int) -> int:
        """The innermost container in which the label of an edge stands; -1 for none."""
        if edge not in self._grounds:
            box = self.label_box(edge)
            under = self.nodes_in(QRectF(box.x, box.y, 0, 0)) if box is not None else ()
            containers = [int(node) for node in under if not self.is_leaf[node]]
            self._grounds[edge] = containers[-1] if containers else -1
        return self._grounds[edge]

    def ancestors(self, node: int) -> Iterator[int]:
        """The containers around a node, the inner ones first."""
        parents = self.graph.parents
        node = parents[node]
        while node >= 0:
            yield node
            node = parents[node]

    def _curve(self, edge: int) -> QPainterPath:
        route = self.layout.routes[edge]
        path = QPainterPath(QPointF(*route[0]))
        sideways = self.is_sideways(edge)
        for (x0, y0), (x1, y1) in pairwise(route):
            if x0 == x1 or y0 == y1:
                path.lineTo(x1, y1)
            elif sideways:
                middle = (x0 + x1) / 2
                path.cubicTo(middle, y0, middle, y1, x1, y1)
            else:
                middle = (y0 + y1) / 2
                path.cubicTo(x0, middle, x1, middle, x1, y1)
        return path

    def _reach(self, edge: int) -> tuple[float, float, float, float]:
        route = self.layout.routes[edge]
        xs, ys = [x for x, _ in route], [y for _, y in route]
        label = self.label_box(edge)
        if label is not None:
            xs += [label.x, label.right]
            ys += [label.y, label.bottom]
        return min(xs), min(ys), max(xs), max(ys)


def _touching(boxes: Floats, area: QRectF) -> Indices:
    if not len(boxes):
        return np.zeros(0, dtype=np.intp)
    inside = (
        (boxes[:, 0] <= area.right())
        & (boxes[:, 2] >= area.left())
        & (boxes[:, 1] <= area.bottom())
        & (boxes[:, 3] >= area.top())
    )
    return np.flatnonzero(inside)
