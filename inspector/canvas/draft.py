"""From a report and an expansion state to a scene, in whichever thread there is time for it."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from inspector.canvas.background import Tell
from inspector.canvas.scene import Scene
from inspector.graph.cover import Cover
from inspector.graph.expansion import Expansion, comfortable_level, shows_at_most
from inspector.graph.folding import Folding
from inspector.graph.graph import Graph
from inspector.graph.index import Index
from inspector.graph.isolate import Alone, isolated
from inspector.graph.layout.arrange import Memory
from inspector.graph.layout.direction import Direction
from inspector.graph.measures import Measure
from inspector.graph.opening import opening
from inspector.graph.overlay import Overlay, overlay
from inspector.graph.own_tensors import with_own_tensors
from inspector.graph.visible import visible
from inspector.report.model import Report

EVERYTHING = 1_000_000
"""A depth that no model has."""
_QUICK_CALLS = 2000
_QUICK_NODES = 250
"""So many are read and laid out within one frame."""


@dataclass(frozen=True)
class Draft:
    """What is to be drawn."""

    report: Report
    index: Index | None = None
    """Of the report, if it was made before."""
    level: int | None = None
    """None for the level at which the picture can be taken in at a glance."""
    choices: Mapping[str, bool] = field(default_factory=dict)
    direction: Direction = Direction.DOWN
    folding: Folding = field(default_factory=Folding)
    root: str | None = None
    """Key of the container that is shown as if it were the model; None for the model itself."""
    trips: Mapping[str, int] = field(default_factory=dict)
    """Of each loop the trip that is drawn, by its key; the first where nothing is said."""
    has_own_tensors: bool = False
    """Whether parameters and buffers stand beside the modules that keep them."""
    measure: Measure = Measure.KIND
    """What its nodes are colored by."""

    def indexed(self) -> "Draft":
        """With an index and a level."""
        index = self.index if self.index is not None else Index(self.report, self.trips)
        level = self.level
        if level is None:
            level = comfortable_level(index, self.folding)
        known = self.root is not None and index.tree.position(self.root) is not None
        root = self.root if known else None
        return replace(self, index=index, level=level, root=root)

    def opened(self, item: int) -> "Draft":
        """With all open that hides a call, and no longer isolated from it."""
        assert self.index is not None
        tree = self.index.tree
        way = opening(self.index, self.folding, item)
        root = tree.position(self.root) if self.root is not None else None
        inside = root is not None and tree.is_within(item, root)
        expanded = self.expansion
        closed = {key: True for key in way.keys if key not in expanded}
        return replace(
            self,
            choices={**self.choices, **closed},
            folding=way.folding,
            root=self.root if inside else None,
        )

    @property
    def state(self) -> "Opened":
        """What is open, whatever the report."""
        return Opened(self.level, self.choices, self.folding, self.root, self.trips)

    def reopened(self, opened: "Opened") -> "Draft":
        """With that open which was open once."""
        index = self.index if opened.trips == self.trips else None
        return replace(self, index=index, **opened._asdict())

    @property
    def is_quickly_indexed(self) -> bool:
        return self.index is not None or len(self.report.calls) <= _QUICK_CALLS

    @property
    def expansion(self) -> Container[str]:
        """The keys of what is expanded."""
        assert self.index is not None
        assert self.level is not None
        expanded = Expansion(self.index, self.level, self.choices)
        root = self.index.tree.position(self.root) if self.root is not None else None
        if self.root is None or root is None:
            return expanded
        way = opening(self.index, self.folding, root)
        return Alone(self.root, frozenset(way.keys), expanded)

    @property
    def is_quickly_drawn(self) -> bool:
        """Of a draft with an index: whether drawing it holds up no frame."""
        assert self.index is not None
        return shows_at_most(self.index, self.expansion, _QUICK_NODES, self.folding)


class Opened(NamedTuple):
    """What is expanded, folded, isolated and turned to, as in a `Draft`."""

    level: int | None
    choices: Mapping[str, bool]
    folding: Folding
    root: str | None
    trips: Mapping[str, int]


@dataclass(frozen=True)
class Drawing:
    """A scene, and what it was drawn from."""

    draft: Draft
    index: Index
    scene: Scene
    cover: Cover
    """Which node of the scene stands for which call."""
    overlay: Overlay | None = None
    """None where nodes have the colors of their families."""

    @property
    def is_quickly_measured(self) -> bool:
        """Whether coloring it by something else holds up no frame."""
        return max(len(self.scene.graph.nodes), len(self.draft.report.calls)) <= _QUICK_CALLS

    def measured(self, measure: Measure, tell: Tell) -> "Drawing":
        """The same scene, colored by something else."""
        draft = replace(self.draft, measure=measure)
        if measure is Measure.KIND:
            return replace(self, draft=draft, overlay=None)
        tell(f"Measuring {len(self.scene.graph.nodes):,} nodes", 0.0)
        found = overlay(self.index, self.scene.graph, self.cover, measure)
        return replace(self, draft=draft, overlay=found)


def drawn_graph(draft: Draft) -> Graph:
    """What is to be laid out of a draft with an index."""
    assert draft.index is not None
    graph = visible(draft.index, draft.expansion, draft.folding)
    if draft.has_own_tensors:
        graph = with_own_tensors(draft.index, graph)
    if draft.root is not None:
        graph = isolated(graph, draft.root)
    return graph


def draw(draft: Draft, memory: Memory, tell: Tell) -> Drawing:
    """Index the report if need be, and lay out what is visible; raises what `tell` raises."""
    if draft.index is None:
        tell(f"Reading {len(draft.report.calls):,} calls", 0.0)
    draft = draft.indexed()
    assert draft.index is not None
    tell("Collecting what is visible", 0.0)
    graph = drawn_graph(draft)
    laying_out = f"Laying out {len(graph.nodes):,} nodes"
    tell(laying_out, 0.0)

    def progress(done: int, total: int) -> None:
        tell(laying_out, done / max(total, 1))

    scene = Scene(graph, memory, draft.direction, progress)
    cover = Cover(draft.index, draft.expansion, draft.folding)
    return Drawing(draft, draft.index, scene, cover).measured(draft.measure, tell)


def untold(doing: str, share: float) -> None:
    """For work that is done before one could read what it does."""
