"""Scenes from the notation of the tests."""

from inspector.canvas.scene import Scene
from inspector.graph.expansion import Expansion
from inspector.graph.index import Index
from inspector.graph.layout.arrange import Layout
from inspector.graph.layout.geometry import Box, Size
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
    layout = scene.layout
    boxes = tuple(Box(box.y, box.x, box.height, box.width) for box in layout.boxes)
    routes = tuple(tuple((y, x) for x, y in route) for route in layout.routes)
    size = Size(layout.size.height, layout.size.width)
    labels: tuple[None, ...] = (None,) * len(routes)
    scene.layout = Layout(boxes, routes, labels, size)
    scene.boxes = scene.boxes[:, [1, 0, 3, 2]]
    scene.reaches = scene.reaches[:, [1, 0, 3, 2]]
    return scene
