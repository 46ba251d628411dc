"""The way from the model to a node, and what one finds in a container, by name."""

from typing import NamedTuple

from inspector.canvas.scene import Scene
from inspector.graph.index import Index
from inspector.graph.nodes import item_node

_AT_THE_BORDER = ("input", "output")


class Crumb(NamedTuple):
    """A container, or the node that the way leads to."""

    key: str
    title: str
    type: str


def crumbs(scene: Scene, index: Index, root: str | None, node: int | None) -> list[Crumb]:
    """The containers around a node and the node itself, from the model on.

    `root` is the key of the one that is shown alone; those around it are named too.
    """
    around = _outside(index, root) if root is not None else []
    if node is None or scene.graph.nodes[node].kind in _AT_THE_BORDER:
        node = scene.graph.index.get(root) if root is not None else None
    if node is None:
        return around
    inner = [node, *scene.ancestors(node)]
    return [*around, *(_crumb(scene, each) for each in reversed(inner))]


def steps_inside(scene: Scene, key: str) -> list[Crumb]:
    """What is visible directly in a container; nothing if it is not expanded."""
    container = scene.graph.index.get(key)
    if container is None or scene.is_leaf[container]:
        return []
    parents = scene.graph.parents
    inside = (n for n in range(container + 1, len(parents)) if parents[n] == container)
    return [_crumb(scene, node) for node in inside]


def _outside(index: Index, root: str) -> list[Crumb]:
    found: list[Crumb] = []
    position = index.tree.position(root)
    around = index.tree.parents[position] if position is not None else -1
    while around >= 0:
        node = item_node(index, around, None, False, None)
        found.append(Crumb(node.key, node.title, node.type))
        around = index.tree.parents[around]
    return found[::-1]


def _crumb(scene: Scene, node: int) -> Crumb:
    about = scene.graph.nodes[node]
    return Crumb(about.key, about.title, about.type)
