"""The picture as a PDF of one page of its size, with text as text."""

from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from inspector.canvas.export.whole import paint_whole, whole_area
from inspector.canvas.inks import Inks
from inspector.canvas.scene import Scene
from inspector.graph.index import Index

_POINTS_PER_PIXEL = 0.75
_LONGEST = 14_400
"""Readers show no longer page, in points."""


def write_pdf(scene: Scene, index: Index, path: Path, inks: Inks) -> None:
    """Write the page; a picture longer than a page can be is made smaller."""
    area = whole_area(scene)
    pdf = QPdfWriter(str(path))
    pdf.setResolution(96)
    pdf.setTitle(index.report.model)
    longest = max(area.width(), area.height()) * _POINTS_PER_PIXEL
    scale = min(1.0, _LONGEST / longest)
    points = area.size() * (scale * _POINTS_PER_PIXEL)
    pdf.setPageSize(
        QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    )
    pdf.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    paint_whole(QPainter(pdf), scene, inks, scale)
