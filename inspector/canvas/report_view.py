"""Shows a report as a graph: the picture, what is selected in it, and what is expanded."""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtWidgets import QWidget

from inspector.canvas.backdrop import CANCELLED, empty_message
from inspector.canvas.background import Background
from inspector.canvas.banded import places_within
from inspector.canvas.draft import EVERYTHING, Drawing
from inspector.canvas.inks import Inks
from inspector.canvas.marks import Marks, bounds
from inspector.canvas.overlaying import Overlaying
from inspector.canvas.picture import Picture
from inspector.canvas.scene import Scene
from inspector.canvas.selection import Selection
from inspector.canvas.viewport import Viewport
from inspector.canvas.waiting import Waiting
from inspector.graph.index import Index
from inspector.graph.layout.direction import Direction
from inspector.look.theme import Theme
from inspector.report.model import Failure, Report
from inspector.report.place import Place


class ReportView(Viewport):
    """The report at an expansion state, with its selection; the mouse and keys come on top."""

    place_selected = Signal(object)
    """The `Place` that the user selected, or None."""
    places_selected = Signal(object)
    """A tuple of places that the user selected together; the keyboard is at the first."""
    place_activated = Signal(object)
    """The `Place` that the user wants to edit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        background = Background(self)
        self._picture = Picture(background)
        self._waiting = Waiting(background, self)
        self._waiting.cancelled.connect(self.cancel)
        self.corners.add(self._waiting, Qt.Corner.TopLeftCorner)
        self.overlaying = Overlaying(self._picture, self)
        self.overlaying.changed.connect(self._recolor)
        self._selection = Selection(self._picture)
        self._failure: Failure | None = None
        self._undrawn: Report | None = None
        """Of which the drawing was cancelled while there was no other picture."""
        self._stale = False
        self._is_trusted = True

    # What is shown

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colors of a theme."""
        self._inks = Inks(theme, self.overlaying.overlay)
        self.update()

    def _recolor(self) -> None:
        self.set_theme(self._inks.theme)

    def set_report(self, report: Report | None, stale: bool = False) -> None:
        """Show a report; if nothing ran in it, keep the last picture, pale.

        None forgets the model: the next report is shown from its beginning. `stale` says that
        the code has changed since the report was made.
        """
        self._glide.stop()
        self._failure = report.failure if report is not None else None
        self._stale = stale
        self._undrawn = None
        if report is None:
            self._picture.forget()
        elif report.calls:
            self._picture.show(report, self._show_next)
        else:
            self._stale = True
        self.update()

    def set_stale(self, stale: bool) -> None:
        """Whether the code has changed since the report that is shown; the picture is then pale."""
        if stale is not self._stale:
            self._stale = stale
            self.update()

    def set_trusted(self, is_trusted: bool) -> None:
        """Whether the code may be run at all; without a picture that is said in its place."""
        self._is_trusted = is_trusted
        self.update()

    def cancel(self) -> None:
        """Stay with the picture that is shown, if another is being drawn."""
        wanted = self._picture.wanted
        self._picture.cancel()
        self._undrawn = wanted if self.scene is None else None
        self.update()

    def _show_next(self, before: Scene | None, after: Scene) -> None:
        self._glide.stop()
        self.update()
        if before is None:
            self.show_beginning()
            return
        fitted, anchor = self._is_fitted, self._anchor(before, after)
        if anchor is not None:
            self._hold(anchor, before, after)
        if fitted and not self.camera.sees(after.area, QSizeF(self.size())):
            self.show_beginning()

    def _anchor(self, before: Scene, after: Scene) -> str | None:
        """The node that stays where it is: the selected one, or the first that is still there."""
        current = self.current
        keys = [] if current is None else [after.graph.nodes[current].key]
        keys += [node.key for node in before.graph.nodes]
        known = before.graph.index.keys() & after.graph.index.keys()
        return next((key for key in keys if key in known), None)

    @property
    def scene(self) -> Scene | None:
        return self._picture.scene

    @property
    def index(self) -> Index | None:
        """Of the report that is shown."""
        return self._picture.index

    def _marks(self) -> Marks:
        return self._selection.marks()

    def _is_pale(self) -> bool:
        return self._stale or self._picture.is_behind

    def _empty_text(self) -> str:
        if self._picture.is_behind:
            return ""
        if self._undrawn is not None:
            return CANCELLED
        return empty_message(self._failure, self._is_trusted)

    @property
    def drawing(self) -> Drawing | None:
        """What is shown, with what it was drawn from."""
        return self._picture.drawing

    # Selection

    def select(self, place: Place | None, also: tuple[Place, ...] = ()) -> None:
        """Highlight all nodes of some places, and bring the first into view if it is not."""
        self._selection.take(place, also=also)
        self._reveal(self._selection.nodes)
        self.update()

    def choose(self, node: int | None) -> None:
        """Select a node as the user's own choice, and tell it.

        Where the first picture was cancelled, that draws it after all.
        """
        if self._undrawn is not None:
            self.set_report(self._undrawn, self._stale)
        scene = self.scene
        about = scene.graph.nodes[node] if scene is not None and node is not None else None
        place, key = (about.place, about.key) if about is not None else (None, None)
        self._selection.take(place, key)
        self.place_selected.emit(place)
        # Listeners know places only; which of several calls was meant is known here.
        self._selection.take(place, key)
        self._reveal([] if node is None else [node])
        self.update()

    def choose_several(self, places: tuple[Place, ...]) -> None:
        """Select places as the user's own choice, and tell it."""
        first, *others = places or (None,)
        also = tuple(each for each in others if each is not None)
        self._selection.take(first, also=also)
        if also:
            self.places_selected.emit(places)
        else:
            self.place_selected.emit(first)
        self.update()

    def choose_band(self, start: QPointF, end: QPointF) -> None:
        """Select what lies between two positions of the widget."""
        if self.scene is not None:
            area = QRectF(self.to_picture(start), self.to_picture(end)).normalized()
            self.choose_several(places_within(self.scene, area))

    def activate(self, node: int) -> None:
        """Tell that the user wants to edit a node."""
        place = self.scene.graph.nodes[node].place if self.scene is not None else None
        if place is not None:
            self.place_activated.emit(place)

    @property
    def current(self) -> int | None:
        """The node that the keyboard is at, by its position in the scene's graph."""
        return self._selection.current

    def hover(self, node: int | None) -> None:
        """Highlight the node under the pointer."""
        scene = self.scene
        key = scene.graph.nodes[node].key if scene is not None and node is not None else None
        if self._selection.hover(key):
            self.update()

    def fit_selection(self) -> None:
        """Show the selection as large as is reasonable."""
        if self.scene is not None and self._selection.every_node:
            self.fit_area(bounds(self.scene, self._selection.every_node))

    def _reveal(self, nodes: list[int]) -> None:
        """Bring the first of some nodes into view if none of them is."""
        scene = self.scene
        if scene is None or not nodes:
            return
        if not any(self._is_in_view(scene, node) for node in nodes):
            self.reveal(scene.rect(nodes[0]))

    def _is_in_view(self, scene: Scene, node: int) -> bool:
        """Whether the middle of a leaf is seen, or any part of an expanded container."""
        shown, view = self.camera.transform.mapRect(scene.rect(node)), QRectF(self.rect())
        return view.contains(shown.center()) if scene.is_leaf[node] else view.intersects(shown)

    # Expansion

    def toggle(self, key: str) -> None:
        """Expand or collapse one container; its header stays where it is."""
        self._picture.toggle(key, partial(self._show_toggled, key))

    def _show_toggled(self, key: str, before: Scene | None, after: Scene) -> None:
        self._glide.stop()
        self.update()
        if before is None or key not in before.graph.index or key not in after.graph.index:
            return
        shift = self._hold(key, before, after)
        if self.animated:
            self._glide.start(before, after, shift)

    def show_own_tensors(self, shown: bool) -> None:
        """Whether the parameters and buffers of modules are drawn beside them."""
        self._picture.show_own_tensors(shown, self._show_next)

    def toggle_current(self) -> None:
        """Expand or collapse what is selected."""
        if self.scene is not None and self.current is not None:
            self.toggle(self.scene.graph.nodes[self.current].key)

    def expand_inside(self) -> None:
        """Expand what is selected, down to the last op in it."""
        if self.scene is not None and self.current is not None:
            key = self.scene.graph.nodes[self.current].key
            self._picture.expand_inside(key, partial(self._show_toggled, key))

    def expand_all(self) -> None:
        """Show everything, down to the last op."""
        self.expand_to_depth(EVERYTHING)

    def collapse_all(self) -> None:
        """Show the root alone."""
        self.expand_to_depth(0)

    def expand_to_depth(self, depth: int) -> None:
        """Show `depth` levels of calls below the root; 0 is the root as one node."""
        self._picture.expand_to(depth, self._show_fitted)

    def set_direction(self, direction: Direction) -> None:
        """Let the dataflow run this way."""
        self._picture.set_direction(direction, self._show_fitted)

    def _show_fitted(self, before: Scene | None, after: Scene) -> None:
        self.show_whole()
