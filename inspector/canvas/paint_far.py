"""Painting from far away: blocks of color for nodes, and the names of containers in large.

The blocks are written straight into an image by whole arrays, so that a frame costs about as
much as it has pixels, however many nodes there are.
"""

from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QImage, QPainter, QPen

from inspector.canvas.boxes import Indices, Numbers
from inspector.canvas.inks import Inks
from inspector.canvas.lettering import Face
from inspector.canvas.paint_nodes import far_name, frame_pen, paint_name_within
from inspector.canvas.scene import Scene
from inspector.canvas.sight import Sight

_NAME_PIXELS = 13
_LEAST_NAME = 24.0
_LEAST_FRAME = 5.0
"""A container smaller than this on the screen is left to its nodes."""
_MOST_FRAMES = 1500
_MOST_LINES = 1500
_LEAST_LINE = 8.0
_LEAST_PIECE = 1.0


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
    # Corners this small are not round, and borders of one pixel need no smoothing.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    _paint_frames(painter, scene, frames, inks)
    _paint_lines(painter, scene, sight, inks)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_blocks(painter, scene, sight, leaves, inks)
    paint_names(painter, scene, frames, sight.zoom, inks)


def paint_names(
    painter: QPainter, scene: Scene, containers: Indices, zoom: float, inks: Inks
) -> None:
    """The names of the innermost containers with room for them, at the same size everywhere."""
    for node in _nameable(scene, containers, zoom):
        paint_name_within(painter, scene, node, _NAME_PIXELS / zoom, inks)


def _largest_frames(scene: Scene, containers: Indices, zoom: float) -> Indices:
    sides = scene.boxes.smaller_sides(containers) * zoom
    large, sides = containers[sides >= _LEAST_FRAME], sides[sides >= _LEAST_FRAME]
    if len(large) > _MOST_FRAMES:
        large = np.sort(large[np.argpartition(sides, -_MOST_FRAMES)[-_MOST_FRAMES:]])
    return large


def _paint_frames(painter: QPainter, scene: Scene, frames: Indices, inks: Inks) -> None:
    nodes = scene.graph.nodes
    alike = groupby(
        zip(frames.tolist(), scene.rects(frames), strict=True),
        lambda frame: (inks.fill(nodes[frame[0]]).rgba(), nodes[frame[0]].kind),
    )
    for _, run in alike:
        numbers, rects = zip(*run, strict=True)
        pen = QPen(frame_pen(nodes[numbers[0]], inks))
        pen.setWidth(1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(inks.fill(nodes[numbers[0]]))
        painter.drawRects(list(rects))


def _nameable(scene: Scene, frames: Indices, zoom: float) -> list[int]:
    """The innermost containers with room for their name, and not those around them.

    The root goes without: its name says nothing about any part of the picture.
    """
    boxes = scene.boxes
    wide = (boxes.right[frames] - boxes.left[frames]) * zoom > _LEAST_NAME
    high = (boxes.bottom[frames] - boxes.top[frames]) * zoom > _NAME_PIXELS + 6
    covered: set[int] = set()
    chosen: list[int] = []
    for node in frames[wide & high][::-1].tolist():
        if node in covered or scene.graph.parents[node] < 0:
            continue
        needed = scene.lettering.width(Face.TITLE, far_name(scene.graph.nodes[node])) * 1.2 + 8
        if scene.box(node).width * zoom > needed:
            chosen.append(node)
            covered.update(scene.ancestors(node))
    return chosen


def _paint_lines(painter: QPainter, scene: Scene, sight: Sight, inks: Inks) -> None:
    """The longest lines in sight, as straight pieces."""
    edges = scene.edges_in(sight.area)
    lengths = (scene.reaches.bottom[edges] - scene.reaches.top[edges]) * sight.zoom
    edges, lengths = edges[lengths >= _LEAST_LINE], lengths[lengths >= _LEAST_LINE]
    if len(edges) > _MOST_LINES:
        edges = edges[np.argpartition(lengths, -_MOST_LINES)[-_MOST_LINES:]]
    pieces = scene.pieces(edges)
    sizes = np.abs(pieces[:, 2:] - pieces[:, :2]).max(axis=1, initial=0) * sight.zoom
    pen = QPen(inks.edge, 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.drawLines([QLineF(*piece) for piece in pieces[sizes >= _LEAST_PIECE].tolist()])


def _paint_blocks(
    painter: QPainter, scene: Scene, sight: Sight, leaves: Indices, inks: Inks
) -> None:
    """The leaves on whole pixels of the device, at least one pixel of each."""
    if not len(leaves):
        return
    to_device = painter.deviceTransform()
    seen = to_device.mapRect(sight.area).toAlignedRect()
    boxes = scene.boxes

    def across(places: Numbers) -> Indices:
        return _pixels(places[leaves], to_device.m11(), to_device.dx(), seen.left(), seen.right())

    def down(places: Numbers) -> Indices:
        return _pixels(places[leaves], to_device.m22(), to_device.dy(), seen.top(), seen.bottom())

    left, top = across(boxes.left), down(boxes.top)
    right, bottom = across(boxes.right), down(boxes.bottom)
    right, bottom = np.maximum(right, left + 1), np.maximum(bottom, top + 1)
    x, y = int(left.min()), int(top.min())
    pixels = np.zeros((int(bottom.max()) - y, int(right.max()) - x), dtype=np.uint32)
    _fill(pixels, left - x, top - y, right - left, bottom - top, scene.blocks(inks)[leaves])
    rows, columns = pixels.shape
    image = QImage(
        pixels.data, columns, rows, columns * 4, QImage.Format.Format_ARGB32_Premultiplied
    )
    back, _ = to_device.inverted()
    painter.drawImage(back.mapRect(QRectF(x, y, columns, rows)), image)


def _pixels(places: Numbers, scale: float, shift: float, first: int, last: int) -> Indices:
    return np.clip(np.round(places * scale + shift), first, last + 1).astype(np.intp)


def _fill(
    pixels: NDArray[np.uint32],
    left: Indices,
    top: Indices,
    wide: Indices,
    high: Indices,
    colors: NDArray[np.uint32],
) -> None:
    """Write each box in its color; boxes of one size at once."""
    width = pixels.shape[1]
    flat = pixels.reshape(-1)
    starts = top * width + left
    kinds = high * (width + 1) + wide
    order = np.argsort(kinds, kind="stable")
    sizes, begins = np.unique(kinds[order], return_index=True)
    for size, same in zip(sizes.tolist(), np.split(order, begins[1:]), strict=True):
        rows, columns = divmod(size, width + 1)
        offsets = (np.arange(rows)[:, None] * width + np.arange(columns)).ravel()
        flat[starts[same][:, None] + offsets] = colors[same][:, None]
