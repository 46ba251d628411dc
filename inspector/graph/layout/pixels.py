"""From placed levels to the picture: each box, line and label where it is on the whole."""

from itertools import chain

from inspector.graph.graph import Graph
from inspector.graph.layout.geometry import Box, Point, Size, Spacing, without_needless
from inspector.graph.layout.levels import Levels
from inspector.graph.layout.ports import TOP


class Pixels:
    """Everything at its place, counted from the top left corner of the picture."""

    def __init__(self, graph: Graph, levels: Levels, spacing: Spacing) -> None:
        self._graph = graph
        self._levels = levels
        self._spacing = spacing
        self._boxes = [Box(0, 0, 0, 0)] * len(graph.nodes)
        top = levels.solved[TOP]
        self._size = Size(top.left + top.right, top.height)
        self._origins = {TOP: (top.left, 0)}
        for container in levels.nest.contents:
            self._place_nodes(container)
        for node, beside in levels.nest.beside.items():
            self._place_beside(node, beside)

    def all(
        self,
    ) -> tuple[tuple[Box, ...], tuple[tuple[Point, ...], ...], tuple[Point | None, ...], Size]:
        """Boxes, routes, labels and the size of the picture."""
        nest = self._levels.nest
        routes = [
            self._route(steps) if steps else self._aside(edge)
            for edge, steps in enumerate(nest.steps)
        ]
        for edge in nest.upwards:
            routes[edge] = routes[edge][::-1]
        labels: list[Point | None] = [None] * len(routes)
        for edge, (container, link) in nest.labeled.items():
            labels[edge] = self._levels.solved[container].label(link, self._origins[container])
        return tuple(self._boxes), tuple(routes), tuple(labels), self._size

    def _place_nodes(self, container: int) -> None:
        levels, boxes, origins = self._levels, self._boxes, self._origins
        contents, solved = levels.nest.contents[container], levels.solved[container]
        x, y = origins[container]
        first = len(contents.entries)
        for node, axis, top in zip(
            contents.nodes, solved.axes[first:], solved.tops[first:], strict=False
        ):
            part = levels.parts[node]
            if node in levels.extents:
                left, right, height = levels.extents[node]
                origins[node] = x + axis, y + top + part.head
                boxes[node] = Box(x + axis - left, y + top + part.head, left + right, height)
            else:
                width, height = levels.sizes[node]
                boxes[node] = Box(x + axis - width // 2, y + top + part.head, width, height)

    def _place_beside(self, node: int, beside: list[int]) -> None:
        box = self._boxes[node]
        y = box.y + (box.height - self._levels.stack_height(beside)) // 2
        for side in beside:
            width, height = self._levels.sizes[side]
            self._boxes[side] = Box(box.x - self._spacing.side - width, y, width, height)
            y += height + self._spacing.stack

    def _route(self, steps: list[tuple[int, int]]) -> tuple[Point, ...]:
        solved, origins = self._levels.solved, self._origins
        if len(steps) == 1:
            ((container, link),) = steps
            return solved[container].route(link, origins[container])
        pieces = [solved[container].route(link, origins[container]) for container, link in steps]
        return without_needless(chain.from_iterable(pieces))

    def _aside(self, edge: int) -> tuple[Point, ...]:
        """From a constant to the node at its right; or from a node to itself, around its side."""
        source, target = self._graph.ends[edge]
        beside = self._levels.nest.beside.get(target, [])
        if source not in beside:
            return self._around(max(source, target))
        start, end = self._boxes[source], self._boxes[target]
        share = (beside.index(source) + 1) / (len(beside) + 1)
        from_y, to_y = start.y + start.height // 2, end.y + round(end.height * share)
        return ((start.right, to_y if len(beside) == 1 else from_y), (end.x, to_y))

    def _around(self, node: int) -> tuple[Point, ...]:
        box, far = self._boxes[node], self._spacing.lines
        high, low = box.y + box.height // 4, box.bottom - box.height // 4
        return (box.right, high), (box.right + far, high), (box.right + far, low), (box.right, low)
