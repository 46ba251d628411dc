"""Painting a whole scene on any device: every word, however large the picture is."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from inspector.canvas.inks import Inks
from inspector.canvas.paint import paint
from inspector.canvas.scene import Scene
from inspector.canvas.sight import Sight
from inspector.graph.layout.work import Progress

MARGIN = 24


def whole_area(scene: Scene) -> QRectF:
    """The picture with a margin around it."""
    return scene.area.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)


def paint_whole(
    painter: QPainter, scene: Scene, inks: Inks, scale: float, progress: Progress | None = None
) -> None:
    """Paint the scene on the color of the canvas and end the painter."""
    area = whole_area(scene)
    try:
        painter.scale(scale, scale)
        painter.translate(-area.topLeft())
        painter.fillRect(area, inks.canvas)
        paint(painter, scene, Sight(area, 1.0), inks, in_full=True, progress=progress)
    finally:
        painter.end()
