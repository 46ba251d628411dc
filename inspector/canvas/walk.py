"""Where the keys lead: along the edges, to neighbors, into containers, or on in reading order."""

from enum import Enum

import numpy as np

from inspector.canvas.boxes import Numbers
from inspector.canvas.scene import Scene
from inspector.graph.layout.direction import Direction

_TENSORS = ("constant", "parameter", "buffer")


class Way(Enum):
    """A direction that a key asks for."""

    DOWN = "down"
    UP = "up"
    LEFT = "left"
    RIGHT = "right"
    IN = "in"
    OUT = "out"
    NEXT = "next"
    PREVIOUS = "previous"
    FIRST = "first"
    LAST = "last"


def walk(scene: Scene, node: int | None, way: Way) -> int | None:
    """The node that one comes to; None if there is none that way."""
    last = len(scene.graph.nodes) - 1
    if last < 0:
        return None
    if way is Way.LAST:
        return last
    if node is None or way is Way.FIRST:
        return None if way is Way.PREVIOUS else 0
    if way is Way.NEXT:
        return node + 1 if node < last else None
    if way is Way.PREVIOUS:
        return node - 1 if node else None
    if way is Way.IN:
        return _first_inside(scene, node)
    if way is Way.OUT:
        parent = scene.graph.parents[node]
        return parent if parent >= 0 else None
    return _towards(scene, node, way)


def flows_down(scene: Scene) -> bool:
    """Whether a picture runs from top to bottom, rather than from left to right."""
    return scene.direction is Direction.DOWN


def _towards(scene: Scene, node: int, way: Way) -> int | None:
    """With the flow or against it along the edges, and else to what stands on that side."""
    onwards, back = (Way.DOWN, Way.UP) if flows_down(scene) else (Way.RIGHT, Way.LEFT)
    along = _along_edges(scene, node, way is onwards) if way in (onwards, back) else None
    return along if along is not None else _beside(scene, node, way)


def _first_inside(scene: Scene, node: int) -> int | None:
    """The first that runs in a container; what comes in from the side stands beside it."""
    parents, nodes = scene.graph.parents, scene.graph.nodes
    children = [child for child in scene.graph.within(node) if parents[child] == node]
    running = (child for child in children if nodes[child].kind not in _TENSORS)
    return next(running, children[0] if children else None)


def _along_edges(scene: Scene, node: int, onwards: bool) -> int | None:
    """The nearest end of an edge that leaves or enters the node, or what is inside it."""
    inside = scene.graph.within(node)
    ends = [
        end
        for source, target in scene.graph.ends
        for start, end in (((source, target) if onwards else (target, source)),)
        if start in inside and end not in inside
    ]
    here, is_down = scene.rect(node).center(), flows_down(scene)

    def aside(end: int) -> tuple[float, int]:
        there = scene.rect(end).center() - here
        return abs(there.x() if is_down else there.y()), end

    return min(ends, key=aside, default=None)


def _beside(scene: Scene, node: int, way: Way) -> int | None:
    """The nearest sibling on that side."""
    boxes, here = scene.boxes, scene.box(node)
    ahead = {
        Way.LEFT: here.x - boxes.right,
        Way.RIGHT: boxes.left - here.right,
        Way.UP: here.y - boxes.bottom,
        Way.DOWN: boxes.top - here.bottom,
    }[way]
    if way in (Way.LEFT, Way.RIGHT):
        aside = _gap(boxes.top, boxes.bottom, here.y, here.bottom)
    else:
        aside = _gap(boxes.left, boxes.right, here.x, here.right)
    parents = np.array(scene.graph.parents)
    there = (parents == parents[node]) & (ahead >= 0)
    there[node] = False
    if not there.any():
        return None
    return int(np.where(there, ahead + 4 * aside, np.inf).argmin())


def _gap(low: Numbers, high: Numbers, start: int, end: int) -> Numbers:
    """How far intervals are from one; 0 where they overlap."""
    apart: Numbers = np.maximum(0, np.maximum(low - end, start - high))
    return apart
