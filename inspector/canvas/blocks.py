"""Very many rectangles as pixels at once, for pictures in which a node is hardly a pixel."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from inspector.canvas.boxes import Boxes, Indices
from inspector.canvas.sight import Sight

Colors = NDArray[np.uint32]
Floats = NDArray[np.float64]


def paint_blocks(
    painter: QPainter, boxes: Boxes, which: Indices, colors: Colors, sight: Sight, least: int = 1
) -> None:
    """Boxes of the picture in their colors, at least so many pixels of the screen large."""
    device = painter.combinedTransform().mapRect(sight.area).toAlignedRect()
    width, height = max(device.width(), 1), max(device.height(), 1)
    places = scaled(boxes, which, -sight.area.topLeft(), width / sight.area.width())
    pixels = _filled(places, colors, width, height, least)
    painter.drawImage(sight.area, _image(pixels), QRectF(0, 0, width, height))


def scaled(boxes: Boxes, which: Indices, shift: QPointF, scale: float) -> Floats:
    """Left, top, right and bottom of some boxes: moved, and then enlarged."""
    sides = (boxes.left[which], boxes.top[which], boxes.right[which], boxes.bottom[which])
    moved = np.column_stack(sides) + np.array([shift.x(), shift.y()] * 2)
    result: Floats = moved * scale
    return result


def block_image(boxes: Floats, colors: Colors, width: int, height: int, least: int = 1) -> QImage:
    """Boxes, as left, top, right and bottom in pixels of the image, each in its own color."""
    pixels = _filled(boxes, colors, width, height, least)
    return _image(pixels).copy()


def _image(pixels: Colors) -> QImage:
    """The very pixels; they must outlive it."""
    height, width = pixels.shape
    return QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)


def _filled(boxes: Floats, colors: Colors, width: int, height: int, least: int) -> Colors:
    """Each box at least `least` pixels wide and high; later ones cover the earlier.

    Costs about as much as all of them have pixels.
    """
    pixels = np.zeros((height, width), dtype=np.uint32)
    limits = np.array([width, height])
    corners = np.round(boxes).astype(np.int64)
    sizes = np.maximum(corners[:, 2:] - corners[:, :2], least)
    starts = np.clip(corners[:, :2], 0, limits)
    sizes = np.clip(corners[:, :2] + sizes, 0, limits) - starts
    counts = sizes[:, 0] * sizes[:, 1]
    box = np.repeat(np.arange(len(boxes)), counts)
    nth = np.arange(len(box)) - np.repeat(np.cumsum(counts) - counts, counts)
    down, across = np.divmod(nth, sizes[box, 0])
    first = starts[:, 1] * width + starts[:, 0]
    pixels.reshape(-1)[first[box] + down * width + across] = colors[box]
    return pixels
