"""What one looks at: what is open, what is selected, and which part of the picture is in view."""

from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QPointF, QRectF, QSizeF

from inspector.canvas.camera import Camera
from inspector.canvas.draft import Opened
from inspector.canvas.hit import node_at
from inspector.canvas.scene import Scene
from inspector.report.place import Place

_NEAR_ZOOM = 1.5
_NEAR = 0.5
"""Moving by less than this part of the view is still looking at the same."""


@dataclass(frozen=True)
class Outlook:
    """Holds on to a node in the middle, so that it is still right when the picture has changed."""

    opened: Opened
    place: Place | None
    key: str | None
    """Of the selected node."""
    zoom: float
    middle: QPointF
    """The point of the picture in the middle of the view."""
    width: float
    """Of the view, in pixels of the picture."""
    anchor: str | None
    """Key of the node in the middle; None if there is none."""
    offset: QPointF
    """From the top left of that node to the middle of the view."""

    @staticmethod
    def of(
        scene: Scene,
        camera: Camera,
        view: QSizeF,
        opened: Opened,
        place: Place | None,
        key: str | None,
    ) -> "Outlook":
        """What is in view now."""
        middle = camera.sight(QRectF(QPointF(), view)).area.center()
        node = node_at(scene, middle)
        anchor = scene.graph.nodes[node].key if node is not None else None
        offset = middle - scene.rect(node).topLeft() if node is not None else QPointF()
        width = view.width() / camera.zoom
        return Outlook(opened, place, key, camera.zoom, middle, width, anchor, offset)

    def is_near(self, other: "Outlook") -> bool:
        """Whether one would call it the same."""
        mine, others = (self.opened, self.place, self.key), (other.opened, other.place, other.key)
        moved = self.middle - other.middle
        return (
            mine == others
            and 1 / _NEAR_ZOOM < self.zoom / other.zoom < _NEAR_ZOOM
            and hypot(moved.x(), moved.y()) < _NEAR * self.width
        )

    def camera(self, scene: Scene, view: QSizeF) -> Camera:
        """The camera that shows it in a picture, also a later one."""
        node = scene.graph.index.get(self.anchor) if self.anchor is not None else None
        middle = self.middle if node is None else scene.rect(node).topLeft() + self.offset
        return Camera.centered(middle, view, self.zoom)
