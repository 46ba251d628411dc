"""Marks at the corners of nodes that something is wrong with, seen from any distance.

They are never smaller on the screen than at actual size; where they would cover each other there
is one of them, with how many it stands for.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from inspector.canvas.boxes import Indices
from inspector.canvas.inks import Inks
from inspector.canvas.lettering import Face
from inspector.canvas.scene import Scene
from inspector.canvas.sight import Sight

_RADIUS = 7.5
_CELL = 20.0
"""Badges in one square of so many pixels of the screen are drawn as one."""
_MOST = 300
_MOST_TOLD = 99
_INSIDE, _BELOW = 4.0, 2.0
"""How far the middle of a badge is from the top right corner of its node."""


class Badge(NamedTuple):
    """Where a badge stands in the picture, and for how many nodes."""

    x: float
    y: float
    is_error: bool
    nodes: int = 1


def badges(scene: Scene, sight: Sight) -> list[Badge]:
    """The badges in sight, those of errors last so that nothing covers them."""
    flagged, grave = scene.flagged
    x = scene.boxes.right[flagged] - min(_INSIDE, _INSIDE / sight.zoom)
    y = scene.boxes.top[flagged] + _BELOW
    margin = 2 * _RADIUS / sight.zoom
    area = sight.area.adjusted(-margin, -margin, margin, margin)
    seen = (x >= area.left()) & (x <= area.right()) & (y >= area.top()) & (y <= area.bottom())
    x, y, grave = x[seen], y[seen], grave[seen]
    first, counts = _one_of_each_square(np.stack((x, y)) * sight.zoom)
    found: list[Badge] = []
    for n, count in zip(first.tolist(), counts.tolist(), strict=True):
        _add(
            found, Badge(float(x[n]), float(y[n]), bool(grave[n]), count), 2 * _RADIUS / sight.zoom
        )
    return found[::-1]


def _one_of_each_square(places: NDArray[np.float64]) -> tuple[Indices, Indices]:
    """The first in each square of the screen, and how many are in it; not too many squares."""
    cell = _CELL
    while True:
        squares = np.floor(places / cell)
        _, first, counts = np.unique(squares, axis=1, return_index=True, return_counts=True)
        if len(first) <= _MOST:
            order = np.argsort(first)
            return first[order], counts[order]
        cell *= 2


def _add(found: list[Badge], badge: Badge, reach: float) -> None:
    """Add a badge, or count it to one that it would cover."""
    for n, other in enumerate(found):
        if abs(badge.x - other.x) < reach and abs(badge.y - other.y) < reach:
            found[n] = other._replace(nodes=other.nodes + badge.nodes)
            return
    found.append(badge)


def paint_badges(painter: QPainter, scene: Scene, sight: Sight, inks: Inks) -> None:
    """Paint all badges in sight."""
    if not len(scene.flagged[0]):
        return
    scale = max(1.0, 1 / sight.zoom)
    for badge in badges(scene, sight):
        painter.save()
        painter.translate(badge.x, badge.y)
        painter.scale(scale, scale)
        _paint_badge(painter, scene, badge, inks)
        painter.restore()


def _paint_badge(painter: QPainter, scene: Scene, badge: Badge, inks: Inks) -> None:
    told = "" if badge.nodes == 1 else str(badge.nodes)
    if badge.nodes > _MOST_TOLD:
        told = f"{_MOST_TOLD}+"
    more = scene.lettering.width(Face.BADGE, told) + 3 if told else 0
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.error if badge.is_error else inks.warning)
    disc = QRectF(-_RADIUS, -_RADIUS, 2 * _RADIUS + more, 2 * _RADIUS)
    painter.drawRoundedRect(disc, _RADIUS, _RADIUS)
    painter.setPen(inks.sign)
    if badge.is_error:
        painter.drawLine(QPointF(-2.6, -2.6), QPointF(2.6, 2.6))
        painter.drawLine(QPointF(-2.6, 2.6), QPointF(2.6, -2.6))
    else:
        painter.drawLine(QPointF(0, -4), QPointF(0, 0.8))
        painter.drawLine(QPointF(0, 3.6), QPointF(0, 3.7))
    painter.setFont(scene.lettering.fonts[Face.BADGE])
    painter.drawText(QPointF(_RADIUS - 1.5, 3.6), told)
