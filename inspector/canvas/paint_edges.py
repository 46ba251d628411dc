"""Painting lines with their arrow heads, and the shapes beside them."""

from collections.abc import Iterable, Iterator
from functools import partial

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from inspector.canvas.inks import Inks
from inspector.canvas.lettering import Face
from inspector.canvas.scene import Scene
from inspector.canvas.stamps import Stamped

_LONG, _WIDE = 7.0, 4.0
_LEAST_POINTED = 0.6
"""Below this zoom arrow heads would be specks; all lines go one way anyway."""
_MANY = 40
"""More curves than this are thin, so that they can be told apart where they run together."""
_BASELINE = 11
_HALO = 2


def paint_lines(
    painter: QPainter, scene: Scene, edges: Iterable[int], inks: Inks, zoom: float = 1.0
) -> None:
    """The lines of some edges; one without tensors says only what would come next."""
    drawn: list[int] = []
    later: list[int] = []
    for edge in edges:
        (drawn if scene.graph.edges[edge].tensors else later).append(edge)
    _paint_courses(painter, scene, later, inks.later)
    _paint_courses(painter, scene, drawn, inks.line)
    if zoom >= _LEAST_POINTED:
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
    """The lines alone; all that are straight at once."""
    straight: list[QLineF] = []
    curved: list[int] = []
    for edge in edges:
        line = scene.line(edge)
        if line is not None:
            straight.append(line)
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
    line = scene.line(edge)
    (before_x, before_y), (x, y) = (
        scene.route(edge)[-2:] if line is None else (line.p1().toTuple(), line.p2().toTuple())
    )
    if before_x != x and scene.is_horizontal(edge):
        long = _LONG if before_x <= x else -_LONG
        return QPolygonF(
            [QPointF(x - long, y - _WIDE), QPointF(x, y), QPointF(x - long, y + _WIDE)]
        )
    long = _LONG if before_y <= y else -_LONG
    return QPolygonF([QPointF(x - _WIDE, y - long), QPointF(x, y), QPointF(x + _WIDE, y - long)])


def paint_labels(painter: QPainter, scene: Scene, edges: Iterable[int], inks: Inks) -> None:
    """The shapes of some edges, on a ground that hides the lines behind them."""
    for label in labels(scene, edges, inks):
        label.paint(painter)


def labels(scene: Scene, edges: Iterable[int], inks: Inks) -> Iterator[Stamped]:
    """The same as things that can be stamped."""
    for edge in edges:
        box = scene.label_box(edge)
        if box is not None:
            text, ground = scene.graph.edges[edge].label, _ground(scene, edge, inks)
            rect = QRectF(box.x - _HALO, box.y, box.width + 2 * _HALO, box.height)
            paint = partial(_paint_label, scene, rect, text, ground, inks)
            yield Stamped(rect, (text, box.width, ground.rgba()), paint)


def _paint_label(
    scene: Scene, rect: QRectF, text: str, ground: QColor, inks: Inks, painter: QPainter
) -> None:
    painter.fillRect(rect, ground)
    painter.setFont(scene.lettering.fonts[Face.CODE])
    painter.setPen(inks.text)
    painter.drawText(QPointF(rect.x() + _HALO, rect.y() + _BASELINE), text)


def _ground(scene: Scene, edge: int, inks: Inks) -> QColor:
    container = scene.label_ground(edge)
    return inks.canvas if container < 0 else inks.fill(scene.graph.nodes[container])
