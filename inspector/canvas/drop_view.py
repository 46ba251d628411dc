"""The picture as a place to drop things on: shows where they would land, and lets them land."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from inspector.canvas.autoscroll import AutoScroll
from inspector.canvas.folding_view import FoldingView
from inspector.canvas.ghost import paint_refusal
from inspector.canvas.hovering import Hovering
from inspector.canvas.marks import Marks
from inspector.canvas.spots import Spot, under_drag
from inspector.canvas.springs import Springs
from inspector.report.model import Report
from inspector.report.place import Place
from inspector.session.drop_handler import DropHandler


class DropView(FoldingView):
    """Answers the events of a drag; what they mean for the model is the drop handler's."""

    message = Signal(str)
    """Why what was asked for or is dragged cannot be; empty when that is over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovering = Hovering()
        self._springs = Springs(self)
        self._springs.toggled.connect(self._on_spring)
        self._auto_scroll = AutoScroll(self)
        self._auto_scroll.moved.connect(self._on_auto_scroll)
        self.setAcceptDrops(True)

    def _marks(self) -> Marks:
        return self._hovering.marked(super()._marks())

    @property
    def drop_handler(self) -> DropHandler | None:
        """Who decides about drops; without one nothing can be dropped."""
        return self._hovering.handler

    @drop_handler.setter
    def drop_handler(self, handler: DropHandler | None) -> None:
        self._hovering.handler = handler

    def point_out(self, spot: Spot | None) -> None:
        """Show where what is being chosen elsewhere will stand; None when that is over."""
        self._hovering.pointed = spot
        self.update()

    def set_place_now(self, place_now: Callable[[Place], Place | None]) -> None:
        """Say where places of the picture are in the code, which may have changed since."""
        self._hovering.place_now = place_now

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._hovering.accepts(event.mimeData()):
            self._hovering.begin(event, self.scene)
            event.acceptProposedAction()
        else:
            event.ignore()  # So that the window is asked, which takes files.

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not self._hovering.accepts(event.mimeData()):
            return
        self._hovering.over(event)
        self._look_below()
        self._hovering.answer(event)
        self._auto_scroll.over(event.position(), self.size())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_hovering(dropped=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hovering.over(event)
        self._look_below()
        refusal = self._hovering.refusal
        dropped = self._hovering.drop(event)
        self._end_hovering(dropped)
        if refusal:
            self.message.emit(refusal)

    def _look_below(self) -> None:
        """Find out anew what a drop at the pointer would do: it or the picture has moved."""
        position, said = self._hovering.position, self._hovering.refusal
        if position is None:
            return
        scene, point = self.scene, self.to_picture(position)
        self._hovering.look(scene, point, self.camera.zoom)
        if self._hovering.refusal != said:
            self.message.emit(self._hovering.refusal or "")
        self._springs.over(*under_drag(scene, point, self._hovering.dragged))
        self.update()

    def _end_hovering(self, dropped: bool) -> None:
        if self._hovering.refusal:
            self.message.emit("")
        self._hovering.end()
        self._auto_scroll.stop()
        self._springs.end(keep=dropped)
        self.update()

    def _on_auto_scroll(self, dx: float, dy: float) -> None:
        """Go on only to where there is more of the picture."""
        scene = self.scene
        if scene is None:
            return
        shown, view = self.camera.transform.mapRect(scene.area), QRectF(self.rect())
        dx = dx if (shown.left() < view.left() if dx > 0 else shown.right() > view.right()) else 0
        dy = dy if (shown.top() < view.top() if dy > 0 else shown.bottom() > view.bottom()) else 0
        if dx or dy:
            self.pan(dx, dy)
            self._look_below()

    def _on_spring(self, key: str) -> None:
        self.toggle(key)
        self._look_below()

    def set_report(self, report: Report | None, stale: bool = False) -> None:
        super().set_report(report, stale)
        self._hovering.pointed = None
        self._hovering.forget()
        self._look_below()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        position, refusal = self._hovering.position, self._hovering.refusal
        if position is not None and refusal:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_refusal(painter, refusal, position, QRectF(self.rect()), self._inks)
            painter.end()
