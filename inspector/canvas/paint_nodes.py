"""Painting nodes: boxes with a bar in the color of their family, and words; frames with headers."""

import math
from collections.abc import Hashable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPolygonF

from inspector.canvas.inks import Inks
from inspector.canvas.lettering import Face
from inspector.canvas.paint_stack import paint_stack
from inspector.canvas.pixel_grid import crisp_pen, crisp_rect
from inspector.canvas.scene import Scene
from inspector.canvas.words import HEADER, Tone, Word
from inspector.graph.graph import Node

READABLE = 0.45
"""Below this zoom a node shows its name alone, as large as it can."""
_LEAST_PIXELS = 7.0
"""A name smaller than this on the screen is not written."""
_NAME_PIXELS = 12
"""Of a name that stands alone, at most, on the screen."""
_NAME_SHARE = 0.78
"""So much of the height of a node its name may take."""
LEAST_NAMED = 0.27
"""Below this zoom there is no room for the names of nodes, only for those of containers."""
_ROUND, _ROUND_FRAME = 7.0, 11.0
_BAR = 3.0
_FAINT = 0.5
_CHEVRON = 4.0


def paint_frame(painter: QPainter, rect: QRectF, about: Node, inks: Inks) -> None:
    """The frame of an expanded container, without its words."""
    pen = crisp_pen(painter, frame_pen(about, inks))
    outline = crisp_rect(painter, rect, pen)
    if about.repeats > 1:
        paint_stack(painter, outline, _ROUND_FRAME, inks.canvas, pen)
    painter.setBrush(inks.fill(about))
    painter.setPen(pen)
    painter.drawRoundedRect(outline, _ROUND_FRAME, _ROUND_FRAME)


def frame_pen(about: Node, inks: Inks) -> QPen:
    """For the border of an expanded container."""
    return inks.loop_border if about.kind == "loop" else inks.container_border


def paint_header(
    painter: QPainter,
    scene: Scene,
    node: int,
    inks: Inks,
    zoom: float,
    seen: QRectF | None = None,
) -> None:
    """The words of an expanded container, over the lines that enter it.

    Of one that begins further left than what is `seen`, they stand at the left of that.
    """
    about = scene.graph.nodes[node]
    rect = scene.rect(node)
    if seen is not None and rect.left() < seen.left():
        rect.setLeft(min(seen.left(), rect.right() - _header_width(scene, node, inks)))
    if zoom < READABLE:
        strip = QRectF(rect.x(), rect.y(), rect.width(), HEADER)
        _paint_name(painter, scene, strip, about, inks, zoom)
    else:
        if rect == scene.rect(node):
            _paint_chevron(painter, QPointF(rect.x() + 17, rect.y() + 16), about, inks)
        for word in scene.words(node, inks.value(about)):
            _paint_word(painter, scene, rect, word, inks, about)
    _paint_failure(painter, scene.rect(node), about, inks)


def _header_width(scene: Scene, node: int, inks: Inks) -> float:
    """The room that the words of a header need."""
    said = scene.words(node, inks.value(scene.graph.nodes[node]))
    widths = [scene.lettering.width(word.face, word.text) for word in said]
    return min(sum(widths) + 70.0, scene.rect(node).width())


def paint_leaf(painter: QPainter, scene: Scene, node: int, inks: Inks, zoom: float) -> None:
    """A node with its words, or with its name alone if those could not be read."""
    about = scene.graph.nodes[node]
    rect = scene.rect(node)
    opacity = painter.opacity()
    if not about.reached:
        painter.setOpacity(opacity * _FAINT)
    fill = inks.fill(about) if zoom >= LEAST_NAMED else inks.block(about)
    pen = crisp_pen(painter, inks.loop_border if about.kind == "loop" else inks.border)
    outline = crisp_rect(painter, rect, pen)
    if about.repeats > 1:
        paint_stack(painter, outline, _ROUND, fill, crisp_pen(painter, inks.container_border))
    painter.setBrush(fill)
    painter.setPen(pen)
    painter.drawRoundedRect(outline, _ROUND, _ROUND)
    if inks.is_hatched(about):
        painter.setBrush(inks.hatching)
        painter.drawRoundedRect(outline, _ROUND, _ROUND)
    bar = QRectF(rect.x(), rect.y() + _ROUND, _BAR, rect.height() - 2 * _ROUND)
    painter.fillRect(bar, inks.hue(about))
    painter.setOpacity(opacity)  # Words are never faint.
    if zoom < READABLE:
        _paint_name(painter, scene, rect, about, inks, zoom)
    else:
        for word in scene.words(node, inks.value(about)):
            _paint_word(painter, scene, rect, word, inks, about)
        if about.expandable:
            _paint_chevron(painter, QPointF(rect.x() + 17, rect.y() + 31), about, inks)
    _paint_failure(painter, rect, about, inks)


