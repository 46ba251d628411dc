"""Scenes from the notation of the tests."""

from inspector.canvas.scene import Scene
from inspector.graph.expansion import Expansion
from inspector.graph.folding import UNFOLDED, Folding
from inspector.graph.index import Index
from inspector.graph.layout.direction import Direction
from inspector.graph.visible import visible
from tests.graph.notation import report


def scene(
    source: str,
    level: int = 9,
    direction: Direction = Direction.DOWN,
    folding: Folding = UNFOLDED,
) -> Scene:
    """A report at a level; needs the application."""
    index = Index(report(source))
    return Scene(visible(index, Expansion(index, level), folding), direction=direction)


def at(scene: Scene, key: str) -> int:
    """The position of a node."""
    return scene.graph.index[key]


def edge(scene: Scene, source: str, target: str) -> int:
    """The position of an edge."""
    return scene.graph.ends.index((at(scene, source), at(scene, target)))
