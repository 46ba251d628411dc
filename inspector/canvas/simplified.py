"""A quiet line over a picture that was too large to be laid out with all care."""

from PySide6.QtWidgets import QLabel, QWidget

from inspector.canvas.overlaying import Overlaying
from inspector.canvas.picture import Picture

SIMPLIFIED = "So many lines run side by side here that they were left to cross as they are."
_WHY = "Collapse or isolate a container for a clearer picture."
_LOOK = """
Simplified {
    background: palette(base); border: 1px solid palette(mid); border-radius: 7px;
    padding: 6px 12px;
}
"""


class Simplified(QLabel):
    """Says that the layout fell back to a cheaper order, as long as such a picture is shown."""

    def __init__(self, picture: Picture, overlaying: Overlaying, around: QWidget) -> None:
        super().__init__(SIMPLIFIED, around)
        self._picture = picture
        self.setToolTip(_WHY)
        self.setStyleSheet(_LOOK)
        overlaying.changed.connect(self._follow)
        self.hide()

    def _follow(self) -> None:
        scene = self._picture.scene
        self.setVisible(scene is not None and scene.is_simplified)
