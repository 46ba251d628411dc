"""What a menu on the picture is about: a node, a line, or the ground."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF

from inspector.canvas.hit import edge_at, label_at, node_at, on_header
from inspector.canvas.scene import Scene
from inspector.canvas.spots import Spot, beside_node, inside_node, spot_at
from inspector.graph.copied import node_shapes, printed, shapes
from inspector.graph.graph import Node
from inspector.graph.index import Index

_REACH = 5.0


@dataclass(frozen=True)
class Under:
    """Of a line, `source` and `target` are its ends; of a node, `node` is it."""

    node: Node | None = None
    source: Node | None = None
    target: Node | None = None
    shape: str = ""
    """As Python writes it."""
    tensors: tuple[int, ...] = ()
    """Those that flow along the line."""
    text: str = ""
    """The node as print shows it."""
    spot: Spot | None = None
    """Where something new would go."""
    inside: Spot | None = None
    """The same within the node, if it is a container."""


def under(scene: Scene, index: Index, point: QPointF, zoom: float) -> Under:
    """What is at a point of the picture."""
    node = node_at(scene, point)
    if node is not None and scene.is_leaf[node]:
        return of_node(scene, index, node)
    edge = label_at(scene, point)
    if edge is None:
        edge = edge_at(scene, point, _REACH / zoom)
    if edge is not None:
        source, target = (scene.graph.nodes[end] for end in scene.graph.ends[edge])
        tensors = scene.graph.edges[edge].tensors
        spot = spot_at(scene, point, zoom)
        return Under(None, source, target, shapes(index, tensors), tensors, spot=spot)
    if node is not None and (on_header(scene, node, point) or scene.graph.parents[node] >= 0):
        return of_node(scene, index, node)
    return Under(spot=spot_at(scene, point, zoom))


def of_node(scene: Scene, index: Index, node: int) -> Under:
    """The same for a node that the keyboard is at."""
    about = scene.graph.nodes[node]
    return Under(
        about,
        shape=node_shapes(index, about),
        text=printed(index, about),
        spot=beside_node(scene, node),
        inside=inside_node(scene, node),
    )
