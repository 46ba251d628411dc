"""The layout of a whole visible graph: containers from the inside out, then down to pixels.

Each level is placed by itself, and equal levels only once, also from one layout to the next; so
opening one container costs that container and the ones around it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from inspector.graph.graph import Graph
from inspector.graph.layout.direction import Direction, turned_box, turned_route, turned_size
from inspector.graph.layout.geometry import SPACING, Box, Point, Size, Spacing
from inspector.graph.layout.level import Known, Level, Placed, recalled
from inspector.graph.layout.levels import Frame, Levels
from inspector.graph.layout.pixels import Pixels
from inspector.graph.layout.solve import solve
from inspector.graph.layout.uncollected import uncollected
from inspector.graph.layout.work import Progress, Work

_NOTHING = Size(0, 0)
_MEMORY = 4096


@dataclass(frozen=True)
class Layout:
    """Where everything is, by the positions of nodes and edges in the graph."""

    boxes: tuple[Box, ...] = ()
    routes: tuple[tuple[Point, ...], ...] = ()
    """The corners of each edge; straight along the direction, or aslant between two rows."""
    labels: tuple[Point | None, ...] = ()
    """Top left corner of each edge's label; None if it has none, or shares that of another."""
    size: Size = _NOTHING
    simplified: bool = False
    """Whether so many lines run side by side somewhere that their crossings were left as met."""


@dataclass
class Memory:
    """Levels that were placed before; keep it between two layouts to reuse them."""

    placed: Known = field(default_factory=dict)
    pieces: Known = field(default_factory=dict)
    """Of levels that are cut into pieces."""

    def solve(self, level: Level, spacing: Spacing, work: Work) -> Placed:
        """The placed level, solved unless an equal one was."""
        for full in (self.placed, self.pieces):
            if len(full) >= _MEMORY:
                full.clear()
        return recalled(self.placed, level, lambda: solve(level, spacing, self.pieces, work))


def arrange(
    graph: Graph,
    sizes: Sequence[Size],
    labels: Sequence[Size | None],
    memory: Memory | None = None,
    spacing: Spacing = SPACING,
    direction: Direction = Direction.DOWN,
    progress: Progress | None = None,
) -> Layout:
    """Place a graph whose nodes and labels have these sizes; of a container, that of its header.

    `progress` hears every few milliseconds how much is done, and may raise to end the layout; a
    memory keeps what was placed until then.
    """
    memory = memory or Memory()
    with uncollected():
        if direction is Direction.DOWN:
            frame = Frame(spacing.header, spacing.footer, spacing.padding, spacing.padding)
            return _downwards(graph, sizes, labels, memory, spacing, frame, progress)
        return _to_the_right(graph, sizes, labels, memory, spacing, progress)


def _to_the_right(
    graph: Graph,
    sizes: Sequence[Size],
    labels: Sequence[Size | None],
    memory: Memory,
    spacing: Spacing,
    progress: Progress | None,
) -> Layout:
    # What runs to the right is placed from top to bottom on paper that lies sideways.
    sizes = [turned_size(size) for size in sizes]
    labels = [size and turned_size(size) for size in labels]
    frame = Frame(spacing.padding, spacing.padding, spacing.header, spacing.footer)
    layout = _downwards(graph, sizes, labels, memory, spacing, frame, progress)
    return Layout(
        tuple([turned_box(box) for box in layout.boxes]),
        tuple([turned_route(route) for route in layout.routes]),
        tuple([place and (place[1], place[0]) for place in layout.labels]),
        turned_size(layout.size),
        layout.simplified,
    )


def _downwards(
    graph: Graph,
    sizes: Sequence[Size],
    labels: Sequence[Size | None],
    memory: Memory,
    spacing: Spacing,
    frame: Frame,
    progress: Progress | None,
) -> Layout:
    levels = Levels(graph, sizes, labels, spacing, frame)
    work = Work(levels.amount, progress)
    for container in levels.from_inside_out():
        level = levels.level(container)
        solved = memory.solve(level, spacing, work)
        missing = levels.too_short_by(container, solved)
        if missing > 0:
            longer = level._replace(
                top=level.top + missing // 2, bottom=level.bottom + missing - missing // 2
            )
            solved = memory.solve(longer, spacing, work)
        levels.take(container, solved)
        work.finish(len(level.parts) + len(level.links))
    return Layout(*Pixels(graph, levels, spacing).all(), levels.any_simplified)
