"""The traced path over the picture: everything else is pale, its own lines are colored."""

from PySide6.QtGui import QColor, QPainter, QPen

from inspector.canvas.blocks import paint_blocks
from inspector.canvas.inks import Inks
from inspector.canvas.paint_edges import paint_labels, paint_with
from inspector.canvas.paint_nodes import READABLE, paint_header, paint_leaf
from inspector.canvas.scene import Scene
from inspector.canvas.sight import Sight
from inspector.graph.reach import Reach

_VEIL = 200
_FAR = 0.12
_CROWD = 1500
"""Further away, or with more nodes than this in sight, nodes are blocks of color."""


def paint_traced(painter: QPainter, scene: Scene, sight: Sight, reach: Reach, inks: Inks) -> None:
    """Paint a veil over what is in sight, and the path once more over the veil."""
    veil = QColor(inks.canvas)
    veil.setAlpha(_VEIL)
    painter.fillRect(sight.area, veil)
    seen = scene.nodes_in(sight.area)
    leaves = seen[scene.mask(reach.nodes)[seen] & scene.is_leaf[seen]]
    is_far = sight.zoom < _FAR or len(leaves) > _CROWD
    edges = [] if is_far else [e for e in scene.edges_in(sight.area).tolist() if e in reach.edges]
    paint_with(painter, scene, edges, QPen(inks.accent, 2.0))
    if is_far:
        paint_blocks(painter, scene.boxes, leaves, scene.blocks(inks)[leaves], sight, 2)
        return
    for node in {around for leaf in leaves.tolist() for around in scene.ancestors(leaf)}:
        paint_header(painter, scene, node, inks, sight.zoom, sight.area)
    for node in leaves.tolist():
        paint_leaf(painter, scene, node, inks, sight.zoom)
    if sight.zoom >= READABLE:
        paint_labels(painter, scene, edges, inks)
