"""What a rectangle drawn over the picture selects."""

from PySide6.QtCore import QRectF

from inspector.canvas.scene import Scene
from inspector.report.place import Place


def places_within(scene: Scene, area: QRectF) -> tuple[Place, ...]:
    """The places of the boxes that a rectangle touches, and of the frames that it holds whole.

    What lies within one of these is not counted by itself.
    """
    nodes = [int(node) for node in scene.nodes_in(area)]
    chosen: set[int] = set()
    found: dict[Place, None] = {}
    for node in nodes:  # the outer ones come first
        above = scene.graph.parents[node]
        if above in chosen:
            chosen.add(node)
            continue
        place = scene.graph.nodes[node].place
        is_root = place is None or not (place.path or place.site)
        if place is not None and not is_root and _is_meant(scene, node, area):
            chosen.add(node)
            found[place] = None
    return tuple(found)


def _is_meant(scene: Scene, node: int, area: QRectF) -> bool:
    return bool(scene.is_leaf[node]) or area.contains(scene.rect(node))
