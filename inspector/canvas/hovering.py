"""Something dragged over the canvas: what it is, where it would land, and whether it may."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent

from inspector.canvas.ghost import NOTHING, Ghost
from inspector.canvas.marks import Marks
from inspector.canvas.scene import Scene
from inspector.canvas.spots import ROOT, Spot, spot_at
from inspector.look.theme import Family
from inspector.report.place import DropTarget, Place
from inspector.session.component import from_mime
from inspector.session.drop_handler import COMPONENT_MIME, PLACE_MIME, DropHandler
from inspector.session.place_mime import place_from_mime

_ASKED = Ghost("?")
_GONE = "This is gone from the code; the picture is an older one."


class Hovering:
    """Asks the drop handler once for each spot that the pointer comes to.

    What is dragged is copied when it comes in: the picture moves under a pointer that rests, and
    then there is no event that would bring it along.
    """

    def __init__(self) -> None:
        self.handler: DropHandler | None = None
        self.place_now: Callable[[Place], Place | None] = lambda place: place
        self.spot: Spot | None = None
        self.refusal: str | None = None
        self.pointed: Spot | None = None
        """Where something is about to be put by other means than a drag."""
        self.position: QPointF | None = None
        """Of the pointer in the widget; None if nothing is dragged over it."""
        self.dragged: Place | None = None
        """What of the model itself is dragged."""
        self._ghost = NOTHING
        self._data = QMimeData()
        self._copy = True
        self._asked: tuple[DropTarget, bool] | None = None

    def accepts(self, data: QMimeData) -> bool:
        """Whether a drag is of a kind that can land here at all."""
        return self.handler is not None and (
            data.hasFormat(COMPONENT_MIME) or data.hasFormat(PLACE_MIME)
        )

    def begin(self, event: QDropEvent, scene: Scene | None) -> None:
        """Something has come in."""
        given = event.mimeData()
        self._data = QMimeData()
        for kind in (COMPONENT_MIME, PLACE_MIME):
            if given.hasFormat(kind):
                self._data.setData(kind, given.data(kind))
        self._data.setText(given.text())
        self.dragged = place_from_mime(given)
        self._ghost = Ghost(given.text(), _family(given, self.dragged, scene))
        self.forget()

    def over(self, event: QDropEvent) -> None:
        """Note where the pointer is, and with which keys."""
        self.position = event.position()
        self._copy = is_copy(event)

    def look(self, scene: Scene | None, point: QPointF, zoom: float) -> None:
        """Find out where a drop at a point of the picture would land, and whether it may."""
        spot = spot_at(scene, point, zoom) if scene is not None else Spot(DropTarget("into", ROOT))
        if (spot.target, self._copy) != self._asked:
            self._asked = spot.target, self._copy
            self.refusal = self._refusal(spot.target)
        self.spot = spot

    def _refusal(self, target: DropTarget) -> str | None:
        if self.handler is None:
            return ""
        now = self._target_now(target)
        return self.handler.refusal(self._data, now, self._copy) if now is not None else _GONE

    def _target_now(self, target: DropTarget) -> DropTarget | None:
        place = self.place_now(target.place)
        return replace(target, place=place) if place is not None else None

    def answer(self, event: QDropEvent) -> None:
        """Accept or refuse an event."""
        if self.refusal is None and self.spot is not None:
            copy = Qt.DropAction.CopyAction
            event.setDropAction(copy if self._copy else Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def drop(self, event: QDropEvent) -> bool:
        """Let the handler carry the drop out, if it does not refuse it; whether it did."""
        target = self._target_now(self.spot.target) if self.spot is not None else None
        if target is None or self.refusal is not None or self.handler is None:
            event.ignore()
            return False
        event.acceptProposedAction()
        self.handler.drop(event.mimeData(), target, self._copy)
        return True

    def forget(self) -> None:
        """The model has changed: what was refused may go now."""
        self._asked = None

    def end(self) -> None:
        """The drag has gone elsewhere."""
        self.spot = self.refusal = self.position = self.dragged = None
        self.forget()

    def marked(self, marks: Marks) -> Marks:
        """The marks with the indicator of the drop."""
        if self.spot is None and self.pointed is not None:
            return replace(marks, spot=self.pointed, ghost=_ASKED)
        refused = self.refusal is not None
        return replace(marks, spot=self.spot, ghost=self._ghost, refused=refused)


def is_copy(event: QDropEvent) -> bool:
    """Whether something of the model is to be copied rather than moved; a component is new."""
    if event.mimeData().hasFormat(COMPONENT_MIME):
        return True
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _family(data: QMimeData, place: Place | None, scene: Scene | None) -> Family:
    """The hue of a component of the palette, or of a node that is dragged."""
    component = from_mime(data)
    if component is not None:
        return next((each for each in Family if each == component.family), Family.CONTAINER)
    nodes = scene.graph.nodes if scene is not None and place is not None else ()
    return next((Family(node.family) for node in nodes if node.place == place), Family.CONTAINER)