def leaf_look(scene: Scene, node: int, size: tuple[int, int], inks: Inks, zoom: float) -> Hashable:
    """What the look of a leaf depends on: leaves that are equal in it are painted alike."""
    about = scene.graph.nodes[node]
    return (
        size,
        scene.words(node, inks.value(about)) if zoom >= READABLE else far_name(about),
        about.kind == "loop",
        about.expandable,
        about.reached,
        about.failed,
        about.repeats > 1,
        inks.is_hatched(about),
        inks.secondary(about).rgba(),
        inks.fill(about).rgba() if zoom >= LEAST_NAMED else inks.block(about).rgba(),
        inks.hue(about).rgba(),
    )


def paint_name_within(
    painter: QPainter, scene: Scene, node: int, pixels: float, inks: Inks
) -> None:
    """The name of a container in the middle of it, so large, for a look from far away."""
    title = far_name(scene.graph.nodes[node])
    share = pixels / scene.lettering.fonts[Face.TITLE].pixelSize()
    size = QSizeF(scene.lettering.width(Face.TITLE, title) * share, pixels)
    ground = QRectF(scene.rect(node).center() - QPointF(size.width(), size.height()) / 2, size)
    ground.adjust(-pixels / 2, -pixels / 3, pixels / 2, pixels / 3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.veil)
    painter.drawRoundedRect(ground, pixels / 2, pixels / 2)
    painter.setFont(_resized(scene.lettering.fonts[Face.TITLE], pixels))
    painter.setPen(inks.text)
    painter.drawText(ground, int(Qt.AlignmentFlag.AlignCenter), title)


def far_name(node: Node) -> str:
    """What a node is called from far away: a name such as ``0`` says little alone."""
    pieces = [node.title]
    if node.type and node.title[:1].isdigit():
        pieces.append(node.type)
    if node.repeats > 1:
        pieces.append(node.badge)
    return " ".join(pieces)


def _paint_name(
    painter: QPainter, scene: Scene, rect: QRectF, node: Node, inks: Inks, zoom: float
) -> None:
    name = far_name(node)
    letters = scene.lettering
    needed = letters.width(Face.TITLE, name)
    room = rect.width() - 20
    most = min(rect.height() * _NAME_SHARE, _NAME_PIXELS / zoom)
    if most * zoom < _LEAST_PIXELS:
        return
    own = letters.fonts[Face.TITLE].pixelSize()
    pixels = min(most, max(own * room / max(needed, 1), _LEAST_PIXELS / zoom))
    painter.setFont(_resized(letters.fonts[Face.TITLE], pixels))
    painter.setPen(inks.primary(node))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    shown = letters.elided(Face.TITLE, name, math.ceil(room * own / pixels))
    painter.drawText(rect.adjusted(12, 0, 0, 0), int(flags), shown)


def _resized(font: QFont, pixels: float) -> QFont:
    resized = QFont(font)
    resized.setPixelSize(max(1, round(pixels)))
    return resized


def _paint_word(
    painter: QPainter, scene: Scene, rect: QRectF, word: Word, inks: Inks, about: Node
) -> None:
    width = scene.lettering.width(word.face, word.text)
    x = rect.right() - word.x - width if word.ends else rect.x() + word.x
    y = rect.y() + word.baseline
    if about.expanded:  # lines may run behind it
        painter.fillRect(QRectF(x - 3, y - 12, width + 6, 16), inks.fill(about))
    if word.tone is Tone.PILL:
        painter.setBrush(inks.node)
        painter.setPen(inks.accent)
        painter.drawRoundedRect(QRectF(x - 6.5, y - 11.5, width + 13, 15), 7.5, 7.5)
    text, muted = inks.primary(about), inks.secondary(about)
    painter.setPen({Tone.TEXT: text, Tone.MUTED: muted, Tone.PILL: inks.accent}[word.tone])
    painter.setFont(scene.lettering.fonts[word.face])
    painter.drawText(QPointF(x, y), word.text)


def _paint_chevron(painter: QPainter, center: QPointF, about: Node, inks: Inks) -> None:
    x, y, s = center.x(), center.y(), _CHEVRON
    if about.expanded:
        corners = [QPointF(x - s, y - s / 2), QPointF(x + s, y - s / 2), QPointF(x, y + s / 2 + 1)]
    else:
        corners = [QPointF(x - s / 2, y - s), QPointF(x + s / 2 + 1, y), QPointF(x - s / 2, y + s)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.secondary(about))
    painter.drawPolygon(QPolygonF(corners))


def _paint_failure(painter: QPainter, rect: QRectF, node: Node, inks: Inks) -> None:
    """A border around the node that failed."""
    if node.failed:
        pen = crisp_pen(painter, inks.failed_border)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        round = _ROUND_FRAME if node.expanded else _ROUND
        painter.drawRoundedRect(crisp_rect(painter, rect, pen), round, round)
