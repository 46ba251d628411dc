"""The canvas: the picture of the model in one widget, with everything one can do on it."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QPoint, QPointF, QRectF, QSize, Qt, Signal
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
from inspector.canvas.gestures import Gestures
from inspector.canvas.keys import HELP, Keys
from inspector.canvas.minimap import Minimap
from inspector.canvas.simplified import Simplified
from inspector.canvas.tip_clock import TipClock
from inspector.canvas.tip_text import tip_html
from inspector.canvas.tips import tip_at
from inspector.canvas.under import Under, of_node, under
from inspector.canvas.wiring_view import WiringView
from inspector.report.model import Report, Source

_MENU_KEYS = QKeyCombination(Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F10)

_HANDLE_TIP = "Drag onto another node to let this flow in there"


class CanvasView(WiringView):
    """A report as a graph to work in; selection and drops are told to whoever listens."""

    context_menu_requested = Signal(object, QPoint)
    """What is `Under` the pointer or the keyboard, and where on the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gestures = Gestures(self)
        self._keys = Keys(self)
        self.breadcrumbs = Breadcrumbs(self)
        self.corners.add(self.breadcrumbs, Qt.Corner.TopLeftCorner)
        simplified = Simplified(self._picture, self.overlaying, self)
        self.corners.add(simplified, Qt.Corner.TopLeftCorner)
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
        """Drag a node away; False if it has no place of its own.

        Of several that one expression makes, that expression; others are to be unfolded first.
        """
        about = self.scene.graph.nodes[node] if self.scene is not None else None
        if about is not None and about.ends is not None:
            self.message.emit(f"These are {about.repeats}: unfold them first, then drag one.")
            return True
        if about is None or about.place is None:
            return False
        together = self._selection.places
        places = together if about.place in together else (about.place,)
        now = (self._hovering.place_now(each) for each in places)
        return drag(self, about, tuple(each for each in now if each is not None), self._inks)

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
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.end_wire()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typing = QApplication.focusWidget()
        if typing not in (None, self) and self.isAncestorOf(typing):
            super().keyPressEvent(event)  # What a field in a corner of the picture has left over.
        elif self._gestures.is_busy and event.key() == Qt.Key.Key_Escape:
            self._gestures.cancel()
        elif self.is_wiring:
            self.lead_wire(event)
        elif event.keyCombination() == _MENU_KEYS and sys.platform != "win32":
            self._ask_for_menu_of_current()  # Windows makes a menu event of these by itself.
        elif not self._gestures.space(event) and not self._keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self._gestures.space(event):
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        if self.is_wiring:
            self.step_wire(forwards)
            return True
        return self._keys.tab(forwards) or self.leave(forwards)

    def leave(self, forwards: bool) -> bool:
        """Give the keyboard to the next widget, or the one before."""
        return super().focusNextPrevChild(forwards)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._tip_clock.stop()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._ask_for_menu_of_current()
            return
        scene, index, about = self.scene, self._picture.index, Under()
        if scene is not None and index is not None:
            about = under(scene, index, self.to_picture(QPointF(event.pos())), self.camera.zoom)
            node = about.node
            chosen = scene.graph.index[node.key] if node is not None else None
            if chosen not in self._selection.every_node:
                self.choose(chosen)
        self.context_menu_requested.emit(about, event.globalPos())

    def _ask_for_menu_of_current(self) -> None:
        scene, index, node = self.scene, self._picture.index, self.current
        about, place = Under(), QPointF(self.rect().center())
        if scene is not None and index is not None and node is not None:
            about = of_node(scene, index, node)
            place = self.to_view(scene.rect(node).center())
            view = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            place.setX(min(max(place.x(), view.left()), view.right()))
            place.setY(min(max(place.y(), view.top()), view.bottom()))
        self.context_menu_requested.emit(about, self.mapToGlobal(place.toPoint()))

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
        if self.handle_at(position) is not None:
            text = _HANDLE_TIP
        elif told is not None:
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
