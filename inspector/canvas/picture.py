"""Which picture is shown: a report at an expansion state, kept from one report to the next."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from inspector.canvas.background import Background, Tell
from inspector.canvas.draft import Draft, Drawing, Opened, draw, untold
from inspector.canvas.scene import Scene
from inspector.graph.expansion import deepest_level
from inspector.graph.folding import Folding
from inspector.graph.index import Index
from inspector.graph.layout.arrange import Memory
from inspector.graph.layout.direction import Direction
from inspector.graph.measures import Measure
from inspector.report.model import Report
from inspector.report.place import Place

Then = Callable[[Scene | None, Scene], None]
"""What to do when a new scene has taken the place of another, such as to keep a node in place."""


def _nothing(before: Scene | None, after: Scene) -> None:
    pass


class Picture:
    """The scene of the last report in which something ran, and what the user opened in it.

    What holds up no frame is drawn at once. Anything larger is left to `background`, and until it
    is there the picture stays as it is; without one, everything is drawn at once.
    """

    def __init__(self, background: Background | None = None) -> None:
        self._background = background
        self._memory = Memory()
        self._drawing: Drawing | None = None
        self._wanted: Draft | None = None
        self._direction = Direction.DOWN
        self._folding = Folding()
        self._found: tuple[Scene, Place, list[int]] | None = None
        """The last answer of `nodes_at`, which is asked for in every frame."""
        self._has_own_tensors = False
        self._measure = Measure.KIND
        self.on_changed: Callable[[], None] = lambda: None
        """Called after each change of the scene."""

    @property
    def index(self) -> Index | None:
        """Of the report that is shown."""
        return self._drawing.index if self._drawing is not None else None

    @property
    def scene(self) -> Scene | None:
        return self._drawing.scene if self._drawing is not None else None

    @property
    def drawing(self) -> Drawing | None:
        """The scene with what it was drawn from."""
        return self._drawing

    @property
    def is_behind(self) -> bool:
        """Whether a newer report than the one that is shown is being drawn."""
        shown = self._drawing.draft.report if self._drawing is not None else None
        return self._wanted is not None and self._wanted.report is not shown

    @property
    def wanted(self) -> Report | None:
        """The report that is shown, or will be next."""
        return self._wanted.report if self._wanted is not None else None

    @property
    def is_waiting(self) -> bool:
        """Whether another picture is being drawn."""
        return self._background is not None and self._background.is_busy

    def show(self, report: Report, then: Then = _nothing) -> None:
        """Take a report with calls; what is expanded stays so, by the keys of the containers."""
        draft = self._wanted if self._wanted is not None else self._first(report)
        self._draw(replace(draft, report=report, index=None, direction=self._direction), then)

    def _first(self, report: Report) -> Draft:
        return Draft(
            report,
            direction=self._direction,
            folding=self._folding,
            has_own_tensors=self._has_own_tensors,
            measure=self._measure,
        )

    def forget(self) -> None:
        """Show nothing, so that the next report is one of another model."""
        if self._background is not None:
            self._background.cancel()
        self._drawing = self._wanted = self._found = None
        self._memory = Memory()
        self.on_changed()

    def toggle(self, key: str, then: Then = _nothing) -> None:
        """Expand a collapsed container or collapse an expanded one."""
        if self.scene is None or self._wanted is None or key not in self.scene.graph.index:
            return
        node = self.scene.graph.nodes[self.scene.graph.index[key]]
        if node.expandable:
            choices = {**self._wanted.choices, key: not node.expanded}
            self._draw(replace(self._wanted, choices=choices), then)

    def expand_inside(self, key: str, then: Then = _nothing) -> None:
        """Expand a container and everything in it."""
        position = self.index.tree.position(key) if self.index is not None else None
        if self.index is None or self._wanted is None or position is None:
            return
        tree = self.index.tree
        inside = {tree.key(item): True for item in range(position, tree.ends[position])}
        self._draw(replace(self._wanted, choices={**self._wanted.choices, **inside}), then)

    def expand_to(self, level: int, then: Then = _nothing) -> None:
        """Expand everything down to a level; the single choices so far are given up."""
        if self._wanted is not None:
            level = max(level, 0) if self.index is None else min(max(level, 0), self.deepest)
            self._draw(replace(self._wanted, level=level, choices={}), then)

    def set_direction(self, direction: Direction, then: Then = _nothing) -> None:
        """Let the dataflow run this way."""
        self._direction = direction
        if self._wanted is not None:
            self._draw(replace(self._wanted, direction=direction), then)

    @property
    def folding(self) -> Folding:
        """What is folded of what repeats."""
        return self._wanted.folding if self._wanted is not None else self._folding

    def refold(self, folding: Folding, then: Then = _nothing) -> None:
        """Fold what repeats in another way; also in the models that come later."""
        self._folding = Folding(folding.is_wanted)
        if self._wanted is not None:
            self._draw(replace(self._wanted, folding=folding), then)

    @property
    def opened(self) -> Opened | None:
        """What is open in the picture, or will be in the next."""
        return self._wanted.state if self._wanted is not None else None

    def reopen(self, opened: Opened, then: Then = _nothing) -> None:
        """Open what was open once."""
        if self._wanted is not None:
            self._redraw(self._wanted.reopened(opened), then)

    def open_around(self, item: int, opened: Opened, then: Then = _nothing) -> None:
        """Open what was open once, and all that hides a call."""
        if self._wanted is not None and self._wanted.index is not None:
            opened = opened._replace(trips=self._wanted.trips)
            self._redraw(self._wanted.reopened(opened).opened(item), then)

    @property
    def root(self) -> str | None:
        """Key of the container that is shown as if it were the model."""
        return self._drawing.draft.root if self._drawing is not None else None

    def isolate(self, key: str | None, then: Then = _nothing) -> None:
        """Show one container as if it were the model; None: the model."""
        if self._wanted is not None:
            self._redraw(replace(self._wanted, root=key), then)

    def turn(self, key: str, trip: int, then: Then = _nothing) -> None:
        """Draw another trip of a loop."""
        if self._wanted is not None:
            trips = {**self._wanted.trips, key: trip}
            self._draw(replace(self._wanted, trips=trips, index=None), then)

    def show_own_tensors(self, shown: bool, then: Then = _nothing) -> None:
        """Whether parameters and buffers stand beside the modules that keep them."""
        self._has_own_tensors = shown
        if self._wanted is not None:
            self._draw(replace(self._wanted, has_own_tensors=shown), then)

    @property
    def measure(self) -> Measure:
        """What the nodes are to be colored by."""
        return self._measure

    def color_by(self, measure: Measure) -> None:
        """Color the nodes by something else; where they stand does not depend on that."""
        self._measure = measure
        if self._wanted is None:
            return
        drawing = self._drawing
        if drawing is None or self._wanted is not drawing.draft:
            self._draw(replace(self._wanted, measure=measure), _nothing)
            return
        self._wanted = replace(self._wanted, measure=measure)
        self._make(partial(drawing.measured, measure), drawing.is_quickly_measured, _nothing)

    def cancel(self) -> None:
        """Stay with what is shown."""
        if self._background is not None and self.is_waiting:
            self._background.cancel()
            self._wanted = self._drawing.draft if self._drawing is not None else None
            if self._wanted is not None:
                self._direction, self._measure = self._wanted.direction, self._wanted.measure
            self.on_changed()

    @property
    def deepest(self) -> int:
        return deepest_level(self.index) if self.index is not None else 0

    def nodes_at(self, place: Place) -> list[int]:
        """The nodes of a place; where a collapsed container hides it, that container."""
        if self.index is None or self.scene is None:
            return []
        if self._found is None or self._found[:2] != (self.scene, place):
            self._found = self.scene, place, self._find(place)
        return self._found[2]

    def _find(self, place: Place) -> list[int]:
        assert self.index is not None
        assert self.scene is not None
        graph = self.scene.graph
        found = [
            position
            for position, node in enumerate(graph.nodes)
            # Paths first: they are compared much faster than places.
            if node.place is not None and node.place.path == place.path and node.place == place
        ]
        if found:
            return found
        items = self.index.items_at.get(place, [])
        covering: dict[int, None] = {}
        for item in items or self._nearest_items(place):
            key = self.key_of(item)
            if key not in graph.index:
                continue
            node = graph.nodes[graph.index[key]]
            # An expanded container does not hide what was not called in it, but a fold does.
            is_folded = node.repeats > 1 or key != self.index.tree.key(item)
            if items or is_folded or not node.expanded:
                covering[graph.index[key]] = None
        return list(covering)

    def key_of(self, item: int) -> str:
        """Of the node in which a call is seen."""
        assert self._drawing is not None
        return self._drawing.cover.shown(item).key

    def _nearest_items(self, place: Place) -> list[int]:
        """The calls of the innermost module around a place that was called."""
        assert self.index is not None
        path = place.path
        while path and path not in self.index.calls_of:
            path = path.rpartition(".")[0]
        return self.index.calls_of.get(path, [])

    def _redraw(self, draft: Draft, then: Then) -> None:
        """Draw only what is not shown already."""
        if self._wanted is not None and draft.state == self._wanted.state and not self.is_waiting:
            if self.scene is not None:
                then(self.scene, self.scene)
        else:
            self._draw(draft, then)

    def _draw(self, draft: Draft, then: Then) -> None:
        if self._background is None or draft.is_quickly_indexed:
            draft = draft.indexed()
        self._wanted = draft
        is_quick = self._background is None or (draft.index is not None and draft.is_quickly_drawn)
        self._make(partial(draw, draft, self._memory), is_quick, then)

    def _make(self, work: Callable[[Tell], Drawing], is_quick: bool, then: Then) -> None:
        if self._background is None:
            self._take(then, work(untold))
        elif is_quick:
            self._background.cancel()
            self._take(then, work(untold))
        else:
            self._background.start(work, partial(self._take, then))

    def _take(self, then: Then, drawing: Drawing) -> None:
        before = self.scene
        self._drawing, self._wanted = drawing, drawing.draft
        self.on_changed()
        then(before, drawing.scene)
        if before is not None and self._background is not None:
            self._background.free(*before.graph.nodes, *before.graph.edges)
