"""The picture as an image of so many pixels, as far as an image can hold them."""

import math

from PySide6.QtGui import QImage, QPainter

from inspector.canvas.export.whole import paint_whole, whole_area
from inspector.canvas.inks import Inks
from inspector.canvas.scene import Scene
from inspector.graph.layout.work import Progress

USUAL_SCALE = 2.0
_LONGEST = 32_000
"""Qt paints no further than that many pixels."""
_MOST_PIXELS = 200_000_000


def largest_scale(scene: Scene) -> float:
    """How many pixels an image can have for each of the picture."""
    area = whole_area(scene)
    width, height = area.width(), area.height()
    return min(_LONGEST / max(width, height), math.sqrt(_MOST_PIXELS / (width * height)))


def fitting_scale(scene: Scene) -> float:
    """The usual scale, or the largest that fits."""
    return min(USUAL_SCALE, largest_scale(scene))


def image_at(scene: Scene, inks: Inks, scale: float, progress: Progress | None = None) -> QImage:
    """The picture at a scale. Raises ValueError, and says the largest that fits, if it is more."""
    largest = largest_scale(scene)
    size = (whole_area(scene).size() * scale).toSize()
    if scale > largest:
        fits = math.floor(largest * 100) / 100
        raise ValueError(
            f"At {scale:g} × this picture has {size.width():,} × {size.height():,} pixels, more "
            f"than an image can hold ({_LONGEST:,} on a side, {_MOST_PIXELS // 1_000_000} million "
            f"in all); {fits:g} × is the largest that fits. SVG and PDF have no such limit."
        )
    image = QImage(size, QImage.Format.Format_RGB32)
    paint_whole(QPainter(image), scene, inks, scale, progress)
    return image
