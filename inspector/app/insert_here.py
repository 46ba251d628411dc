"""Inserting at a place of the picture: the place is shown until something is chosen for it."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from inspector.app.dock import Dock
from inspector.canvas.spots import Spot
from inspector.canvas.view import CanvasView
from inspector.panels.palette_pane import PalettePane
from inspector.session.drops import Drops
from inspector.session.session import Session
from inspector.session.state import State


class InsertHere(QObject):
    """Opens the search of the palette; what is chosen there next goes to the place."""

    def __init__(
        self, session: Session, drops: Drops, canvas: CanvasView, palette: PalettePane, dock: Dock
    ) -> None:
        super().__init__(canvas)
        self._session = session
        self._drops = drops
        self._canvas = canvas
        self._palette = palette
        self._dock = dock
        self._is_open = False
        session.changed.connect(self._on_changed)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def begin(self, spot: Spot) -> None:
        """Ask what goes to a spot of the picture."""
        self._dock.show()
        self._palette.focus_search()
        self._is_open = True
        self._drops.next_target = spot.target
        self._canvas.point_out(spot)
        self._session.told.emit("Choose in the palette what goes there; Enter adds it.")

    def _end(self) -> None:
        if self._is_open:
            self._is_open = False
            self._drops.next_target = None
            self._canvas.point_out(None)
            self._session.told.emit("")

    def _on_changed(self, before: State, after: State) -> None:
        if before.text != after.text or before.selection != after.selection:
            self._end()

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """Who goes elsewhere in the window does not want to insert there any more."""
        if new is not None and not self._palette.isAncestorOf(new):
            self._end()
