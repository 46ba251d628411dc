"""Searching the whole model from the picture, and opening what hides a hit."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtWidgets import QWidget

from inspector.canvas.camera import Camera
from inspector.canvas.finding import Finding, node_of
from inspector.canvas.marks import Marks
from inspector.canvas.outlook import Outlook
from inspector.canvas.paint_nodes import READABLE
from inspector.canvas.scene import Scene
from inspector.canvas.trail_view import TrailView
from inspector.graph.catalog import Hit
from inspector.report.model import Report

_AROUND = QMarginsF(24, 60, 24, 60)
"""So many pixels of the screen around a hit are in view too."""


class SearchView(TrailView):
    """A report that one can search, and that is as it was when the search ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = Finding(self._picture, self)
        self.finding.changed.connect(self.update)
        self.finding.arrived.connect(self._show_hit)
        self.looked.connect(self.finding.follow)
        self._origin: Outlook | None = None
        """Where one was before the search, until one does something with what it found."""
        self._left: tuple[object, ...] = ()
        """What was open and selected when the search last changed that."""

    def set_report(self, report: Report | None, stale: bool = False) -> None:
        super().set_report(report, stale)
        if report is None:
            self._origin = None

    def _marks(self) -> Marks:
        return replace(super()._marks(), found=self.finding.found)

    def choose(self, node: int | None) -> None:
        self._origin = None
        super().choose(node)

    # Search

    def look_for(self, text: str) -> None:
        """Look for something in the whole model, and show the first that fits."""
        if self._origin is None and not self.finding.text:
            self._set_out()
        self.finding.look_for(text, self._item_before())

    def find_next(self) -> None:
        """Show the next hit."""
        self._step(1)

    def find_previous(self) -> None:
        """Show the hit before."""
        self._step(-1)

    def end_find(self) -> None:
        """Look for nothing; unless one did something with a hit, be where one was before."""
        self.finding.end()
        origin, self._origin = self._origin, None
        if origin is not None and self._left == self._state:
            self.return_to(origin)

    @property
    def _state(self) -> tuple[object, ...]:
        return self._picture.opened, self._selection.place

    def _set_out(self) -> None:
        self._origin, self._left = self.outlook(), self._state

    def _step(self, by: int) -> None:
        hit = self.finding.step(by)
        if hit is not None:
            self._show_hit(hit)

    def _item_before(self) -> int:
        """The call that was selected before the search; -1 if none was."""
        index, key = self._picture.index, self._selection.key
        if self._origin is not None:
            key = self._origin.key
        if index is None or key is None:
            return -1
        position = index.tree.position(key)
        return position if position is not None else -1

    def _show_hit(self, hit: Hit) -> None:
        if self._origin is None or self._left != self._state:
            self._set_out()
        index, origin = self._picture.index, self._origin
        if index is None or origin is None:
            return
        item = hit.item
        if item is None and hit.container >= 0:
            item = next(iter(index.flows.children[hit.container]), hit.container)
        if item is not None:
            self._picture.open_around(item, origin.opened, partial(self._show_opened, hit))
            self._left = self._state
        elif self.scene is not None:
            self._show_opened(hit, self.scene, self.scene)

    def _show_opened(self, hit: Hit, before: Scene | None, after: Scene) -> None:
        if before is not after:
            self._show_next(before, after)
        node = node_of(self._picture, hit)
        key = after.graph.nodes[node].key if node is not None else None
        self._selection.take(hit.place, key)
        self.place_selected.emit(hit.place)
        self._selection.take(hit.place, key)
        self._left = self._state
        nodes = [node] if node is not None else self._selection.nodes
        if nodes:
            self._bring_near(after, nodes[0])
        self.update()

    def _bring_near(self, scene: Scene, node: int) -> None:
        """Well into view, and so near that it can be read."""
        rect, zoom = scene.rect(node), max(self.camera.zoom, READABLE)
        if zoom > self.camera.zoom:
            zoom = self._unit()
        elif self.camera.sees(rect.marginsAdded(_AROUND / zoom), QSizeF(self.size())):
            return
        if rect.height() * zoom > self.height() - 2 * _AROUND.top():
            self.reveal(rect)
        else:
            self._fly(Camera.centered(rect.center(), QSizeF(self.size()), zoom))
