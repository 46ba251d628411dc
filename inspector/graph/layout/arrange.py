"""The layout of a whole visible graph: containers from the inside out, then down to pixels.

Each level is placed by itself, and equal levels only once, also from one layout to the next; so
opening one container costs that container and the ones around it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from inspector.graph.graph import Graph
from inspector.graph.layout.geometry import SPACING, Box, Point, Size, Spacing, without_needless
from inspector.graph.layout.level import Level, Link, Part, Placed
from inspector.graph.layout.ports import TOP, Contents, nest
from inspector.graph.layout.solve import solve

_NOTHING = Size(0, 0)
_MEMORY = 4096
_LOPSIDED = 200
"""A container is made as wide on both sides of its axis if that costs no more than this."""


@dataclass(frozen=True)
class Layout:
    """Where everything is, by the positions of nodes and edges in the graph."""

    boxes: tuple[Box, ...] = ()
    routes: tuple[tuple[Point, ...], ...] = ()
    """The corners of each edge; straight down, or aslant between two rows."""
    labels: tuple[Point | None, ...] = ()
    """Top left corner of each edge's label; None if it has none, or shares that of another."""
    size: Size = _NOTHING


@dataclass
class Memory:
    """Levels that were placed before; keep it between two layouts to reuse them."""

    placed: dict[Level, Placed] = field(default_factory=dict)
    pieces: dict[Level, Placed] = field(default_factory=dict)

    def solve(self, level: Level, spacing: Spacing) -> Placed:
        """The placed level, solved unless an equal one was."""
        known = self.placed.get(level)
        if known is None:
            if len(self.placed) >= _MEMORY:
                self.placed.clear()
            if len(self.pieces) >= _MEMORY:
                self.pieces.clear()
            known = self.placed[level] = solve(level, spacing, self.pieces)
        return known


def arrange(
    graph: Graph,
    sizes: Sequence[Size],
    labels: Sequence[Size | None],
    memory: Memory | None = None,
    spacing: Spacing = SPACING,
) -> Layout:
    """Place a graph whose nodes and labels have these sizes; of a container, that of its header."""
    return _Arrangement(graph, sizes, labels, memory or Memory(), spacing).layout()


