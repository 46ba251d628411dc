"""The short movement from one picture to the next, when a container opens or closes."""

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRectF, QVariantAnimation, Signal
from PySide6.QtGui import QPainter

from inspector.canvas.inks import Inks
from inspector.canvas.paint_badges import paint_badges
from inspector.canvas.paint_edges import paint_lines
from inspector.canvas.paint_nodes import paint_frame, paint_header, paint_leaf
from inspector.canvas.scene import Scene
from inspector.canvas.sight import Sight

MILLISECONDS = 120
_MOST_NODES = 400
"""Larger pictures change at once: nobody can follow so many nodes."""


class Glide(QObject):
    """While it runs, nodes stand between their places in two scenes, and lines fade in."""

    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._before: dict[str, QRectF] = {}
        self._clock = QVariantAnimation(self)
        self._clock.setDuration(MILLISECONDS)
        self._clock.setStartValue(0.0)
        self._clock.setEndValue(1.0)
        self._clock.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._clock.valueChanged.connect(self.moved)
        self._clock.finished.connect(self.moved)

    @property
    def is_running(self) -> bool:
        return self._clock.state() == QVariantAnimation.State.Running

    def stop(self) -> None:
        """Be at the end at once."""
        self._clock.stop()

    def start(self, before: Scene, after: Scene, shift: QPointF) -> None:
        """Begin; `shift` is how far the new picture's pixels are from the old one's."""
        self._clock.stop()
        if max(len(before.graph.nodes), len(after.graph.nodes)) > _MOST_NODES:
            return
        self._before = {
            node.key: before.rect(position).translated(shift)
            for position, node in enumerate(before.graph.nodes)
        }
        self._clock.start()

    def paint(self, painter: QPainter, scene: Scene, sight: Sight, inks: Inks) -> None:
        """Paint the scene as it is at this moment of the movement."""
        share = float(self._clock.currentValue())
        rects = self._rects(scene, share)
        for position, node in enumerate(scene.graph.nodes):
            if node.expanded:
                paint_frame(painter, rects[position], node, inks)
        painter.setOpacity(max(0.0, 2 * share - 1))
        paint_lines(painter, scene, scene.edges_in(sight.area).tolist(), inks)
        painter.setOpacity(1.0)
        for position, node in enumerate(scene.graph.nodes):
            moved = rects[position].topLeft() - scene.rect(position).topLeft()
            painter.translate(moved)
            if node.expanded:
                seen = sight.area.translated(-moved)
                paint_header(painter, scene, position, inks, sight.zoom, seen)
            else:
                painter.setOpacity(1.0 if node.key in self._before else share)
                paint_leaf(painter, scene, position, inks, sight.zoom)
                painter.setOpacity(1.0)
            painter.translate(-moved)
        paint_badges(painter, scene, sight, inks)

    def _rects(self, scene: Scene, share: float) -> list[QRectF]:
        """Each node between where it was and where it will be; new ones come out of theirs."""
        rects: list[QRectF] = []
        origins: list[QRectF] = []
        for position, node in enumerate(scene.graph.nodes):
            parent = scene.graph.parents[position]
            end = scene.rect(position)
            start = self._before.get(node.key)
            if start is None:
                around = origins[parent] if parent >= 0 else end
                start = QRectF(end.translated(around.center() - end.center()))
            origins.append(start)
            rects.append(_between(start, end, share))
        return rects


def _between(start: QRectF, end: QRectF, share: float) -> QRectF:
    def mix(one: float, other: float) -> float:
        return one + (other - one) * share

    return QRectF(
        mix(start.x(), end.x()),
        mix(start.y(), end.y()),
        mix(start.width(), end.width()),
        mix(start.height(), end.height()),
    )
