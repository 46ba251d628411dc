"""Painting that a node stands for several: the borders of other sheets, below and behind it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

_SHEETS = 2
_LOWER, _NARROWER = 3.0, 5.0
STACK = _SHEETS * _LOWER
"""How far the sheets reach out below a node."""


def paint_stack(painter: QPainter, rect: QRectF, radius: float, fill: QColor, border: QPen) -> None:
    """The sheets behind a node whose border is `rect`; the node itself is painted over them."""
    painter.setBrush(fill)
    painter.setPen(border)
    for sheet in range(_SHEETS, 0, -1):
        aside, down = sheet * _NARROWER, sheet * _LOWER
        painter.drawRoundedRect(rect.adjusted(aside, down, -aside, down), radius, radius)
