"""Nodes that look alike are painted once and then copied: of a large picture that is most of them.

A stamp is painted on the pixels of the device and put down on whole pixels, so that its letters
and borders are as crisp as if they were painted there, and do not shimmer as the picture moves.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

_MOST_PIXELS = 4_000_000
"""In all stamps together; at four bytes each."""
_AROUND = 1
"""Pixels of room around what is painted."""


class Stamped(NamedTuple):
    """Something to be painted in a rectangle of the picture; equal looks are painted once."""

    rect: QRectF
    look: Hashable
    paint: Callable[[QPainter], None]


class Stamps:
    """The stamps for one zoom; those of another are forgotten."""

    def __init__(self) -> None:
        self._pixmaps: dict[Hashable, QPixmap] = {}
        self._scale = 0.0
        self._pixels = 0

    def paint(self, painter: QPainter, things: Iterable[Stamped]) -> None:
        """Paint everything with a painter on pixels, of which the scale is the same both ways."""
        to_device = painter.deviceTransform()
        scale, dx, dy = to_device.m11(), to_device.dx(), to_device.dy()
        if scale != self._scale or self._pixels > _MOST_PIXELS:
            self._pixmaps.clear()
            self._scale, self._pixels = scale, 0
        painter.save()
        # From here on one unit is one pixel, counted from the corner of the device.
        painter.resetTransform()
        ratio = painter.deviceTransform().m11()
        painter.setWorldTransform(QTransform.fromScale(1 / ratio, 1 / ratio))
        base = painter.deviceTransform()
        left, top = dx - base.dx() - _AROUND, dy - base.dy() - _AROUND
        for rect, look, paint in things:
            pixmap = self._pixmaps.get(look)
            if pixmap is None:
                pixmap = self._pixmaps[look] = self._made(rect, paint, painter)
            painter.drawPixmap(
                round(rect.x() * scale + left), round(rect.y() * scale + top), pixmap
            )
        painter.restore()

    def _made(self, rect: QRectF, paint: Callable[[QPainter], None], like: QPainter) -> QPixmap:
        scale = self._scale
        wide = round(rect.width() * scale) + 2 * _AROUND
        high = round(rect.height() * scale) + 2 * _AROUND
        self._pixels += wide * high
        pixmap = QPixmap(max(wide, 1), max(high, 1))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHints(like.renderHints())
        painter.translate(_AROUND, _AROUND)
        painter.scale(scale, scale)
        painter.translate(-rect.topLeft())
        paint(painter)
        painter.end()
        return pixmap
