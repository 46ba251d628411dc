"""Painting from far away: blocks of color for nodes, and the names of containers in large.

The blocks are written straight into an image by whole arrays, so that a frame costs about as
much as it has pixels, however many nodes there are.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QPen

from inspector.canvas.inks import Inks
from inspector.canvas.lettering import Face
from inspector.canvas.paint_nodes import far_name, paint_frame, paint_name_within
from inspector.canvas.scene import Floats, Indices, Scene
from inspector.canvas.sight import Sight

_NAME_PIXELS = 13
_LEAST_FRAME = 5.0
"""A container smaller than this on the screen is left to its nodes."""
_MOST_FRAMES = 1500
_MOST_LINES = 2000
_LEAST_LINE = 8.0


def paint_far(
    painter: QPainter,
    scene: Scene,
    sight: Sight,
    containers: Indices,
    leaves: Indices,
    inks: Inks,
) -> None:
    """Paint frames, long lines, blocks, and the names that there is room for."""
    frames = _largest_frames(scene, containers, sight.zoom)
    for node in frames.tolist():
        paint_frame(painter, scene.rect(node), scene.graph.nodes[node], inks)
    _paint_lines(painter, scene, sight, inks)
    _paint_blocks(painter, scene, sight, leaves, inks)
    paint_names(painter, scene, frames, sight.zoom, inks)


def paint_names(
    painter: QPainter, scene: Scene, containers: Indices, zoom: float, inks: Inks
) -> None:
    """The names of the innermost containers with room for them, at the same size everywhere."""
    for node in _nameable(scene, containers, zoom):
        paint_name_within(painter, scene, node, _NAME_PIXELS / zoom, inks)


def _largest_frames(scene: Scene, containers: Indices, zoom: float) -> Indices:
    boxes = scene.boxes[containers]
    smaller_side = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) * zoom
    large = containers[smaller_side >= _LEAST_FRAME]
    return large[:_MOST_FRAMES]


def _nameable(scene: Scene, frames: Indices, zoom: float) -> list[int]:
    """The innermost containers with room for their name, and not those around them."""
    covered: set[int] = set()
    chosen: list[int] = []
    for node in reversed(frames.tolist()):
        box = scene.layout.boxes[node]
        needed = scene.lettering.width(Face.TITLE, far_name(scene.graph.nodes[node])) * 1.2 + 8
        roomy = box.width * zoom > needed and box.height * zoom > _NAME_PIXELS + 6
        if roomy and node not in covered:
            chosen.append(node)
            covered.update(scene.ancestors(node))
    return chosen


def _paint_lines(painter: QPainter, scene: Scene, sight: Sight, inks: Inks) -> None:
    """The longest lines in sight, as straight pieces."""
    edges = scene.edges_in(sight.area)
    reaches = scene.reaches[edges]
    lengths = (reaches[:, 3] - reaches[:, 1]) * sight.zoom
    edges, lengths = edges[lengths >= _LEAST_LINE], lengths[lengths >= _LEAST_LINE]
    if len(edges) > _MOST_LINES:
        edges = edges[np.argpartition(lengths, -_MOST_LINES)[-_MOST_LINES:]]
    pieces = [
        QLineF(QPointF(*start), QPointF(*end))
        for edge in edges.tolist()
        for start, end in zip(
            scene.layout.routes[edge], scene.layout.routes[edge][1:], strict=False
        )
    ]
    pen = QPen(inks.edge, 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.drawLines(pieces)


def _paint_blocks(
    painter: QPainter, scene: Scene, sight: Sight, leaves: Indices, inks: Inks
) -> None:
    device = painter.combinedTransform().mapRect(sight.area).toAlignedRect()
    width, height = max(device.width(), 1), max(device.height(), 1)
    pixels = np.zeros((height, width), dtype=np.uint32)
    boxes = (scene.boxes[leaves] - _corner(sight.area)) * (width / sight.area.width())
    _fill(pixels, boxes, scene.blocks(inks)[leaves])
    image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
    painter.drawImage(sight.area, image, QRectF(0, 0, width, height))


def _corner(area: QRectF) -> Floats:
    return np.array([area.x(), area.y(), area.x(), area.y()])


def _fill(pixels: NDArray[np.uint32], boxes: Floats, colors: NDArray[np.uint32]) -> None:
    """Write each box in its color, at least one pixel of it; boxes of one size at once."""
    height, width = pixels.shape
    corners = np.round(boxes).astype(np.int64)
    left, top = np.clip(corners[:, 0], 0, width), np.clip(corners[:, 1], 0, height)
    wide = np.maximum(np.clip(corners[:, 2], 0, width) - left, 1)
    high = np.maximum(np.clip(corners[:, 3], 0, height) - top, 1)
    flat = pixels.reshape(-1)
    for size in np.unique(wide * (height + 1) + high).tolist():
        columns, rows = divmod(size, height + 1)
        same = np.flatnonzero((wide == columns) & (high == rows))
        inside = same[(left[same] + columns <= width) & (top[same] + rows <= height)]
        starts = top[inside] * width + left[inside]
        for row in range(rows):
            for column in range(columns):
                flat[starts + (row * width + column)] = colors[inside]
