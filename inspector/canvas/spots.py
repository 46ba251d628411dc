"""Where a drop would land: the target in the model, and how the picture shows it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from inspector.canvas.hit import edge_at, node_at
from inspector.canvas.scene import Scene
from inspector.graph.layout.direction import Direction
from inspector.report.place import DropTarget, Place

_REACH = 14.0
"""How near to a line, in pixels of the screen, a drop goes into the line."""
_BAR = 4.0
_LEAST_BAR = 120.0
ROOT = Place("")


@dataclass(frozen=True)
class Spot:
    """A drop target and its indicator: a bar where the thing will stand, or an outlined area."""

    target: DropTarget
    bar: QRectF | None = None
    outline: QRectF | None = None


def spot_at(scene: Scene, point: QPointF, zoom: float) -> Spot:
    """What a drop at a point of the picture means."""
    node = node_at(scene, point)
    if node is None or not scene.is_leaf[node]:
        edge = edge_at(scene, point, _REACH / zoom)
        if edge is not None:
            spot = _on_edge(scene, edge, node, point)
            if spot is not None:
                return spot
    if node is None:
        return _into_root(scene)
    return _on_node(scene, node)


def _on_node(scene: Scene, node: int) -> Spot:
    about, rect = scene.graph.nodes[node], scene.rect(node)
    if about.kind == "input":
        return _around_input(scene, node)
    if about.place is None or about.kind == "output":
        return _into_root(scene)
    if about.expandable:
        return Spot(DropTarget("into", about.place), outline=rect)
    target = DropTarget("after", about.written or about.place)
    return Spot(target, bar=_bar(scene, rect, _ends(scene, rect) + _BAR))


def _on_edge(scene: Scene, edge: int, container: int | None, point: QPointF) -> Spot | None:
    """Between the two things that the edge joins at the level that the point is on."""
    source, target = scene.graph.ends[edge]
    level = _root(scene) if container is None else container
    if level is None:
        return None
    before, after = _at_level(scene, source, level), _at_level(scene, target, level)
    runs = before is not None and scene.graph.nodes[before].kind in ("module", "op", "loop")
    if before is not None and runs and not _is_one_branch(scene, source, target):
        place, rect = _written(scene, before), scene.rect(before)
        along = _ends(scene, rect) + 8
        if after is not None:
            along = (_ends(scene, rect) + _begins(scene, scene.rect(after))) / 2
        return Spot(DropTarget("after", place), _bar(scene, rect, along, point)) if place else None
    if after is not None:
        place, rect = _written(scene, after), scene.rect(after)
        bar = _bar(scene, rect, _begins(scene, rect) - 8)
        return Spot(DropTarget("before", place), bar) if place else None
    return None


def _is_one_branch(scene: Scene, source: int, target: int) -> bool:
    """Whether a line is one of several from its source, and the only one to its target."""
    leaving = sum(start == source for start, _ in scene.graph.ends)
    entering = sum(end == target for _, end in scene.graph.ends)
    return leaving > 1 and entering == 1


def _written(scene: Scene, node: int) -> Place | None:
    about = scene.graph.nodes[node]
    return about.written or about.place


def _root(scene: Scene) -> int | None:
    """The root's node, if it is expanded: what comes before it comes first in it."""
    nodes = enumerate(scene.graph.nodes)
    return next((n for n, about in nodes if about.place == ROOT and about.expanded), None)


def _at_level(scene: Scene, node: int, level: int) -> int | None:
    """The node itself, or the container around it, that stands directly at a level."""
    chain = [node, *scene.ancestors(node)]
    return next((each for each in chain if scene.graph.parents[each] == level), None)


def _around_input(scene: Scene, node: int) -> Spot:
    """Dropped on an input: before the first thing that reads it."""
    for source, target in scene.graph.ends:
        place = _written(scene, target)
        if source == node and place is not None and place != ROOT:
            rect = scene.rect(target)
            bar = _bar(scene, rect, _begins(scene, rect) - _BAR - 4)
            return Spot(DropTarget("before", place), bar)
    return _into_root(scene)


def _into_root(scene: Scene) -> Spot:
    for node, about in enumerate(scene.graph.nodes):
        if about.place == ROOT:
            return Spot(DropTarget("into", ROOT), outline=scene.rect(node))
    return Spot(DropTarget("into", ROOT), outline=scene.area)


def _begins(scene: Scene, rect: QRectF) -> float:
    """Where a node begins along the flow."""
    return rect.left() if scene.direction is Direction.RIGHT else rect.top()


def _ends(scene: Scene, rect: QRectF) -> float:
    return rect.right() if scene.direction is Direction.RIGHT else rect.bottom()


def _bar(scene: Scene, rect: QRectF, along: float, point: QPointF | None = None) -> QRectF:
    """A bar across the flow, in front of a node, or at a point beside it."""
    turned = scene.direction is Direction.RIGHT
    first, last = (rect.top(), rect.bottom()) if turned else (rect.left(), rect.right())
    width = max(min(last - first, 240.0), _LEAST_BAR)
    center = (first + last) / 2
    if point is not None:
        at = point.y() if turned else point.x()
        center = center if first <= at <= last else at
    bar = QRectF(center - width / 2, along - _BAR / 2, width, _BAR)
    return QRectF(bar.y(), bar.x(), bar.height(), bar.width()) if turned else bar
