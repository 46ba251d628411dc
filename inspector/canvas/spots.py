"""Where a drop would land: the target in the model, and where in the picture that is."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from inspector.canvas.branches import is_branch, is_branch_line, is_one_of_many
from inspector.canvas.gaps import at_level, gap
from inspector.canvas.hit import edge_at, nearest, node_at
from inspector.canvas.scene import Scene
from inspector.canvas.walk import flows_down
from inspector.canvas.words import HEADER
from inspector.report.place import DropTarget, Place

_REACH = 14.0
"""How near to a line, in pixels of the screen, a drop goes into the line."""
_BEFORE = 1 / 3
"""So much of a node, at the side where the flow comes from, means before it."""
_RUNS = ("module", "op", "loop", "group")
ROOT = Place("")


@dataclass(frozen=True)
class Spot:
    """A drop target, and how the picture shows it; by numbers, which outlive the scene."""

    target: DropTarget
    at: QPointF | None = None
    """The middle of what would stand there."""
    outline: QRectF | None = None
    """The container that it would be in."""
    line: QPainterPath | None = None
    """The line that it would be put into."""


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
    return _on_node(scene, node, point)


def beside_node(scene: Scene, node: int) -> Spot | None:
    """After a node, where something new goes that is asked for by a menu; before an input's use."""
    about = scene.graph.nodes[node]
    if about.kind == "input":
        return _around_input(scene, node)
    has_beside = about.kind in _RUNS and about.place != ROOT
    return _beside(scene, node, after=True) if has_beside else None


def inside_node(scene: Scene, node: int) -> Spot | None:
    """At the end of a container; None for anything else."""
    about = scene.graph.nodes[node]
    return _into(scene, node) if about.expandable and about.place is not None else None


def under_drag(
    scene: Scene | None, point: QPointF, dragged: Place | None
) -> tuple[str | None, set[str]]:
    """The collapsed container under a point, unless it is dragged itself, and all around it."""
    node = node_at(scene, point) if scene is not None else None
    if scene is None or node is None:
        return None, set()
    about = scene.graph.nodes[node]
    around = {scene.graph.nodes[each].key for each in (node, *scene.ancestors(node))}
    opens = about.expandable and not about.expanded and about.place != dragged
    return about.key if opens else None, around


def _on_node(scene: Scene, node: int, point: QPointF) -> Spot:
    about = scene.graph.nodes[node]
    if about.kind == "input":
        return _around_input(scene, node)
    is_fold = about.ends is not None and not about.expanded
    if not is_fold and (about.place is None or about.kind == "output"):
        return _into_root(scene)
    if about.expandable and not is_fold and about.place is not None:
        return _into(scene, node)
    after = not _is_at_start(scene, node, point)
    return _beside(scene, node, after) or _into_root(scene)


def _is_at_start(scene: Scene, node: int, point: QPointF) -> bool:
    """Whether a point is in the part of a node where the flow comes in."""
    rect, place = scene.rect(node), point
    if flows_down(scene):
        return place.y() - rect.y() < _BEFORE * rect.height()
    return place.x() - rect.x() < _BEFORE * rect.width()


def _on_edge(scene: Scene, edge: int, container: int | None, point: QPointF) -> Spot | None:
    """Between the two things that the edge joins at the level that the point is on.

    If other lines leave the one and come into the other, only in this line.
    """
    source, target = scene.graph.ends[edge]
    level = _root(scene) if container is None else container
    if level is None:
        return None
    before, after = at_level(scene, source, level), at_level(scene, target, level)
    if after is not None and is_one_of_many(scene, source, target):
        return _along(scene, edge, after, point)
    runs = before is not None and scene.graph.nodes[before].kind in _RUNS
    if before is not None and runs and not is_branch_line(scene, source, target):
        return _beside(scene, before, True, edge)
    if after is not None:
        return _beside(scene, after, False, edge)
    return None


def _along(scene: Scene, edge: int, reader: int, point: QPointF) -> Spot | None:
    about, tensors = scene.graph.nodes[reader], scene.graph.edges[edge].tensors
    if about.call is None or about.place is None:
        return None
    target = DropTarget("along", about.place, about.call, tensors)
    return Spot(target, nearest(scene.route(edge), point), line=scene.path(edge))


def _beside(scene: Scene, node: int, after: bool, edge: int | None = None) -> Spot | None:
    """After or before a node; in the line if there is one. Of a fold, after the last member."""
    about = scene.graph.nodes[node]
    place = about.written or about.place
    if about.ends is not None:
        place = about.ends[after]
    if place is None:
        return None
    edge = _only_edge(scene, node, after) if edge is None else edge
    if is_branch(scene, node):
        target = DropTarget("downstream" if after else "upstream", place)
    else:
        target = DropTarget("after" if after else "before", place)
    line = scene.path(edge) if edge is not None else None
    return Spot(target, gap(scene, node, after, edge), line=line)


def _only_edge(scene: Scene, node: int, after: bool) -> int | None:
    """The line that leaves or enters a node, if it is the only one."""
    side, ends = 0 if after else 1, scene.graph.ends
    found = [
        edge
        for edge in scene.edges_in(scene.rect(node)).tolist()
        if ends[edge][side] == node and scene.graph.nodes[ends[edge][0]].kind in (*_RUNS, "input")
    ]
    return found[0] if len(found) == 1 else None


def _root(scene: Scene) -> int | None:
    """The root's node, if it is expanded: what comes before it comes first in it."""
    nodes = enumerate(scene.graph.nodes)
    return next((n for n, about in nodes if about.place == ROOT and about.expanded), None)


def _around_input(scene: Scene, node: int) -> Spot:
    """Dropped on an input: before the first thing that reads it."""
    for edge, (source, target) in enumerate(scene.graph.ends):
        if source == node and scene.graph.nodes[target].place != ROOT:
            spot = _beside(scene, target, False, edge)
            if spot is not None:
                return spot
    return _into_root(scene)


def _into(scene: Scene, node: int) -> Spot:
    """At the end of a container."""
    place, rect = scene.graph.nodes[node].place, scene.rect(node)
    assert place is not None
    target = DropTarget("into", place)
    parents = scene.graph.parents
    running = [
        child
        for child in scene.graph.within(node)
        if parents[child] == node and scene.graph.nodes[child].kind in _RUNS
    ]
    if scene.is_leaf[node]:
        return Spot(target, QPointF(rect.center().x(), rect.bottom()), rect)
    if not running:
        return Spot(target, rect.center() + QPointF(0, HEADER / 2), rect)
    return Spot(target, gap(scene, running[-1], True, None), rect)


def _into_root(scene: Scene) -> Spot:
    for node, about in enumerate(scene.graph.nodes):
        if about.place == ROOT:
            return _into(scene, node)
    return Spot(DropTarget("into", ROOT), outline=scene.area)
