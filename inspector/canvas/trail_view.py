"""Back and forward through what one looked at."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSizeF, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from inspector.canvas.drop_view import DropView
from inspector.canvas.outlook import Outlook
from inspector.canvas.scene import Scene
from inspector.canvas.trail import Trail
from inspector.report.model import Report

_REST = 350
"""Milliseconds after which one has looked at something rather than passed by."""


class TrailView(DropView):
    """A report in which one can go back to what one saw."""

    looked = Signal()
    """Something else is shown, selected or in view; told after the frame that shows it."""
    trail_moved = Signal(bool, bool)
    """Whether one can go back now, and whether forward."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trail: Trail[Outlook] = Trail(Outlook.is_near)
        self._seen: tuple[object, ...] = ()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._note)
        self._after_frame = QTimer(self)
        self._after_frame.setSingleShot(True)
        self._after_frame.setInterval(0)
        self._after_frame.timeout.connect(self._tell_looked)

    def set_report(self, report: Report | None, stale: bool = False) -> None:
        super().set_report(report, stale)
        if report is None:
            self._trail.forget()
            self._tell_trail()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        seen = (self.scene, self.camera, self.size(), self._selection.place, self._selection.key)
        if seen != self._seen:
            self._seen = seen
            self._after_frame.start()

    def _tell_looked(self) -> None:
        self._rest.start()
        self._tell_trail()
        self.looked.emit()

    def outlook(self) -> Outlook | None:
        """What one looks at now; None without a picture."""
        opened, scene = self._picture.opened, self.scene
        if opened is None or scene is None:
            return None
        key = scene.graph.nodes[self.current].key if self.current is not None else None
        size = QSizeF(self.size())
        return Outlook.of(scene, self._aim(), size, opened, self._selection.place, key)

    def return_to(self, outlook: Outlook) -> None:
        """Look at what one looked at once, as far as it is still there."""
        self._picture.reopen(outlook.opened, partial(self._show_again, outlook))

    def go_back(self) -> None:
        """Look at what one looked at before."""
        self._go(self._trail.back)

    def go_forward(self) -> None:
        """Look at what one came back from."""
        self._go(self._trail.forward)

    def _note(self) -> None:
        here = self.outlook()
        if here is not None and not self._picture.is_waiting:
            self._trail.note(here)
            self._tell_trail()

    def _tell_trail(self) -> None:
        here = self.outlook()
        goes_back = here is not None and self._trail.leads_back(here)
        goes_forward = here is not None and self._trail.leads_forward(here)
        self.trail_moved.emit(goes_back, goes_forward)

    def _go(self, way: Callable[[Outlook], Outlook | None]) -> None:
        here = self.outlook()
        there = way(here) if here is not None else None
        if there is not None:
            self.return_to(there)
        self._tell_trail()

    def _show_again(self, outlook: Outlook, before: Scene | None, after: Scene) -> None:
        self._glide.stop()
        self._selection.take(outlook.place, outlook.key)
        self.place_selected.emit(outlook.place)
        self._selection.take(outlook.place, outlook.key)
        camera = outlook.camera(after, QSizeF(self.size()))
        if before is after:
            self._fly(camera)
        else:
            self._look(camera)
