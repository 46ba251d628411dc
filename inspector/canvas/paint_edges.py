"""Painting lines with their arrow heads, and the shapes beside them."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from inspector.canvas.inks import Inks
from inspector.canvas.lettering import Face
from inspector.canvas.scene import Scene

_LONG, _WIDE = 7.0, 4.0
_BASELINE = 11
_HALO = 2


def paint_lines(painter: QPainter, scene: Scene, edges: Iterable[int], inks: Inks) -> None:
    """The lines of some edges; one without tensors says only what would come next."""
    for edge in edges:
        if scene.graph.edges[edge].tensors:
            paint_line(painter, scene, edge, inks.line)
        else:
            painter.setPen(inks.later)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(scene.path(edge))


def paint_line(painter: QPainter, scene: Scene, edge: int, pen: QPen) -> None:
    """One line with its arrow head."""
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(scene.path(edge))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pen.color())
    painter.drawPolygon(_arrow_head(scene, edge))


def _arrow_head(scene: Scene, edge: int) -> QPolygonF:
    (_, before), (x, y) = scene.route(edge)[-2:]
    if scene.is_sideways(edge):
        return QPolygonF(
            [QPointF(x - _LONG, y - _WIDE), QPointF(x, y), QPointF(x - _LONG, y + _WIDE)]
        )
    long = _LONG if before <= y else -_LONG
    return QPolygonF([QPointF(x - _WIDE, y - long), QPointF(x, y), QPointF(x + _WIDE, y - long)])


def paint_labels(painter: QPainter, scene: Scene, edges: Iterable[int], inks: Inks) -> None:
    """The shapes of some edges, on a ground that hides the lines behind them."""
    painter.setFont(scene.lettering.fonts[Face.CODE])
    for edge in edges:
        box = scene.label_box(edge)
        if box is None:
            continue
        ground = QRectF(box.x - _HALO, box.y, box.width + 2 * _HALO, box.height)
        painter.fillRect(ground, _ground(scene, edge, inks))
        painter.setPen(inks.text)
        painter.drawText(QPointF(box.x, box.y + _BASELINE), scene.graph.edges[edge].label)


def _ground(scene: Scene, edge: int, inks: Inks) -> QColor:
    container = scene.label_ground(edge)
    return inks.canvas if container < 0 else inks.fill(scene.graph.nodes[container])
