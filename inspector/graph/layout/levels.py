"""The levels of a visible graph as the solver takes them: containers become parts of known size."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from inspector.graph.graph import Graph
from inspector.graph.layout.geometry import Size, Spacing
from inspector.graph.layout.level import Level, Link, Part, Placed
from inspector.graph.layout.ports import TOP, Contents, nest

_LOPSIDED = 200
"""A container is made as wide on both sides of its axis if that costs no more than this."""
_ENTRY, _EXIT = Part(0, 0, 0, "entry"), Part(0, 0, 0, "exit")


class Frame(NamedTuple):
    """The room between the border of a container and what it contains."""

    top: int
    bottom: int
    left: int
    right: int


class Levels:
    """All levels of a graph; each can be told only after those within it were placed."""

    def __init__(
        self,
        graph: Graph,
        sizes: Sequence[Size],
        labels: Sequence[Size | None],
        spacing: Spacing,
        frame: Frame,
    ) -> None:
        self.nest = nest(graph, labels)
        # An axis in the middle of an even width is a whole pixel.
        self.sizes = [size if not size[0] % 2 else Size(size[0] + 1, size[1]) for size in sizes]
        self.parts: dict[int, Part] = {}
        """The nodes as their levels see them: with the room for the constants at their left."""
        self.extents: dict[int, tuple[int, int, int]] = {}
        """Left and right of the axis, and the height, of each container and its constants."""
        self.solved: dict[int, Placed] = {}
        self._spacing = spacing
        self._frame = frame
        self._known: dict[Size, Part] = {}

    @property
    def amount(self) -> int:
        """How many parts and links there are."""
        return sum(
            len(c.nodes) + len(c.entries) + len(c.exits) + len(c.links)
            for c in self.nest.contents.values()
        )

    @property
    def any_simplified(self) -> bool:
        return any(placed.simplified for placed in self.solved.values())

    def from_inside_out(self) -> Iterator[int]:
        """The containers, and last the level around everything."""
        yield from reversed(self.nest.contents)

    def level(self, container: int) -> Level:
        """What stands in a container; all containers in it must have been taken."""
        contents, frame = self.nest.contents[container], self._frame
        for node in contents.nodes:
            self.parts[node] = self._part(node)
        parts = (
            *[_ENTRY] * len(contents.entries),
            *[self.parts[node] for node in contents.nodes],
            *[_EXIT] * len(contents.exits),
        )
        links = self._links(contents)
        if container == TOP:
            return Level(parts, links)
        return Level(parts, links, frame.top, frame.bottom)

    def _links(self, contents: Contents) -> tuple[Link, ...]:
        number = {node: at for at, node in enumerate(contents.nodes, len(contents.entries))}
        exits = len(contents.entries) + len(contents.nodes)
        labels, undrawn, solved = contents.labels, contents.undrawn, self.solved
        return tuple(
            [
                Link(
                    number[source] if source >= 0 else ~source,
                    number[target] if target >= 0 else exits + ~target,
                    self._exit_axis(source, out_of) if out_of >= 0 else 0,
                    solved[target].axes[into] if into >= 0 else None if target >= 0 else 0,
                    labels.get(link),
                    link not in undrawn,
                )
                for (source, out_of, target, into), link in contents.links.items()
            ]
        )

    def _exit_axis(self, node: int, port: int) -> int:
        contents = self.nest.contents[node]
        return self.solved[node].axes[len(contents.entries) + len(contents.nodes) + port]

    def too_short_by(self, container: int, solved: Placed) -> int:
        """What a placed level lacks for the words of its container."""
        return 0 if container == TOP else self.sizes[container][1] - solved.height

    def take(self, container: int, solved: Placed) -> None:
        """Remember how a level was placed."""
        self.solved[container] = solved
        if container == TOP:
            return
        width = self.sizes[container][0]
        left, right = solved.left, solved.right
        if abs(left - right) <= _LOPSIDED:
            left = right = max(left, right)
        left, right = left + self._frame.left, right + self._frame.right
        missing = max(0, width - left - right)
        self.extents[container] = (
            left + missing // 2, right + (missing + 1) // 2, solved.height,
        )  # fmt: skip

    def extent(self, node: int) -> tuple[int, int, int]:
        """Left and right of the axis, and the height."""
        known = self.extents.get(node)
        if known is None:
            width, height = self.sizes[node]
            return width // 2, width // 2, height
        return known

    def _part(self, node: int) -> Part:
        beside = self.nest.beside.get(node)
        if node not in self.extents and not beside:
            size = self.sizes[node]
            part = self._known.get(size)
            if part is None:
                part = self._known[size] = Part(size[0] // 2, size[0] // 2, size[1])
            return part
        left, right, height = self.extent(node)
        if not beside:
            return Part(left, right, height)
        stack = self.stack_height(beside)
        left += self._spacing.side + max(self.sizes[side].width for side in beside)
        total = max(height, stack)
        total += (total - height) % 2
        return Part(left, right, total, head=(total - height) // 2)

    def stack_height(self, beside: list[int]) -> int:
        """Of the constants of one node, one above the other."""
        heights = [self.sizes[side].height for side in beside]
        return sum(heights) + self._spacing.stack * (len(heights) - 1)
