"""The line that is selected, kept by what it joins, so that it outlives the scene."""

from PySide6.QtCore import QPointF

from inspector.canvas.scene import Scene
from inspector.canvas.under import Under


class ChosenLine:
    """A line with its two ends, or none."""

    def __init__(self) -> None:
        self.about: Under | None = None
        self.point = QPointF()
        """Where in the picture it was selected."""

    def take(self, about: Under, point: QPointF) -> None:
        """Select the line that is under a point of the picture."""
        self.about, self.point = about, point

    def drop(self) -> None:
        """Select none."""
        self.about = None

    def edge(self, scene: Scene) -> int | None:
        """Its position in a scene; None if it is not there."""
        about = self.about
        if about is None or about.source is None or about.target is None:
            return None
        source, target = about.source.key, about.target.key
        node = scene.graph.index.get(target)
        for edge in scene.edges_at([node]) if node is not None else ():
            found = scene.graph.edges[edge]
            if (found.source, found.target) == (source, target):
                return edge
        return None
