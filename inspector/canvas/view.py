"""The canvas: the picture of the model in one widget, with everything one can do on it."""

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from inspector.canvas.backdrop import empty_message
from inspector.canvas.drag import drag
from inspector.canvas.export import write
from inspector.canvas.gestures import Gestures
from inspector.canvas.hit import node_at
from inspector.canvas.hovering import Hovering
from inspector.canvas.inks import Inks
from inspector.canvas.keys import HELP, Keys
from inspector.canvas.marks import Marks, bounds
from inspector.canvas.picture import Picture
from inspector.canvas.scene import Scene
from inspector.canvas.selection import Selection
from inspector.canvas.tips import tip_at
from inspector.canvas.viewport import Viewport
from inspector.graph.layout.direction import Direction
from inspector.look.theme import Theme
from inspector.report.model import Failure, Report
from inspector.report.place import Place
from inspector.session.drop_handler import DropHandler


class CanvasView(Viewport):
    """Shows a report as a graph; selection and drops are told to whoever listens."""

    place_selected = Signal(object)
    """The `Place` that the user selected, or None."""
    place_activated = Signal(object)
    """The `Place` that the user wants to edit."""
    context_menu_requested = Signal(object, QPoint)
    """The `Place` under the pointer or None, and where on the screen."""
    message = Signal(str)
    """Why what is dragged cannot land here; empty when that is over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = Picture()
        self._selection = Selection(self._picture)
        self._failure: Failure | None = None
        self._stale = False
        self._is_trusted = True
        self._hovering = Hovering()
        self._gestures = Gestures(self)
        self._keys = Keys(self)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Model graph")
        self.setAccessibleDescription(f"The modules of the model and what flows between. {HELP}")

    # What is shown

    def set_report(self, report: Report | None, stale: bool = False) -> None:
        """Show a report; if nothing ran in it, keep the last picture, pale.

        None forgets the model: the next report is shown from its beginning. `stale` says that
        the code has changed since the report was made.
        """
        self._glide.stop()
        self._failure = report.failure if report is not None else None
        self._stale = stale
        if report is None:
            self._picture.forget()
        elif report.calls:
            self._take(report)
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

    def _take(self, report: Report) -> None:
        before = self.scene
        self._picture.show(report)
        after = self.scene
        if before is None or after is None:
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

    def _marks(self) -> Marks:
        return self._hovering.marked(self._selection.marks())

    def _is_pale(self) -> bool:
        return self._stale

    def _empty_text(self) -> str:
        return empty_message(self._failure, self._is_trusted)

    def export(self, path: Path | str, theme: Theme) -> None:
        """Write the picture as it is expanded now: ``.svg``, ``.png`` or ``.pdf``.

        Raises OSError if it cannot be written, ValueError for another ending or no picture.
        """
        if self.scene is None:
            raise ValueError("There is no picture to export yet: no model has run.")
        write(self.scene, Path(path), Inks(theme))

    # Selection

    def select(self, place: Place | None) -> None:
        """Highlight all nodes of a place, and bring them into view if none of them is."""
        self._selection.take(place)
        self._reveal(self._selection.nodes)
        self.update()

    def choose(self, node: int | None) -> None:
        """Select a node as the user's own choice, and tell it."""
        scene = self.scene
        about = scene.graph.nodes[node] if scene is not None and node is not None else None
        place, key = (about.place, about.key) if about is not None else (None, None)
        self._selection.take(place, key)
        self.place_selected.emit(place)
        # Listeners know places only; which of several calls was meant is known here.
        self._selection.take(place, key)
        self._reveal([] if node is None else [node])
        self.update()

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

    def trace_path(self) -> None:
        """Fade what neither flows into the selection nor comes out of it; again: show all."""
        self._selection.is_tracing = not self._selection.is_tracing
        self.update()

    def fit_selection(self) -> None:
        """Show the selection as large as is reasonable."""
        if self.scene is not None and self._selection.nodes:
            self.fit_area(bounds(self.scene, self._selection.nodes))

    def _reveal(self, nodes: list[int]) -> None:
        """Bring the first of some nodes into view if none of them is."""
        scene = self.scene
        if scene is None or not nodes:
            return
        shown = [self.camera.transform.mapRect(scene.rect(node)) for node in nodes]
        if not any(QRectF(self.rect()).intersects(rect) for rect in shown):
            self.reveal(scene.rect(nodes[0]))

    # Expansion

    def toggle(self, key: str) -> None:
        """Expand or collapse one container; its header stays where it is."""
        before = self.scene
        self._picture.toggle(key)
        after = self.scene
        if before is None or after is None or after is before:
            return
        self._glide.stop()
        shift = self._hold(key, before, after)
        if self.animated:
            self._glide.start(before, after, shift)
        self.update()

    def expand_all(self) -> None:
        """Show everything, down to the last op."""
        self.expand_to_depth(self._picture.deepest)

    def collapse_all(self) -> None:
        """Show the root alone."""
        self.expand_to_depth(0)

    def expand_to_depth(self, depth: int) -> None:
        """Show `depth` levels of calls below the root; 0 is the root as one node."""
        self._picture.expand_to(depth)
        self.fit()

    def turn(self, direction: Direction) -> None:
        """Let the dataflow run this way."""
        self._picture.turn(direction)
        self.fit()

    # Dragging and dropping

    @property
    def drop_handler(self) -> DropHandler | None:
        """Who decides about drops; without one nothing can be dropped."""
        return self._hovering.handler

    @drop_handler.setter
    def drop_handler(self, handler: DropHandler | None) -> None:
        self._hovering.handler = handler

    def drag_node(self, node: int, position: QPointF) -> bool:
        """Drag a node away; False if it has no place of its own."""
        return self.scene is not None and drag(self, self.scene.graph.nodes[node], self._inks)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._hovering.accepts(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()  # So that the window is asked, which takes files.

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not self._hovering.accepts(event.mimeData()):
            return
        said = self._hovering.refusal
        point = self.to_picture(event.position())
        self._hovering.over(event, self.scene, point, self.camera.zoom)
        if self._hovering.refusal != said:
            self.message.emit(self._hovering.refusal or "")
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_hovering()

    def dropEvent(self, event: QDropEvent) -> None:
        self._hovering.over(event, self.scene, self.to_picture(event.position()), self.camera.zoom)
        self._hovering.drop(event)
        self._end_hovering()

    def _end_hovering(self) -> None:
        if self._hovering.refusal:
            self.message.emit("")
        self._hovering.end()
        self.update()

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._gestures.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._gestures.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._gestures.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._gestures.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._gestures.leave()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._gestures.leave()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._gestures.space(event) and not self._keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self._gestures.space(event):
            super().keyReleaseEvent(event)

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
            self._show_tip(event)
            return True
        if isinstance(event, QNativeGestureEvent) and self._gestures.pinch(event):
            return True
        return super().event(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        index, scene = self._picture.index, self.scene
        if index is None or scene is None:
            return
        point = self.to_picture(QPointF(event.pos()))
        text = tip_at(scene, index, point, self.camera.zoom)
        QToolTip.showText(event.globalPos(), text, self)

    def show_cursor(self, shape: Qt.CursorShape | None) -> None:
        """Show a cursor, or the usual one."""
        if shape is None:
            self.unsetCursor()
        else:
            self.setCursor(shape)

    def sizeHint(self) -> QSize:
        return QSize(560, 620)
