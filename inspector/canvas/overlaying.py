"""What the picture is colored by, measured anew whenever the picture changes."""

from PySide6.QtCore import QObject, Signal

from inspector.canvas.picture import Picture
from inspector.graph.costs import Costs
from inspector.graph.index import Index
from inspector.graph.measures import Measure
from inspector.graph.overlay import Overlay, overlay


class Overlaying(QObject):
    """Keeps the overlay of a picture; sums over a report are made once for all its pictures."""

    changed = Signal()
    """The picture, or what it is colored by, is another one."""

    def __init__(self, picture: Picture, parent: QObject) -> None:
        super().__init__(parent)
        self.measure = Measure.KIND
        self.overlay: Overlay | None = None
        """None where nodes have the colors of their families."""
        self._picture = picture
        self._summed: tuple[Index, Costs] | None = None
        picture.on_changed = self.refresh

    def set_measure(self, measure: Measure) -> None:
        """Color by something else."""
        self.measure = measure
        self.refresh()

    def refresh(self) -> None:
        """Measure the nodes of the picture as it is now."""
        drawing = self._picture.drawing
        if self.measure is Measure.KIND or drawing is None:
            self.overlay = None
        else:
            costs, graph = self._costs(drawing.index), drawing.scene.graph
            self.overlay = overlay(drawing.index, costs, graph, drawing.cover, self.measure)
        self.changed.emit()

    @property
    def families(self) -> frozenset[str]:
        """The families of the nodes in the picture."""
        scene = self._picture.scene
        return frozenset(node.family for node in scene.graph.nodes) if scene else frozenset()

    def _costs(self, index: Index) -> Costs:
        if self._summed is None or self._summed[0] is not index:
            self._summed = index, Costs(index)
        return self._summed[1]
