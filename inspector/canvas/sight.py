"""What part of a picture is seen, and how large."""

from typing import NamedTuple

from PySide6.QtCore import QRectF


class Sight(NamedTuple):
    """An area in the picture's own pixels, and how many pixels of the screen one of them takes."""

    area: QRectF
    zoom: float
