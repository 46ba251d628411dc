"""Drawing edges on the picture: from a handle with the mouse, or to a socket by keys."""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from inspector.canvas.ghost import paint_refusal
from inspector.canvas.line_view import LineView
from inspector.canvas.paint_wire import paint_handle, paint_wire
from inspector.canvas.scene import Scene
from inspector.canvas.walk import Way
from inspector.canvas.wire import Wire, gives, handle_at, handle_of, has_handle
from inspector.report.model import Report

_WAYS = {
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
}
_NOTHING_GIVEN = (
    "Select an input, an operation or a collapsed module first: what it gives is connected."
)


class WiringView(LineView):
    """A report on which one can draw edges; what they mean for the code is the wiring's."""

    wire_dropped = Signal(object, QPoint)
    """The `Aim` of an edge that was let go over a node, and where on the screen; the edge stays
    to be seen until `end_wire`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wire: Wire | None = None
        self._hovered: str | None = None
        self._on_handle = False

    def hover(self, node: int | None) -> None:
        super().hover(node)
        scene = self.scene
        self._hovered = scene.graph.nodes[node].key if scene and node is not None else None

    def handle_at(self, position: QPointF) -> int | None:
        """The node whose handle is at a position of the widget."""
        found = None
        if self.scene is not None and self.wiring is not None:
            found = handle_at(self.scene, self.to_picture(position), self.camera.zoom)
        if self._on_handle is not (found is not None):
            self._on_handle = found is not None
            self.update()
        return found

    @property
    def is_wiring(self) -> bool:
        """Whether an edge is under way."""
        return self._wire is not None

    def begin_wire(self, node: int) -> bool:
        """Draw an edge from a node; False if that cannot be."""
        if self.scene is None or self.wiring is None:
            return False
        self._wire = Wire(self.wiring, self.scene.graph.nodes[node])
        self._tell("", self._wire.refusal)
        return True

    def move_wire(self, position: QPointF) -> None:
        """Lead the edge to a position of the widget."""
        if self._wire is not None and self.scene is not None:
            said = self._wire.refusal
            self._wire.move(self.scene, self.to_picture(position))
            self._tell(said, self._wire.refusal)
            self._auto_scroll.over(position, self.size())

    def drop_wire(self) -> None:
        """Let the edge go where it is: over a node that is told, elsewhere nothing happens."""
        wire = self._wire
        self._auto_scroll.stop()
        if wire is None or wire.aim is None or wire.end is None:
            self.end_wire()
        else:
            position = self.to_view(wire.end).toPoint()
            self.wire_dropped.emit(wire.aim, self.mapToGlobal(position))

    def end_wire(self) -> None:
        """Take the edge away."""
        if self._wire is not None:
            self._tell(self._wire.refusal, "")
            self._wire = None
            self._auto_scroll.stop()
            self.update()

    def _tell(self, said: str, sentence: str) -> None:
        if sentence != said:
            self.message.emit(sentence)
        self.update()

    # By keys

    def connect_selection(self) -> None:
        """Draw an edge from the selected node, whose end the keys or the pointer lead."""
        scene, current = self.scene, self.current
        if scene is None or current is None or not gives(scene.graph.nodes[current]):
            self.message.emit(_NOTHING_GIVEN)
        elif self.begin_wire(current) and self._wire is not None:
            second = self._selection.second
            if second is not None and self._wire.can_aim_at(scene.graph.nodes[second]):
                self._wire.aim_at(scene, second)
            else:
                self._wire.step(scene, forwards=True)
            self.setFocus()
            self._show_aim()

    def lead_wire(self, event: QKeyEvent) -> None:
        """Do what a key asks of an edge under way; others wait until it has ended."""
        wire, scene, key = self._wire, self.scene, Qt.Key(event.key())
        if wire is None or scene is None or key is Qt.Key.Key_Escape:
            self.end_wire()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.drop_wire()
        elif key in _WAYS:
            wire.walk(scene, _WAYS[key])
            self._show_aim()

    def step_wire(self, forwards: bool) -> None:
        """Lead the edge to the next socket in reading order, or the one before."""
        if self._wire is not None and self.scene is not None:
            self._wire.step(self.scene, forwards)
            self._show_aim()

    def _show_aim(self) -> None:
        """Bring what the keys have chosen into view, and tell it to who cannot see it."""
        wire, scene = self._wire, self.scene
        if wire is None or scene is None or wire.aim is None:
            return
        aim = wire.aim
        socket = aim.sockets[aim.chosen].title if aim.sockets else ""
        self.message.emit(f"To {aim.target.title}: {wire.refusal or socket}")
        self._reveal([scene.graph.index[aim.target.key]])
        self.update()

    # What changes below

    def set_report(self, report: Report | None, stale: bool = False) -> None:
        self.end_wire()
        super().set_report(report, stale)

    def _on_auto_scroll(self, dx: float, dy: float) -> None:
        before = self._wire.end if self._wire is not None else None
        position = self.to_view(before) if before is not None else None
        super()._on_auto_scroll(dx, dy)
        if position is not None:
            self.move_wire(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        scene = self.scene
        if scene is None or self.wiring is None or self._glide.is_running:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(self.camera.transform)
        self._paint_wiring(painter, scene)
        painter.end()

    def _paint_wiring(self, painter: QPainter, scene: Scene) -> None:
        wire, zoom = self._wire, self.camera.zoom
        self._paint_line(painter, scene)
        if wire is None:
            node = scene.graph.index.get(self._hovered) if self._hovered is not None else None
            if node is not None and has_handle(scene.graph.nodes[node], zoom):
                paint_handle(painter, handle_of(scene, node), zoom, self._on_handle, self._inks)
            return
        paint_wire(painter, scene, wire, zoom, self._inks)
        if wire.refusal and wire.end is not None:
            painter.resetTransform()
            pointer, view = self.to_view(wire.end), QRectF(self.rect())
            paint_refusal(painter, wire.refusal, pointer, view, self._inks)
