"""What the tooltip under a point is about: a node, its triangle, or a line with its tensors."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from inspector.canvas.hit import edge_at, label_at, node_at, on_chevron, on_header
from inspector.canvas.scene import Scene
from inspector.graph.graph import Node
from inspector.graph.index import Index
from inspector.graph.tooltip import Tip, tooltip
from inspector.graph.tooltip_edges import edge_tip

_REACH = 5.0
"""How near to a line, in pixels of the screen, one asks about the line."""


class Told(NamedTuple):
    """A tip, and the part of the picture in which it stays."""

    tip: Tip
    area: QRectF


def tip_at(scene: Scene, index: Index, point: QPointF, zoom: float) -> Told | None:
    """What is to be told at a point of the picture; None for nothing.

    Where a line enters or leaves a container it counts more than the container's header.
    """
    node = node_at(scene, point)
    is_leaf = node is not None and bool(scene.is_leaf[node])
    if node is not None and on_chevron(scene, node, point):
        return Told(_chevron_tip(scene.graph.nodes[node]), _near(point, zoom))
    if node is not None and is_leaf:
        return Told(tooltip(index, scene.graph.nodes[node]), scene.rect(node))
    edge = label_at(scene, point)
    if edge is None:
        edge = edge_at(scene, point, _REACH / zoom)
    if edge is not None:
        return Told(edge_tip(index, scene.graph, edge), _near(point, zoom))
    if node is not None and on_header(scene, node, point):
        return Told(tooltip(index, scene.graph.nodes[node]), _near(point, zoom))
    return None


def _chevron_tip(node: Node) -> Tip:
    if node.expanded:
        return Tip(f"Collapse {node.title}", rows=(("key", "E"),))
    inside = (("inside", node.detail),) if node.detail else ()
    return Tip(f"Expand {node.title}", rows=(*inside, ("key", "E, or Enter to go in")))


def _near(point: QPointF, zoom: float) -> QRectF:
    reach = _REACH / zoom
    return QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
