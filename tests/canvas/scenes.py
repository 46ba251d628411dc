"""Scenes from the notation of the tests."""

from inspector.canvas.boxes import Boxes
from inspector.canvas.scene import Scene
from inspector.graph.expansion import Expansion
from inspector.graph.index import Index
from inspector.graph.visible import visible
from tests.graph.notation import report


def scene(source: str, level: int = 9) -> Scene:
    """A report at a level; needs the application."""
    index = Index(report(source))
    return Scene(visible(index, Expansion(index, level)))


def at(scene: Scene, key: str) -> int:
    """The position of a node."""
    return scene.graph.index[key]


def edge(scene: Scene, source: str, target: str) -> int:
    """The position of an edge."""
    return scene.graph.ends.index((at(scene, source), at(scene, target)))


def turned(scene: Scene) -> Scene:
    """The same picture from left to right."""
    scene.boxes, scene.reaches = _turned(scene.boxes), _turned(scene.reaches)
    scene._points = scene._points[:, ::-1]
    return scene


def _turned(boxes: Boxes) -> Boxes:
    return Boxes(boxes.top, boxes.left, boxes.bottom, boxes.right)
