"""How an edge under way looks: the handle, the line to the pointer, and the sockets there."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from inspector.canvas.inks import Inks
from inspector.canvas.lettering import Face, lettering
from inspector.canvas.scene import Scene
from inspector.canvas.walk import flows_down
from inspector.canvas.wire import Aim, Wire, handle_of, socket_places

_HANDLE = 5.0
_SOCKET = 4.5
"""Radii, in pixels of the screen."""
_ROUND = 7.0
_BOW = 90.0
_HIGH = 20.0
_MOST = 260


def paint_handle(painter: QPainter, place: QPointF, zoom: float, held: bool, inks: Inks) -> None:
    """What one draws an edge from; full while the pointer is on it."""
    _dot(painter, place, _HANDLE, zoom, inks.accent, inks.accent if held else inks.node)


def paint_wire(painter: QPainter, scene: Scene, wire: Wire, zoom: float, inks: Inks) -> None:
    """The line to the handle at the pointer, or to a socket of the node that it has come to."""
    source = scene.graph.index.get(wire.source.key)
    if source is None or wire.end is None:
        return
    color = inks.error if wire.refusal else inks.accent
    start, end, aim = handle_of(scene, source), wire.end, wire.aim
    target = scene.graph.index.get(aim.target.key) if aim is not None else None
    places = [] if aim is None or target is None else socket_places(scene, target, len(aim.sockets))
    if aim is not None and places:
        end = places[aim.chosen]
    painter.setPen(QPen(color, max(2.0, 2 / zoom)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_curve(start, end, flows_down(scene)))
    if not places:
        _dot(painter, end, _HANDLE, zoom, color, color)
    if aim is not None and target is not None:
        _paint_target(painter, scene, target, aim, places, zoom, color, inks)


def _paint_target(
    painter: QPainter,
    scene: Scene,
    node: int,
    aim: Aim,
    places: list[QPointF],
    zoom: float,
    color: QColor,
    inks: Inks,
) -> None:
    painter.setPen(QPen(color, max(2.0, 2 / zoom)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(scene.rect(node), _ROUND, _ROUND)
    for number, place in enumerate(places):
        _dot(painter, place, _SOCKET, zoom, color, color if number == aim.chosen else inks.node)
    if aim.sockets and not aim.refusal:
        text = aim.sockets[aim.chosen].title
        out = scene.graph.nodes[node].expanded
        _paint_label(painter, places[aim.chosen], text, zoom, flows_down(scene), out, inks)


def _curve(start: QPointF, end: QPointF, down: bool) -> QPainterPath:
    """As the edges of the picture: it leaves and arrives along the flow.

    One that would go straight through what stands between bows aside.
    """
    way = end - start
    far, across = (way.y(), way.x()) if down else (way.x(), way.y())
    bend = max(24.0, abs(far) / 2)
    bow = max(0.0, min(_BOW, abs(far) / 3) - abs(across))
    leaving, arriving = (bow, bend), (bow, -bend)
    if not down:
        leaving, arriving = (bend, bow), (-bend, bow)
    path = QPainterPath(start)
    path.cubicTo(start + QPointF(*leaving), end + QPointF(*arriving), end)
    return path


def _dot(
    painter: QPainter, place: QPointF, radius: float, zoom: float, color: QColor, fill: QColor
) -> None:
    painter.setPen(QPen(color, 1.6 / zoom))
    painter.setBrush(fill)
    painter.drawEllipse(place, radius / zoom, radius / zoom)


def _paint_label(
    painter: QPainter, place: QPointF, text: str, zoom: float, down: bool, out: bool, inks: Inks
) -> None:
    """What flows there now, away from where the line comes in; never too small to be read.

    It stands outside of the node: before it, or behind it where the flow comes `out`.
    """
    letters = lettering()
    shown = letters.elided(Face.CODE, text, _MOST)
    width = letters.width(Face.CODE, shown) + 14
    aside = QPointF(12, 7 if out else -_HIGH - 7) if down else QPointF(-width - 12, 8)
    if out and not down:
        aside.setX(12)
    box = QRectF(aside.x(), aside.y(), width, _HIGH)
    painter.save()
    painter.translate(place)
    painter.scale(max(1.0, 1 / zoom), max(1.0, 1 / zoom))
    painter.setPen(QPen(inks.accent, 1))
    painter.setBrush(inks.node)
    painter.drawRoundedRect(box, 5, 5)
    painter.setFont(letters.fonts[Face.CODE])
    painter.setPen(inks.text)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)
    painter.restore()
