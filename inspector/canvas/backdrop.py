"""What is behind the picture: a grid of dots, and a sentence where there is no picture."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPolygon

from inspector.canvas.camera import Camera
from inspector.canvas.inks import Inks
from inspector.report.model import Failure

_STEP = 18.0
_LEAST_STEP = 12.0
_TEXT_WIDTH = 420.0
WELCOME = "Drag a module from the palette to here,\nor open a file."
CANCELLED = "The picture was not drawn: that was cancelled.\nClick here or press F5 to draw it."
UNTRUSTED = "This file has not been run yet.\nRead its code; trust it to see its shapes."
_BY_STAGE = {
    "source": "The code cannot be read.",
    "build": "The model could not be built.",
    "input": "The model has no input that fits.",
    "forward": "The forward pass did not get to its first step.",
}


def paint_dots(painter: QPainter, size: QSize, camera: Camera, inks: Inks) -> None:
    """The dots move and grow with the picture, and thin out before they get too close."""
    step = _STEP * camera.zoom
    while step < _LEAST_STEP:
        step *= 2
    left, top = camera.x % step, camera.y % step
    columns, rows = int((size.width() - left) // step) + 1, int((size.height() - top) // step) + 1
    row = QPolygon([QPoint(round(left + column * step), 0) for column in range(columns)])
    painter.setPen(inks.dots)
    for y in (round(top + number * step) for number in range(rows)):
        painter.translate(0, y)
        painter.drawPoints(row)
        painter.translate(0, -y)


def empty_message(failure: Failure | None, is_trusted: bool) -> str:
    """Why there is no picture."""
    if failure is None:
        return WELCOME if is_trusted else UNTRUSTED
    said = failure.explanation or failure.message
    return "\n\n".join(part for part in (_BY_STAGE[failure.stage], said[:400]) if part)


def paint_message(painter: QPainter, size: QSize, text: str, inks: Inks) -> None:
    """A calm sentence in the middle."""
    width = min(_TEXT_WIDTH, size.width() - 48.0)
    area = QRectF((size.width() - width) / 2, 0, width, size.height())
    painter.setPen(inks.muted)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(area, int(flags), text)
