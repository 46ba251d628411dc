"""What is painted over the picture: selection, hover, a traced path, hits, a coming drop."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from inspector.canvas.found import Found, paint_found
from inspector.canvas.ghost import NOTHING, Ghost, paint_spot
from inspector.canvas.inks import Inks
from inspector.canvas.paint_edges import paint_labels, paint_with
from inspector.canvas.paint_nodes import READABLE, paint_header
from inspector.canvas.scene import Scene
from inspector.canvas.sight import Sight
from inspector.canvas.spots import Spot
from inspector.canvas.traced import paint_traced
from inspector.graph.reach import Reach

_ROUND, _ROUND_FRAME = 7.0, 11.0


@dataclass(frozen=True)
class Marks:
    """Nodes and edges by their positions in the scene's graph."""

    selected: frozenset[int] = frozenset()
    current: int | None = None
    """Of the selected nodes the one that the keyboard is at."""
    hovered: int | None = None
    path: Reach | None = None
    """What is traced; everything else is pale."""
    found: Found | None = None
    spot: Spot | None = None
    ghost: Ghost = NOTHING
    """What would stand at the spot."""
    refused: bool = False


def paint_marks(
    painter: QPainter, scene: Scene, sight: Sight, marks: Marks, inks: Inks, focused: bool
) -> None:
    """Paint the marks over a picture that was painted with the same sight."""
    scale = 1 / sight.zoom
    if marks.path is not None:
        paint_traced(painter, scene, sight, marks.path, inks)
    else:
        _paint_edges(painter, scene, sight, marks.selected, inks)
    if marks.found is not None:
        paint_found(painter, scene, sight, marks.found, inks)
    if marks.hovered is not None and marks.hovered not in marks.selected:
        hover = QColor(inks.accent)
        hover.setAlpha(150)
        _ring(painter, scene, marks.hovered, QPen(hover, max(1.0, scale)))
    for node in marks.selected:
        _ring(painter, scene, node, QPen(inks.accent, max(2.0, 2 * scale)))
    if marks.current is not None and focused and len(marks.selected) > 1:
        _ring(painter, scene, marks.current, QPen(inks.accent, max(1.0, scale)), 3.5)
    for nodes in _families(scene, marks):
        _paint_arcs(painter, scene, nodes, inks)
    if marks.spot is not None:
        paint_spot(painter, marks.spot, marks.ghost, marks.refused, scale, inks)


def _paint_edges(
    painter: QPainter, scene: Scene, sight: Sight, nodes: frozenset[int], inks: Inks
) -> None:
    """The edges of the selected leaves, in the color of the selection, under the words."""
    leaves = {node for node in nodes if scene.is_leaf[node]}
    if not leaves:
        return
    edges = [edge for edge in scene.edges_at(leaves) if scene.graph.edges[edge].tensors]
    paint_with(painter, scene, edges, QPen(inks.accent, 1.8))
    targets = {scene.graph.ends[edge][1] for edge in edges}
    entered = {container for target in targets for container in scene.ancestors(target)}
    for container in entered:
        paint_header(painter, scene, container, inks, sight.zoom, sight.area)
    if sight.zoom >= READABLE:
        paint_labels(painter, scene, edges, inks)


def _ring(painter: QPainter, scene: Scene, node: int, pen: QPen, outside: float = 0.0) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    rect = scene.rect(node).adjusted(-outside, -outside, outside, outside)
    radius = _ROUND if scene.is_leaf[node] else _ROUND_FRAME
    painter.drawRoundedRect(rect, radius + outside, radius + outside)


def _families(scene: Scene, marks: Marks) -> list[list[int]]:
    """The visible calls of each module that is selected or hovered, if there are several."""
    wanted = {node for node in (*marks.selected, marks.hovered) if node is not None}
    names = dict.fromkeys(scene.graph.nodes[node].identity for node in wanted)
    return [scene.families[name] for name in names if name in scene.families]


def _paint_arcs(painter: QPainter, scene: Scene, nodes: list[int], inks: Inks) -> None:
    """Dotted arcs from call to call of one module, at their right."""
    pen = QPen(inks.accent, 1.6, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.8, 2.2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for one, other in pairwise(nodes):
        a, b = scene.rect(one), scene.rect(other)
        start = QPointF(a.right() + 2, a.center().y())
        end = QPointF(b.right() + 2, b.center().y())
        bulge = max(start.x(), end.x()) + min(60.0, 20 + abs(end.y() - start.y()) / 6)
        path = QPainterPath(start)
        path.cubicTo(QPointF(bulge, start.y()), QPointF(bulge, end.y()), end)
        painter.drawPath(path)


def bounds(scene: Scene, nodes: Iterable[int]) -> QRectF:
    """The rectangle around some nodes."""
    area = QRectF()
    for node in nodes:
        area = area.united(scene.rect(node))
    return area
