"""Where between two nodes a third one would stand, whichever way the picture flows."""

from PySide6.QtCore import QPointF, QRectF

from inspector.canvas.scene import Scene
from inspector.canvas.walk import flows_down

_NEXT_TO = 15.0
"""From the border of a node to the middle of what is put next to it, where nothing else is."""


def gap(scene: Scene, node: int, after: bool, edge: int | None) -> QPointF:
    """The middle between a node and what follows or precedes it at its level."""
    rect, level = scene.rect(node), scene.graph.parents[node]
    other = scene.graph.ends[edge][1 if after else 0] if edge is not None else None
    beyond = at_level(scene, other, level) if other is not None else None
    across = scene.rect(beyond) if beyond is not None else None
    frame = scene.rect(level) if level >= 0 else None
    if flows_down(scene):
        x = _crossing(scene, edge, rect.center().x(), 0)
        return QPointF(x, _halfway(rect, across, frame, after, 1))
    y = _crossing(scene, edge, rect.center().y(), 1)
    return QPointF(_halfway(rect, across, frame, after, 0), y)


def _crossing(scene: Scene, edge: int | None, middle: float, axis: int) -> float:
    """Where the line runs, sideways to the flow, at the end that is nearer to the node."""
    if edge is None:
        return middle
    return min((point[axis] for point in scene.route(edge)), key=lambda x: abs(x - middle))


def _halfway(
    rect: QRectF, across: QRectF | None, frame: QRectF | None, after: bool, axis: int
) -> float:
    """Along the flow: from the node's border half the way to what comes next, or to the frame."""
    low, high = _ends(rect, axis)
    start = high if after else low
    if across is not None:
        limit = _ends(across, axis)[0 if after else 1]
    elif frame is not None and after:
        limit = _ends(frame, axis)[1]
    else:
        limit = start + (2 if after else -2) * _NEXT_TO
    return (start + limit) / 2


def _ends(rect: QRectF, axis: int) -> tuple[float, float]:
    return (rect.top(), rect.bottom()) if axis else (rect.left(), rect.right())


def at_level(scene: Scene, node: int, level: int) -> int | None:
    """The node itself, or the container around it, that stands directly at a level."""
    chain = [node, *scene.ancestors(node)]
    return next((each for each in chain if scene.graph.parents[each] == level), None)
