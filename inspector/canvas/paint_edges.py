"""Painting lines with their arrow heads, and the shapes beside them."""

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from inspector.canvas.inks import Inks
from inspector.canvas.lettering import Face
from inspector.canvas.paint_nodes import READABLE
from inspector.canvas.scene import Scene

_LONG, _WIDE = 7.0, 4.0
_MANY = 40
"""More curves than this are thin, so that they can be told apart where they run together."""
_BASELINE = 11
_HALO = 2


def paint_lines(
    painter: QPainter, scene: Scene, edges: Iterable[int], inks: Inks, zoom: float = 1.0
) -> None:
    """The lines of some edges; one without tensors says only what would come next.

    Where words cannot be read, arrow heads would be specks: lines go down anyway.
    """
    drawn: list[int] = []
    later: list[int] = []
    for edge in edges:
        (drawn if scene.graph.edges[edge].tensors else later).append(edge)
    _paint_courses(painter, scene, later, inks.later)
    _paint_courses(painter, scene, drawn, inks.line)
    if zoom >= READABLE:
        _paint_heads(painter, scene, drawn, inks.line)


def paint_with(painter: QPainter, scene: Scene, edges: Iterable[int], pen: QPen) -> None:
    """Lines with their arrow heads."""
    edges = list(edges)
    _paint_courses(painter, scene, edges, pen)
    _paint_heads(painter, scene, edges, pen)


def _paint_heads(painter: QPainter, scene: Scene, edges: Iterable[int], pen: QPen) -> None:
    heads = QPainterPath()
    heads.setFillRule(Qt.FillRule.WindingFill)
    for edge in edges:
        heads.addPolygon(_arrow_head(scene, edge))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pen.color())
    painter.drawPath(heads)


def _paint_courses(painter: QPainter, scene: Scene, edges: Iterable[int], pen: QPen) -> None:
    """The lines alone; all that go straight down at once."""
    straight: list[QLineF] = []
    curved: list[int] = []
    for edge in edges:
        route = scene.route(edge)
        if all(x == route[0][0] for x, _ in route):
            straight.append(QLineF(*route[0], *route[-1]))
        else:
            curved.append(edge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawLines(straight)
    if len(curved) > _MANY:
        painter.setPen(_hairline(pen))
    for edge in curved:
        painter.drawPath(scene.path(edge))


def _hairline(pen: QPen) -> QPen:
    """The same one pixel wide, which takes a tenth of the time to paint."""
    hairline = QPen(pen)
    hairline.setCosmetic(True)
    hairline.setWidthF(1.0)
    return hairline


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
