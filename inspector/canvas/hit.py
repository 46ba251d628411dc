"""What lies under a point of the picture, found in the scene's arrays."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from PySide6.QtCore import QPointF, QRectF

from inspector.canvas.scene import Scene
from inspector.canvas.words import HEADER, Tone

_CHEVRON = 26.0
"""The square at the left of a header, or of a second line, that expands and collapses."""


def node_at(scene: Scene, point: QPointF) -> int | None:
    """The innermost node under a point."""
    found = scene.nodes_in(QRectF(point, point))
    return int(found[-1]) if len(found) else None


def leaf_at(scene: Scene, point: QPointF) -> int | None:
    """The node under a point, if it is drawn as one box."""
    node = node_at(scene, point)
    return node if node is not None and scene.is_leaf[node] else None


def on_chevron(scene: Scene, node: int, point: QPointF) -> bool:
    """Whether a point is on the triangle that expands or collapses a node."""
    about, box = scene.graph.nodes[node], scene.box(node)
    if not about.expandable or not 0 <= point.x() - box.x <= _CHEVRON:
        return False
    down = point.y() - box.y
    return 0 <= down <= HEADER if about.expanded else 18 <= down <= box.height


def on_badge(scene: Scene, node: int, point: QPointF) -> bool:
    """Whether a point is on the pill that counts or numbers a node."""
    pill = pill_rect(scene, node)
    return pill is not None and pill.contains(point)


def step_at(scene: Scene, node: int, point: QPointF) -> int:
    """Which way a point on the trips of a loop leads: 1 to the next, -1 to the one before."""
    pill = pill_rect(scene, node) if scene.graph.nodes[node].trip else None
    if pill is None or not pill.contains(point):
        return 0
    return 1 if point.x() >= pill.center().x() else -1


def pill_rect(scene: Scene, node: int) -> QRectF | None:
    """Where the pill is that counts or numbers a node, if it has one."""
    rect = scene.rect(node)
    for word in scene.words(node):
        if word.tone is Tone.PILL:
            width = scene.lettering.width(word.face, word.text)
            x = rect.right() - word.x - width if word.ends else rect.x() + word.x
            return QRectF(x, rect.y() + word.baseline, width, 0).adjusted(-7, -12, 7, 4)
    return None


def on_header(scene: Scene, node: int, point: QPointF) -> bool:
    """Whether a point is on what one can grab a node by: all of a leaf, the header of others."""
    return bool(scene.is_leaf[node]) or point.y() - scene.box(node).y <= HEADER


def edge_at(scene: Scene, point: QPointF, tolerance: float) -> int | None:
    """The edge whose line is nearest to a point and not further than `tolerance`."""
    t = tolerance
    area = QRectF(point.x() - t, point.y() - t, 2 * t, 2 * t)
    best: tuple[float, int] | None = None
    for edge in scene.edges_in(area).tolist():
        if not scene.graph.edges[edge].tensors:
            continue
        far = min(distance(point, a, b) for a, b in pairwise(scene.route(edge)))
        if far <= tolerance and (best is None or far < best[0]):
            best = far, edge
    return best[1] if best is not None else None


def label_at(scene: Scene, point: QPointF) -> int | None:
    """The edge whose label is under a point."""
    for edge in scene.edges_in(QRectF(point, point)).tolist():
        box = scene.label_box(edge)
        if box is not None and QRectF(*box).contains(point):
            return int(edge)
    return None


def nearest(route: Sequence[tuple[int, int]], point: QPointF) -> QPointF:
    """The place on a line that is nearest to a point."""
    places = [_nearest(point, a, b) for a, b in pairwise(route)]
    return min(places, key=lambda place: (place - point).manhattanLength())


def distance(point: QPointF, start: tuple[int, int], end: tuple[int, int]) -> float:
    """From a point to a straight piece of a line."""
    apart = point - _nearest(point, start, end)
    return hypot(apart.x(), apart.y())


def _nearest(point: QPointF, start: tuple[int, int], end: tuple[int, int]) -> QPointF:
    (x0, y0), (x1, y1) = start, end
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    share = ((point.x() - x0) * dx + (point.y() - y0) * dy) / length if length else 0.0
    share = min(max(share, 0.0), 1.0)
    return QPointF(x0 + share * dx, y0 + share * dy)
