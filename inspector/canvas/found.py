"""What a search has found, over the picture: rings around hits, counts where more are hidden."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from inspector.canvas.blocks import paint_blocks
from inspector.canvas.boxes import Indices
from inspector.canvas.inks import Inks
from inspector.canvas.lettering import Face
from inspector.canvas.scene import Scene
from inspector.canvas.sight import Sight

_MOST_RINGS = 600
"""More hits than these in sight are spots of color."""
_MOST_COUNTS = 200
_RING = 2.5
_LEAST_SPOT = 4
_PIXELS = 11
_ROUND = 8.0


@dataclass(frozen=True, eq=False)
class Found:
    """Hits by the positions of their nodes in the scene's graph."""

    nodes: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    """For each node whether it is a hit itself; empty before any is known."""
    hidden: Mapping[int, int] = field(default_factory=dict)
    """How many hits a node hides, or stands for."""


def paint_found(painter: QPainter, scene: Scene, sight: Sight, found: Found, inks: Inks) -> None:
    """Paint what is in sight; sizes are those of the screen, however far away one is."""
    seen = scene.nodes_in(sight.area)
    nodes = seen[found.nodes[seen]] if len(found.nodes) == len(scene.boxes) else seen[:0]
    if len(nodes) > _MOST_RINGS:
        color = np.full(len(nodes), inks.found.rgba(), dtype=np.uint32)
        paint_blocks(painter, scene.boxes, nodes, color, sight, _LEAST_SPOT)
    else:
        _paint_rings(painter, scene, sight, nodes, inks)
    visible = set(seen.tolist()) if len(found.hidden) > _MOST_COUNTS else set(found.hidden)
    hiding = [node for node in found.hidden if node in visible and _is_in(scene, sight, node)]
    for node in hiding[:_MOST_COUNTS]:
        _paint_count(painter, scene, sight, node, found.hidden[node], inks)


def _is_in(scene: Scene, sight: Sight, node: int) -> bool:
    return scene.rect(node).intersects(sight.area)


def _paint_rings(painter: QPainter, scene: Scene, sight: Sight, nodes: Indices, inks: Inks) -> None:
    wide = max(_RING, _RING / sight.zoom)
    out = wide / 2 + 1
    painter.setPen(QPen(inks.found, wide))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for node in nodes.tolist():
        painter.drawRoundedRect(scene.rect(node).adjusted(-out, -out, out, out), _ROUND, _ROUND)


def _paint_count(
    painter: QPainter, scene: Scene, sight: Sight, node: int, count: int, inks: Inks
) -> None:
    """A pill with the number on the lower border of a node, beside the lines that leave it."""
    scale = max(1.0, 1 / sight.zoom)
    text = f"{count:,}"
    rect = scene.rect(node)
    share = _PIXELS / scene.lettering.fonts[Face.BADGE].pixelSize()
    wide = (scene.lettering.width(Face.BADGE, text) * share + 10) * scale
    high = 15 * scale
    if wide > max(rect.width(), 24 * scale):
        return
    aside = min(max(rect.width() - wide, 0) / 2, 10 * scale)
    pill = QRectF(rect.right() - aside - wide, rect.bottom() - high / 3, wide, high)
    font = QFont(scene.lettering.fonts[Face.BADGE])
    font.setPixelSize(max(1, round(_PIXELS * scale)))
    painter.setFont(font)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.found)
    painter.drawRoundedRect(pill, high / 2, high / 2)
    painter.setPen(inks.canvas)
    painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), text)