class _Arrangement:
    def __init__(
        self,
        graph: Graph,
        sizes: Sequence[Size],
        labels: Sequence[Size | None],
        memory: Memory,
        spacing: Spacing,
    ) -> None:
        self._graph = graph
        # An axis in the middle of an even width is a whole pixel.
        self._sizes = [Size(size.width + size.width % 2, size.height) for size in sizes]
        self._spacing = spacing
        self._nest = nest(graph, labels)
        self._places = {
            node: place
            for contents in self._nest.contents.values()
            for place, node in enumerate(contents.nodes)
        }
        self._parts: dict[int, Part] = {}
        self._solved: dict[int, Placed] = {}
        for container in reversed(list(self._nest.contents)):
            contents = self._nest.contents[container]
            for node in contents.nodes:
                self._parts[node] = self._part(node)
            self._solved[container] = memory.solve(self._level(container, contents), spacing)

    def _level(self, container: int, contents: Contents) -> Level:
        spacing = self._spacing
        port = Part(0, 0, 0, "entry")
        parts = (
            *[port] * len(contents.entries),
            *(self._parts[node] for node in contents.nodes),
            *[port._replace(kind="exit")] * len(contents.exits),
        )
        exits, places, before = (
            len(contents.entries) + len(contents.nodes), self._places, len(contents.entries)
        )
        links = tuple([
            Link(
                places[source] + before if source >= 0 else ~source,
                places[target] + before if target >= 0 else exits + ~target,
                self._axis_of_exit(source, out_of) if out_of >= 0 else 0,
                self._solved[target].axes[into] if into >= 0 else None if target >= 0 else 0,
                contents.labels.get(link),
                link not in contents.undrawn,
            )
            for (source, out_of, target, into), link in contents.links.items()
        ])
        if container == TOP:
            return Level(parts, links)
        return Level(parts, links, spacing.header, spacing.footer)

    def _axis_of_exit(self, node: int, port: int) -> int:
        contents = self._nest.contents[node]
        return self._solved[node].axes[len(contents.entries) + len(contents.nodes) + port]

    def _part(self, node: int) -> Part:
        """A node as its level sees it: with the room for the constants at its left."""
        left, right, height = self._extent(node)
        beside = self._nest.beside.get(node)
        if not beside:
            return Part(left, right, height)
        stack = self._stack_height(beside)
        left += self._spacing.side + max(self._sizes[side].width for side in beside)
        total = max(height, stack)
        total += (total - height) % 2
        return Part(left, right, total, head=(total - height) // 2)

    def _stack_height(self, beside: list[int]) -> int:
        heights = [self._sizes[side].height for side in beside]
        return sum(heights) + self._spacing.stack * (len(heights) - 1)

    def _extent(self, node: int) -> tuple[int, int, int]:
        """Left and right of the axis, and the height."""
        width, height = self._sizes[node]
        solved = self._solved.get(node)
        if solved is None:
            return width // 2, width // 2, height
        left, right = solved.left + self._spacing.padding, solved.right + self._spacing.padding
        if abs(left - right) <= _LOPSIDED:
            left = right = max(left, right)
        missing = max(0, width - left - right)
        return left + missing // 2, right + (missing + 1) // 2, max(solved.height, height)

    def layout(self) -> Layout:
        """Everything at its place, counted from the top left corner of the picture."""
        boxes = [Box(0, 0, 0, 0)] * len(self._graph.nodes)
        top = self._solved[TOP]
        origins = {TOP: (top.left, 0)}
        for container, contents in self._nest.contents.items():
            x, y = origins[container]
            solved = self._solved[container]
            for number, node in enumerate(contents.nodes, len(contents.entries)):
                part = self._parts[node]
                left, right, height = self._extent(node)
                axis, head = x + solved.axes[number], y + solved.tops[number] + part.head
                boxes[node] = Box(axis - left, head, left + right, height)
                origins[node] = (axis, head)
                self._place_beside(node, boxes)
        routes = [self._route(edge, origins, boxes) for edge in range(len(self._graph.edges))]
        labels = [self._label(edge, origins) for edge in range(len(self._graph.edges))]
        return Layout(
            tuple(boxes), tuple(routes), tuple(labels), Size(top.left + top.right, top.height)
        )

    def _place_beside(self, node: int, boxes: list[Box]) -> None:
        beside = self._nest.beside.get(node)
        if not beside:
            return
        box = boxes[node]
        y = box.y + (box.height - self._stack_height(beside)) // 2
        for side in beside:
            width, height = self._sizes[side]
            boxes[side] = Box(box.x - self._spacing.side - width, y, width, height)
            y += height + self._spacing.stack

    def _route(self, edge: int, origins: dict[int, Point], boxes: list[Box]) -> tuple[Point, ...]:
        source, target = self._graph.ends[edge]
        beside = self._nest.beside.get(target, [])
        if source in beside:
            start, end = boxes[source], boxes[target]
            share = (beside.index(source) + 1) / (len(beside) + 1)
            from_y, to_y = start.y + start.height // 2, end.y + round(end.height * share)
            return ((start.right, to_y if len(beside) == 1 else from_y), (end.x, to_y))
        points: list[Point] = []
        for container, link in self._nest.steps[edge]:
            x, y = origins[container]
            points += [(x + px, y + py) for px, py in self._solved[container].routes[link]]
        return without_needless(points)

    def _label(self, edge: int, origins: dict[int, Point]) -> Point | None:
        if edge not in self._nest.labeled:
            return None
        container, link = self._nest.labeled[edge]
        place = self._solved[container].labels[link]
        x, y = origins[container]
        return (x + place[0], y + place[1]) if place is not None else None
