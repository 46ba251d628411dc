"""The picture as a PDF of one page of its size, with text as text."""

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from inspector.canvas.export.whole import paint_whole, whole_area
from inspector.canvas.inks import Inks
from inspector.canvas.scene import Scene
from inspector.graph.index import Index
from inspector.graph.layout.work import Progress

_POINTS_PER_PIXEL = 0.75
_LONGEST = 14_400
"""Readers show no longer page, in points."""


def pdf(scene: Scene, index: Index, inks: Inks, progress: Progress | None = None) -> bytes:
    """The document; a picture longer than a page can be is made smaller."""
    area = whole_area(scene)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(96)
    writer.setTitle(index.report.model)
    longest = max(area.width(), area.height()) * _POINTS_PER_PIXEL
    scale = min(1.0, _LONGEST / longest)
    points = area.size() * (scale * _POINTS_PER_PIXEL)
    writer.setPageSize(
        QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    )
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    paint_whole(QPainter(writer), scene, inks, scale, progress)
    return bytes(buffer.data().data())
