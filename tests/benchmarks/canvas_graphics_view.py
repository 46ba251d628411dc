"""The same picture in a QGraphicsView, as well as one can: what the canvas is compared to.

One item for each node and one for each line, with levels of detail and the index of the scene:
the fastest variant of those measured (the others: caches for each item, items made of Qt's own
rectangles and texts, no index). Run by `tests.benchmarks.canvas` in a process of its own.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc
import sys
from statistics import median
from time import perf_counter

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from inspector.canvas.inks import Inks
from inspector.canvas.scene import Scene
from inspector.graph.expansion import Expansion
from inspector.graph.index import Index
from inspector.graph.visible import visible
from inspector.look.theme import LIGHT
from tests.benchmarks.models import wide

WIDTH, HEIGHT = 1920, 1080
_FAR = 0.11
_ROUND = 7.0


class NodeItem(QGraphicsItem):
    """A box with its words; from far away a rectangle of one color."""

    def __init__(self, scene: Scene, node: int, inks: Inks) -> None:
        super().__init__()
        self.setPos(scene.rect(node).topLeft())
        box = scene.box(node)
        self._rect = QRectF(0, 0, box.width, box.height)
        self._scene, self._node, self._inks = scene, node, inks

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        scene, inks = self._scene, self._inks
        about = scene.graph.nodes[self._node]
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        if zoom < _FAR:
            painter.fillRect(self._rect, inks.node if about.expanded else inks.block(about))
            return
        painter.setBrush(inks.fill(about))
        painter.setPen(inks.border)
        painter.drawRoundedRect(self._rect, _ROUND, _ROUND)
        painter.setPen(inks.text)
        for word in scene.words(self._node):
            painter.setFont(scene.lettering.fonts[word.face])
            painter.drawText(QPointF(word.x, word.baseline), word.text)


class LineItem(QGraphicsItem):
    """A line; from far away none."""

    def __init__(self, scene: Scene, edge: int, inks: Inks) -> None:
        super().__init__()
        reach = scene.reaches
        self._rect = QRectF(
            QPointF(int(reach.left[edge]) - 1, int(reach.top[edge])),
            QPointF(int(reach.right[edge]) + 1, int(reach.bottom[edge])),
        )
        self._scene, self._edge, self._inks = scene, edge, inks

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if option.levelOfDetailFromTransform(painter.worldTransform()) < _FAR:
            return
        painter.setPen(self._inks.line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._scene.path(self._edge))


def resident() -> float:
    """Megabytes of this process in memory."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Print milliseconds for a frame with the whole graph, and megabytes of the items alone."""
    branches, blocks = (int(argument) for argument in sys.argv[1:])
    application = QApplication([])
    index = Index(wide(branches, blocks))
    scene = Scene(visible(index, Expansion(index, 99)))
    inks = Inks(LIGHT)
    gc.collect()
    gc.disable()
    before = resident()
    graphics = QGraphicsScene()
    for node in range(len(scene.graph.nodes)):
        graphics.addItem(NodeItem(scene, node, inks))
    for edge in range(len(scene.graph.edges)):
        graphics.addItem(LineItem(scene, edge, inks))
    view = QGraphicsView(graphics)
    view.resize(WIDTH, HEIGHT)
    view.fitInView(scene.area, Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    times = []
    for _ in range(6):
        start = perf_counter()
        view.viewport().render(image)
        times.append((perf_counter() - start) * 1000)
    print(median(times[1:]), resident() - before)
    sys.stdout.flush()
    del application
    os._exit(0)  # Taking the items apart would take longer than all of this.


if __name__ == "__main__":
    main()
