"""The picture as arrays: boxes and lines of one graph, with words and paths made when needed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from functools import cached_property
from itertools import chain, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainterPath

from inspector.canvas.boxes import Boxes, Indices, Numbers
from inspector.canvas.inks import Inks
from inspector.canvas.lettering import Lettering, lettering
from inspector.canvas.stamps import Stamps
from inspector.canvas.words import Word, label_sizes, node_size, words
from inspector.graph.graph import Graph
from inspector.graph.layout.arrange import Layout, Memory, arrange
from inspector.graph.layout.direction import Direction
from inspector.graph.layout.geometry import Box, Point, Size
from inspector.graph.layout.work import Progress
from inspector.report.model import Severity

_FLAGGED: tuple[Severity | None, ...] = ("error", "warning")
_MOST_KEPT = 8192
_FEW = 4000
_NOWHERE = -(2**31)
"""Where a label stands that there is not."""


class Scene:
    """One visible graph at its place; nothing in it changes but what is cached."""

    def __init__(
        self,
        graph: Graph,
        memory: Memory | None = None,
        direction: Direction = Direction.DOWN,
        progress: Progress | None = None,
    ) -> None:
        self.graph = graph
        self.direction = direction
        self.lettering: Lettering = lettering()
        sizes = [node_size(node, self.lettering) for node in graph.nodes]
        labels = label_sizes(graph, self.lettering)
        layout = arrange(graph, sizes, labels, memory, direction=direction, progress=progress)
        self.area = QRectF(0, 0, layout.size.width, layout.size.height)
        """The rectangle that everything lies in."""
        self.is_simplified = layout.simplified
        """Whether there were too many lines for all of them to be put in order."""
        self.boxes = _boxes(layout)
        self.is_leaf = np.array([not node.expanded for node in graph.nodes], dtype=np.bool_)
        self._points, self._starts = _routes(layout)
        self._labels = _labels(layout, labels)
        self.reaches = self._find_reaches()
        """Of each edge with its label."""
        # Freed bit by bit, because to free all at once would hold up the window.
        unneeded = [*layout.boxes, *layout.routes, *layout.labels]
        del layout
        while unneeded:
            del unneeded[-_FEW:]
        self._begin_caches()

    def _begin_caches(self) -> None:
        self.stamps = Stamps()
        """What leaves look like at the zoom of the last frame."""
        self._words: dict[tuple[int, str | None], tuple[Word, ...]] = {}
        self._paths: dict[int, QPainterPath] = {}
        self._lines: dict[int, QLineF | None] = {}
        self._grounds: dict[int, int] = {}
        self._blocks: tuple[Inks, NDArray[np.uint32]] | None = None
        self._mask: tuple[frozenset[int], NDArray[np.bool_]] | None = None

    def apart(self) -> "Scene":
        """The same scene with caches of its own, so that another thread can paint it."""
        other = copy(self)
        other._begin_caches()
        return other

    def blocks(self, inks: Inks) -> NDArray[np.uint32]:
        """The color of each node when it is only a block."""
        if self._blocks is None or self._blocks[0] is not inks:
            colors = [inks.block(node).rgba() for node in self.graph.nodes]
            self._blocks = inks, np.array(colors, dtype=np.uint32)
        return self._blocks[1]

    def mask(self, nodes: frozenset[int]) -> NDArray[np.bool_]:
        """Whether each node is one of some; asked for in every frame, and found once."""
        if self._mask is None or self._mask[0] is not nodes:
            found = np.zeros(len(self.graph.nodes), dtype=np.bool_)
            found[np.fromiter(nodes, dtype=np.intp, count=len(nodes))] = True
            self._mask = nodes, found
        return self._mask[1]

    def nodes_in(self, area: QRectF) -> Indices:
        """The nodes that touch an area, the outer ones first."""
        return self.boxes.touching(area)

    def edges_in(self, area: QRectF) -> Indices:
        """The edges whose line or label may touch an area."""
        return self.reaches.touching(area)

    def is_free(self, area: QRectF) -> bool:
        """Whether neither a node, other than an expanded one, nor a label is in an area."""
        x, y, width, height = self._labels.T
        across = (x <= area.right()) & (x + width >= area.left())
        along = (y <= area.bottom()) & (y + height >= area.top())
        return not (self.is_leaf[self.nodes_in(area)].any() or (across & along).any())

    def box(self, node: int) -> Box:
        """Where a node stands."""
        x, y = int(self.boxes.left[node]), int(self.boxes.top[node])
        return Box(x, y, int(self.boxes.right[node]) - x, int(self.boxes.bottom[node]) - y)

    def rect(self, node: int) -> QRectF:
        return QRectF(*self.box(node))

    def rects(self, nodes: Indices) -> list[QRectF]:
        """Where some nodes stand."""
        boxes = self.boxes
        left, top = boxes.left[nodes], boxes.top[nodes]
        sides = (left, top, boxes.right[nodes] - left, boxes.bottom[nodes] - top)
        return [QRectF(*box) for box in np.column_stack(sides).tolist()]

    def route(self, edge: int) -> list[Point]:
        """The corners of an edge."""
        part = self._points[self._starts[edge] : self._starts[edge + 1]]
        return [(x, y) for x, y in part.tolist()]

    def words(self, node: int, value: str | None = None) -> tuple[Word, ...]:
        """The words on a node, counted from its top left corner; a value in place of parameters."""
        key = node, value
        if key not in self._words:
            _make_room(self._words)
            width = self.box(node).width
            self._words[key] = words(self.graph.nodes[node], width, self.lettering, value)
        return self._words[key]

    def pieces(self, edges: Indices) -> Numbers:
        """The straight pieces of some edges, each as x and y of its start and of its end."""
        starts, counts = self._starts[edges], self._starts[edges + 1] - self._starts[edges] - 1
        before = np.repeat(np.cumsum(counts) - counts, counts)
        first = np.repeat(starts, counts) + np.arange(len(before)) - before
        return np.hstack((self._points[first], self._points[first + 1]))

    def label_box(self, edge: int) -> Box | None:
        """Where the label of an edge stands, if it has one of its own."""
        x, y, width, height = self._labels[edge].tolist()
        return Box(x, y, width, height) if x != _NOWHERE else None

    def is_horizontal(self, edge: int) -> bool:
        """Whether the line of an edge leaves and arrives from left to right.

        In a picture that runs down only those from a constant to the node at its right do.
        """
        route, box = self.route(edge), self.box(self.graph.ends[edge][0])
        if len(route) != 2:
            return self.direction is Direction.RIGHT
        return route[0][0] == box.right and box.y <= route[0][1] < box.bottom

    def line(self, edge: int) -> QLineF | None:
        """The line of an edge that goes straight down or to the right; None for any other."""
        if edge not in self._lines:
            _make_room(self._lines)
            route = self.route(edge)
            straight = len({x for x, _ in route}) == 1 or len({y for _, y in route}) == 1
            self._lines[edge] = QLineF(*route[0], *route[-1]) if straight else None
        return self._lines[edge]

    def path(self, edge: int) -> QPainterPath:
        """The line of an edge; where it moves sideways it does so in a curve."""
        if edge not in self._paths:
            _make_room(self._paths)
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

    @cached_property
    def families(self) -> dict[str, list[int]]:
        """The nodes of each module that has several, by its path."""
        nodes = self.graph.nodes
        times = Counter(node.identity for node in nodes if node.kind == "module")
        several = {path for path, count in times.items() if count > 1 and path}
        found: dict[str, list[int]] = {path: [] for path in several}
        if several:
            for position, node in enumerate(nodes):
                if node.identity in several and node.kind == "module":
                    found[node.identity].append(position)
        return found

    @cached_property
    def flagged(self) -> tuple[Indices, NDArray[np.bool_]]:
        """The nodes with a warning or an error, errors first, and whether each is one."""
        found = [n for n, node in enumerate(self.graph.nodes) if node.severity in _FLAGGED]
        found.sort(key=lambda node: _FLAGGED.index(self.graph.nodes[node].severity))
        errors = [self.graph.nodes[node].severity == "error" for node in found]
        return np.array(found, np.intp), np.array(errors, np.bool_)

    @cached_property
    def _ends(self) -> Indices:
        return np.column_stack((self.graph.ends.sources, self.graph.ends.targets)).astype(np.intp)

    def edges_at(self, nodes: Iterable[int]) -> list[int]:
        """The edges that begin or end at one of some nodes."""
        return np.flatnonzero(np.isin(self._ends, list(nodes)).any(axis=1)).tolist()

    def ancestors(self, node: int) -> Iterator[int]:
        """The containers around a node, the inner ones first."""
        parents = self.graph.parents
        node = parents[node]
        while node >= 0:
            yield node
            node = parents[node]

    def _curve(self, edge: int) -> QPainterPath:
        route = self.route(edge)
        path = QPainterPath(QPointF(*route[0]))
        horizontal = self.is_horizontal(edge)
        for (x0, y0), (x1, y1) in pairwise(route):
            if x0 == x1 or y0 == y1:
                path.lineTo(x1, y1)
            elif horizontal:
                middle = (x0 + x1) / 2
                path.cubicTo(middle, y0, middle, y1, x1, y1)
            else:
                middle = (y0 + y1) / 2
                path.cubicTo(x0, middle, x1, middle, x1, y1)
        return path

    def _find_reaches(self) -> Boxes:
        if not len(self._labels):
            none = np.zeros(0, np.int32)
            return Boxes(none, none, none, none)
        starts = self._starts[:-1]
        left, top = np.minimum.reduceat(self._points, starts).T
        right, bottom = np.maximum.reduceat(self._points, starts).T
        x, y, width, height = self._labels.T
        labeled = x != _NOWHERE
        return Boxes(
            np.where(labeled, np.minimum(left, x), left),
            np.where(labeled, np.minimum(top, y), top),
            np.where(labeled, np.maximum(right, x + width), right),
            np.where(labeled, np.maximum(bottom, y + height), bottom),
        )


def _make_room(cache: dict[Any, Any]) -> None:
    """Forget everything when more is kept than is ever in sight at once."""
    if len(cache) >= _MOST_KEPT:
        cache.clear()


def _boxes(layout: Layout) -> Boxes:
    numbers = np.fromiter(chain.from_iterable(layout.boxes), np.int32, 4 * len(layout.boxes))
    x, y, width, height = numbers.reshape(-1, 4).T
    return Boxes(x.copy(), y.copy(), x + width, y + height)


def _routes(layout: Layout) -> tuple[Numbers, Indices]:
    """All corners in one array, and where those of each edge begin and end."""
    counts = np.fromiter(map(len, layout.routes), np.intp, len(layout.routes))
    starts = np.concatenate(([0], np.cumsum(counts)))
    numbers = chain.from_iterable(chain.from_iterable(layout.routes))
    return np.fromiter(numbers, np.int32, 2 * int(starts[-1])).reshape(-1, 2), starts


def _labels(layout: Layout, sizes: Sequence[Size | None]) -> Numbers:
    """The box of each label."""
    none = (_NOWHERE, 0, 0, 0)
    boxes = (
        (*place, *size) if place is not None and size is not None else none
        for place, size in zip(layout.labels, sizes, strict=True)
    )
    numbers = chain.from_iterable(boxes)
    return np.fromiter(numbers, np.int32, 4 * len(layout.labels)).reshape(-1, 4)
