"""The canvas: the picture of the model in one widget, with everything one can do on it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from inspector.canvas.breadcrumbs import Breadcrumbs
from inspector.canvas.drag import drag
from inspector.canvas.explore_view import ExploreView
from inspector.canvas.gestures import Gestures
from inspector.canvas.hit import node_at
from inspector.canvas.keys import HELP, Keys
from inspector.canvas.minimap import Minimap
from inspector.canvas.tip_clock import TipClock
from inspector.canvas.tip_text import tip_html
from inspector.canvas.tips import tip_at
from inspector.report.model import Report, Source


class CanvasView(ExploreView):
    """A report as a graph to work in; selection and drops are told to whoever listens."""

    context_menu_requested = Signal(object, QPoint)
    """The `Place` under the pointer or None, and where on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gestures = Gestures(self)
        self._keys = Keys(self)
        self.breadcrumbs = Breadcrumbs(self)
        self.corners.add(self.breadcrumbs, Qt.Corner.TopLeftCorner)
        self.minimap = Minimap(self)
        self.corners.add(self.minimap, Qt.Corner.BottomRightCorner)
        self.line_of: Callable[[Source], str] = lambda source: ""
        """Gives the line of code at a place, for the tooltips."""
        self._tip_clock = TipClock(self)
        self._tip_clock.due.connect(self._show_tip)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Model graph")
        self.setAccessibleDescription(f"The modules of the model and what flows between. {HELP}")

    def set_report(self, report: Report | None, stale: bool = False) -> None:
        self._tip_clock.stop()
        super().set_report(report, stale)

    def drag_node(self, node: int, position: QPointF) -> bool:
        """Drag a node away; False if it has no place of its own."""
        return self.scene is not None and drag(self, self.scene.graph.nodes[node], self._inks)

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._tip_clock.stop()
        self._gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._gestures.move(event)
        if not event.buttons():
            self._tip_clock.start(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._gestures.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._gestures.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._tip_clock.stop()
        self._gestures.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._tip_clock.stop()
        self._gestures.leave()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._gestures.leave()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typing = QApplication.focusWidget()
        if typing not in (None, self) and self.isAncestorOf(typing):
            super().keyPressEvent(event)  # What a field in a corner of the picture has left over.
        elif self._gestures.is_busy and event.key() == Qt.Key.Key_Escape:
            self._gestures.cancel()
        elif not self._gestures.space(event) and not self._keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self._gestures.space(event):
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        return self._keys.tab(forwards) or self.leave(forwards)

    def leave(self, forwards: bool) -> bool:
        """Give the keyboard to the next widget, or the one before."""
        return super().focusNextPrevChild(forwards)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        scene, position, node = self.scene, event.globalPos(), None
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            node = self.current
            if scene is not None and node is not None:
                middle = self.to_view(scene.rect(node).center())
                position = self.mapToGlobal(middle.toPoint())
        elif scene is not None:
            node = node_at(scene, self.to_picture(QPointF(event.pos())))
        if node is not None:
            self.choose(node)
        place = scene.graph.nodes[node].place if scene is not None and node is not None else None
        self.context_menu_requested.emit(place, position)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(QPointF(event.pos()))
            return True
        if isinstance(event, QNativeGestureEvent) and self._gestures.pinch(event):
            return True
        return super().event(event)

    def _show_tip(self, position: QPointF) -> None:
        index, scene = self._picture.index, self.scene
        if index is None or scene is None or self._gestures.is_busy:
            return
        told = tip_at(scene, index, self.to_picture(position), self.camera.zoom)
        text, area = "", QRectF()
        if told is not None:
            text = tip_html(told.tip, self._inks.theme, self.line_of)
            area = self.camera.transform.mapRect(told.area)
        place = self.mapToGlobal(position.toPoint())
        QToolTip.showText(place, text, self, area.toAlignedRect())

    def show_cursor(self, shape: Qt.CursorShape | None) -> None:
        """Show a cursor, or the usual one."""
        if shape is None:
            self.unsetCursor()
        else:
            self.setCursor(shape)

    def sizeHint(self) -> QSize:
        return QSize(560, 620)
