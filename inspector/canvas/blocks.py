"""Very many rectangles as pixels at once, for pictures in which a node is hardly a pixel."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from inspector.canvas.scene import Floats

Colors = NDArray[np.uint32]


def block_image(boxes: Floats, colors: Colors, width: int, height: int, least: int = 1) -> QImage:
    """Boxes, as left, top, right and bottom in pixels of the image, each in its own color.

    Each is at least `least` pixels wide and high; later ones cover the earlier. Costs about as
    much as all of them have pixels.
    """
    pixels = np.zeros((height, width), dtype=np.uint32)
    if len(boxes):
        corners = np.round(boxes).astype(np.int64)
        wide = np.maximum(corners[:, 2] - corners[:, 0], least)
        high = np.maximum(corners[:, 3] - corners[:, 1], least)
        left, top = np.maximum(corners[:, 0], 0), np.maximum(corners[:, 1], 0)
        wide = np.clip(corners[:, 0] + wide, 0, width) - np.minimum(left, width)
        high = np.clip(corners[:, 1] + high, 0, height) - np.minimum(top, height)
        sizes = np.maximum(wide, 0) * np.maximum(high, 0)
        box = np.repeat(np.arange(len(boxes)), sizes)
        nth = np.arange(len(box)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        down, across = np.divmod(nth, np.maximum(wide, 1)[box])
        pixels[top[box] + down, left[box] + across] = colors[box]
    made = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return made.copy()
