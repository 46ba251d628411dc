"""Painting a scene: frames, lines, nodes and words, and only what is in sight.

Knows neither the widget nor the mouse, so that the window and the exports paint alike.
"""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from inspector.canvas.inks import Inks
from inspector.canvas.paint_badges import paint_badges
from inspector.canvas.paint_edges import labels, paint_labels, paint_lines
from inspector.canvas.paint_far import paint_far, paint_names
from inspector.canvas.paint_nodes import (
    LEAST_NAMED,
    READABLE,
    leaf_look,
    paint_frame,
    paint_header,
    paint_leaf,
)
from inspector.canvas.paint_stack import STACK
from inspector.canvas.scene import Scene
from inspector.canvas.sight import Sight
from inspector.canvas.stamps import Stamped
from inspector.canvas.words import TWO_LINES
from inspector.graph.layout.work import Progress

_FAR_HEIGHT = 5.0
"""Nodes lower than this on the screen are blocks of color."""
_CROWD = 900
"""So are more nodes than this in sight."""
_TOLD = 200
"""After so many nodes it is told how many are painted."""


def paint(
    painter: QPainter,
    scene: Scene,
    sight: Sight,
    inks: Inks,
    in_full: bool = False,
    progress: Progress | None = None,
) -> None:
    """Paint what is in sight with a painter that counts in the picture's own pixels.

    `in_full` paints every node and word, however many there are; `progress` hears then how
    many of the nodes are painted, and may raise to end it.
    """
    nodes = scene.nodes_in(sight.area)
    leaves = nodes[scene.is_leaf[nodes]]
    containers = nodes[~scene.is_leaf[nodes]]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    is_far = sight.zoom * TWO_LINES < _FAR_HEIGHT or len(leaves) > _CROWD
    if is_far and not in_full:
        paint_far(painter, scene, sight, containers, leaves, inks)
        paint_badges(painter, scene, sight, inks)
        return
    for node in containers.tolist():
        paint_frame(painter, scene.rect(node), scene.graph.nodes[node], inks)
    edges = scene.edges_in(sight.area).tolist()
    paint_lines(painter, scene, edges, inks, sight.zoom)
    for node in containers.tolist():
        paint_header(painter, scene, node, inks, sight.zoom, sight.area)
    if in_full:
        for number, node in enumerate(leaves.tolist()):
            if progress is not None and number % _TOLD == 0:
                progress(number, len(leaves))
            paint_leaf(painter, scene, node, inks, sight.zoom)
    else:
        scene.stamps.paint(
            painter, (_stamped(scene, node, inks, sight) for node in leaves.tolist())
        )
    if in_full:
        paint_labels(painter, scene, edges, inks)
    elif sight.zoom >= READABLE:
        scene.stamps.paint(painter, labels(scene, edges, inks))
    elif sight.zoom < LEAST_NAMED:
        paint_names(painter, scene, containers, sight.zoom, inks)
    paint_badges(painter, scene, sight, inks)


def _stamped(scene: Scene, node: int, inks: Inks, sight: Sight) -> Stamped:
    box = scene.box(node)
    below = STACK if scene.graph.nodes[node].repeats > 1 else 0.0
    return Stamped(
        QRectF(*box).adjusted(0, 0, 0, below),
        leaf_look(scene, node, (box.width, box.height), inks, sight.zoom),
        lambda painter: paint_leaf(painter, scene, node, inks, sight.zoom),
    )
