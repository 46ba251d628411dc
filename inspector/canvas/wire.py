"""An edge that the user draws: from the handle of a node to an operand of another."""

from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from inspector.canvas.hit import node_at
from inspector.canvas.inks import Inks
from inspector.canvas.lettering import Face
from inspector.canvas.scene import Scene
from inspector.edits.edit import EditError
from inspector.edits.wiring import Connect, Value
from inspector.graph.graph import Node
from inspector.session.wiring import Socket, Wiring

HANDLE = 5.0
"""Radius of the handle at the lower border of a node, in pixels of the screen."""
_REACH = 9.0
_BETWEEN = 26.0
"""Sockets of one node stand so far apart, in pixels of the picture, if there is room."""
_LEAST_ZOOM = 0.45
"""Further away there are no handles: they would cover the nodes."""


def handle_of(scene: Scene, node: int) -> QPointF:
    """Where the edge of a node is drawn from: the middle of its lower border."""
    rect = scene.rect(node)
    return QPointF(rect.center().x(), rect.bottom())


def has_handle(node: Node, zoom: float) -> bool:
    """Whether something flows out of a node that could flow elsewhere."""
    gives = node.kind == "input" or (node.call is not None and not node.failed)
    return gives and not node.expanded and zoom >= _LEAST_ZOOM


def on_handle(scene: Scene, node: int, point: QPointF, zoom: float) -> bool:
    """Whether a point of the picture is on the handle of a node."""
    if not has_handle(scene.graph.nodes[node], zoom):
        return False
    away = point - handle_of(scene, node)
    return hypot(away.x(), away.y()) * zoom <= _REACH


@dataclass(frozen=True)
class Drawn:
    """Where a drawn edge ends now: at a socket, or at none, and then why."""

    value: Value | None
    target: int
    sockets: tuple[Socket, ...] = ()
    chosen: int = 0
    refusal: str = ""


class Wire:
    """One edge under way, from the press on a handle to the release."""

    def __init__(self, wiring: Wiring, scene: Scene, source: int) -> None:
        self._wiring = wiring
        self._source = source
        self._start = handle_of(scene, source)
        self._end = self._start
        self.drawn: Drawn | None = None

    def move(self, scene: Scene, point: QPointF) -> None:
        """The pointer is elsewhere now."""
        self._end = point
        target = node_at(scene, point)
        if target is None or target == self._source or scene.graph.nodes[target].expanded:
            self.drawn = None
            return
        if self.drawn is None or self.drawn.target != target or not self.drawn.refusal:
            self.drawn = self._drawn_to(scene, target, point)

    def _drawn_to(self, scene: Scene, target: int, point: QPointF) -> Drawn | None:
        nodes = scene.graph.nodes
        call = nodes[target].call
        if call is None:
            return None
        try:
            value = self._value(scene)
            sockets = self._wiring.sockets(call)
        except EditError as error:
            return Drawn(None, target, refusal=str(error))
        places = socket_places(scene, target, len(sockets))
        chosen = min(range(len(places)), key=lambda n: abs(places[n].x() - point.x()))
        refusal = self._wiring.refusal(Connect(value, sockets[chosen].site))
        return Drawn(value, target, sockets, chosen, refusal or "")

    def _value(self, scene: Scene) -> Value:
        nodes = scene.graph.nodes
        source = nodes[self._source]
        if source.call is not None:
            return self._wiring.value_of_call(source.call)
        inputs = [node.key for node in nodes if node.kind == "input"]
        return self._wiring.value_of_input(inputs.index(source.key))

    def paint(self, painter: QPainter, scene: Scene, zoom: float, inks: Inks) -> None:
        """The line to the pointer, and the sockets of the node there with their names."""
        refused = self.drawn is not None and bool(self.drawn.refusal)
        color = inks.error if refused else inks.accent
        painter.setPen(QPen(color, max(2.0, 2 / zoom), Qt.PenStyle.SolidLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_curve(self._start, self._end))
        _dot(painter, self._start, zoom, color, filled=True)
        if self.drawn is None or refused:
            return
        places = socket_places(scene, self.drawn.target, len(self.drawn.sockets))
        for number, (socket, place) in enumerate(zip(self.drawn.sockets, places, strict=True)):
            chosen = number == self.drawn.chosen
            _dot(painter, place, zoom, color, filled=chosen)
            if chosen:
                _label(painter, scene, place, socket.text, inks)


def socket_places(scene: Scene, node: int, count: int) -> list[QPointF]:
    """Where the sockets of a node stand: side by side on its upper border."""
    rect = scene.rect(node)
    step = min(_BETWEEN, rect.width() / (count + 1))
    left = rect.center().x() - step * (count - 1) / 2
    return [QPointF(left + number * step, rect.top()) for number in range(count)]


def paint_handle(painter: QPainter, scene: Scene, node: int, zoom: float, inks: Inks) -> None:
    """The handle of the node under the pointer."""
    _dot(painter, handle_of(scene, node), zoom, inks.accent, filled=False, ground=inks.canvas)


def _curve(start: QPointF, end: QPointF) -> QPainterPath:
    bend = max(24.0, abs(end.y() - start.y()) / 2)
    path = QPainterPath(start)
    path.cubicTo(start + QPointF(0, bend), end - QPointF(0, bend), end)
    return path


def _dot(
    painter: QPainter,
    place: QPointF,
    zoom: float,
    color: QColor,
    filled: bool,
    ground: QColor | None = None,
) -> None:
    painter.setPen(QPen(color, 1.6 / zoom))
    painter.setBrush(color if filled else ground or QColor(Qt.GlobalColor.white))
    radius = HANDLE / zoom
    painter.drawEllipse(place, radius, radius)


def _label(painter: QPainter, scene: Scene, place: QPointF, text: str, inks: Inks) -> None:
    width = scene.lettering.width(Face.CODE, text)
    box = QRectF(place.x() + 9, place.y() - 22, width + 10, 17)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.canvas)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(inks.text)
    painter.setFont(scene.lettering.fonts[Face.CODE])
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
