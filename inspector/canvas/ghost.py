"""What a drop would make, painted where it would stand before it is there."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from inspector.canvas.inks import Inks
from inspector.canvas.lettering import Face, lettering
from inspector.canvas.spots import Spot
from inspector.look.theme import Family

_HEIGHT = 22.0
_LEFT, _RIGHT = 14.0, 12.0
_LEAST, _MOST = 64.0, 220
_ROUND, _ROUND_FRAME = 7.0, 11.0


@dataclass(frozen=True)
class Ghost:
    """What is dragged, by the name and the hue that it will have."""

    title: str
    family: Family = Family.CONTAINER


NOTHING = Ghost("")


def paint_spot(
    painter: QPainter, spot: Spot, ghost: Ghost, refused: bool, scale: float, inks: Inks
) -> None:
    """Paint a drop that is coming; `scale` is how many pixels of the picture one of the screen is.

    The ghost never gets smaller than can be read, however far away the picture is.
    """
    color = inks.error if refused else inks.accent
    if spot.outline is not None:
        fill = QColor(color)
        fill.setAlpha(22)
        painter.setBrush(fill)
        painter.setPen(QPen(color, max(2.0, 2 * scale)))
        painter.drawRoundedRect(spot.outline, _ROUND_FRAME, _ROUND_FRAME)
    if spot.line is not None and not refused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, max(2.0, 2 * scale)))
        painter.drawPath(spot.line)
    if spot.at is not None:
        painter.save()
        painter.translate(spot.at)
        painter.scale(max(1.0, scale), max(1.0, scale))
        paint_ghost(painter, ghost, color, inks)
        painter.restore()


def paint_ghost(painter: QPainter, ghost: Ghost, color: QColor, inks: Inks) -> None:
    """A dashed node around the origin."""
    letters = lettering()
    text = letters.elided(Face.TITLE, ghost.title, _MOST)
    width = max(letters.width(Face.TITLE, text) + _LEFT + _RIGHT, _LEAST)
    rect = QRectF(-width / 2, -_HEIGHT / 2, width, _HEIGHT)
    painter.setBrush(QColor(inks.theme.family_fill[ghost.family]))
    pen = QPen(color, 1.6, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([3, 2])
    painter.setPen(QPen(inks.node, 4))
    painter.drawRoundedRect(rect, _ROUND, _ROUND)  # Keeps the dashes apart from lines below.
    painter.setPen(pen)
    painter.drawRoundedRect(rect, _ROUND, _ROUND)
    bar = QRectF(rect.left() + 4, rect.top() + 5, 3, _HEIGHT - 10)
    painter.fillRect(bar, QColor(inks.theme.family[ghost.family]))
    painter.setFont(letters.fonts[Face.TITLE])
    painter.setPen(inks.text)
    words = QRectF(rect.left() + _LEFT, rect.top(), width - _LEFT, _HEIGHT)
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), text)


def paint_refusal(
    painter: QPainter, sentence: str, pointer: QPointF, view: QRectF, inks: Inks
) -> None:
    """Why a drop cannot be, beside the pointer and within the view, in pixels of the screen."""
    letters = lettering()
    painter.setFont(letters.fonts[Face.PLAIN])
    flags = int(Qt.TextFlag.TextWordWrap)
    room = QRectF(0, 0, min(280.0, view.width() - 40), 400)
    words = painter.boundingRect(room, flags, sentence)
    box = words.adjusted(-10, -7, 10, 7)
    box.moveTopLeft(pointer + QPointF(16, 34))
    if box.right() > view.right() - 6:
        box.moveRight(view.right() - 6)
    if box.bottom() > view.bottom() - 6:
        box.moveBottom(pointer.y() - 10)
    box.moveLeft(max(box.left(), view.left() + 6))
    painter.setBrush(inks.error_fill)
    painter.setPen(QPen(inks.error, 1))
    painter.drawRoundedRect(box, _ROUND, _ROUND)
    painter.setPen(inks.text)
    painter.drawText(box.adjusted(10, 7, -10, -7), flags, sentence)
