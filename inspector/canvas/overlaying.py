"""What the picture is colored by, told to whoever explains it."""

from PySide6.QtCore import QObject, Signal

from inspector.canvas.picture import Picture
from inspector.graph.measures import Measure
from inspector.graph.overlay import Overlay


class Overlaying(QObject):
    """The overlay of a picture, which is measured anew whenever the picture changes."""

    changed = Signal()
    """The picture, or what it is colored by, is another one."""

    def __init__(self, picture: Picture, parent: QObject) -> None:
        super().__init__(parent)
        self._picture = picture
        picture.on_changed = self.changed.emit

    @property
    def measure(self) -> Measure:
        """What is wanted."""
        return self._picture.measure

    def set_measure(self, measure: Measure) -> None:
        """Color by something else."""
        self._picture.color_by(measure)

    @property
    def overlay(self) -> Overlay | None:
        """What is shown; None where nodes have the colors of their families."""
        drawing = self._picture.drawing
        return drawing.overlay if drawing is not None else None

    @property
    def families(self) -> frozenset[str]:
        """The families of the nodes in the picture."""
        scene = self._picture.scene
        return frozenset(node.family for node in scene.graph.nodes) if scene else frozenset()
