"""Something dragged over the canvas: where it would land, and whether it may."""

from dataclasses import replace

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent

from inspector.canvas.marks import Marks
from inspector.canvas.scene import Scene
from inspector.canvas.spots import ROOT, Spot, spot_at
from inspector.report.place import DropTarget
from inspector.session.drop_handler import COMPONENT_MIME, PLACE_MIME, DropHandler


class Hovering:
    """Asks the drop handler once for each spot that the pointer comes to."""

    def __init__(self) -> None:
        self.handler: DropHandler | None = None
        self.spot: Spot | None = None
        self.refusal: str | None = None
        self._asked: tuple[DropTarget, bool] | None = None

    def accepts(self, data: QMimeData) -> bool:
        """Whether a drag is of a kind that can land here at all."""
        return self.handler is not None and (
            data.hasFormat(COMPONENT_MIME) or data.hasFormat(PLACE_MIME)
        )

    def over(self, event: QDropEvent, scene: Scene | None, point: QPointF, zoom: float) -> None:
        """Note where a drop would land now, and accept or refuse the event."""
        spot = spot_at(scene, point, zoom) if scene is not None else Spot(DropTarget("into", ROOT))
        copy = is_copy(event)
        if (spot.target, copy) != self._asked:
            self._asked = spot.target, copy
            handler = self.handler
            self.refusal = handler.refusal(event.mimeData(), spot.target, copy) if handler else ""
        self.spot = spot
        if self.refusal is None:
            event.setDropAction(Qt.DropAction.CopyAction if copy else Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def drop(self, event: QDropEvent) -> None:
        """Let the handler carry the drop out, if it does not refuse it."""
        if self.spot is not None and self.refusal is None and self.handler is not None:
            event.acceptProposedAction()
            self.handler.drop(event.mimeData(), self.spot.target, is_copy(event))
        else:
            event.ignore()

    def end(self) -> None:
        """The drag has gone elsewhere."""
        self.spot = self.refusal = self._asked = None

    def marked(self, marks: Marks) -> Marks:
        """The marks with the indicator of the drop."""
        return replace(marks, spot=self.spot, refused=self.refusal is not None)


def is_copy(event: QDropEvent) -> bool:
    """Whether something of the model is to be copied rather than moved; a component is new."""
    if event.mimeData().hasFormat(COMPONENT_MIME):
        return True
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
