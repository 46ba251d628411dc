"""Places of the model as what a drag carries."""

import msgspec
from PySide6.QtCore import QMimeData

from inspector.report.place import Place
from inspector.session.drop_handler import PLACE_MIME
from inspector.source.span import Span


class _Body(msgspec.Struct):
    path: str
    site: Span | None = None


def places_to_mime(places: tuple[Place, ...], label: str) -> QMimeData:
    """Places of the model for a drag, in their order."""
    data = QMimeData()
    bodies = [_Body(each.path, each.site) for each in places]
    data.setData(PLACE_MIME, msgspec.json.encode(bodies))
    data.setText(label)
    return data


def place_to_mime(place: Place, label: str) -> QMimeData:
    """One place of the model for a drag."""
    return places_to_mime((place,), label)


def places_from_mime(data: QMimeData) -> tuple[Place, ...]:
    """The places of a drag; none if something else is dragged."""
    if not data.hasFormat(PLACE_MIME):
        return ()
    try:
        bodies = msgspec.json.decode(data.data(PLACE_MIME).data(), type=list[_Body])
    except msgspec.MsgspecError:
        return ()
    return tuple(Place(each.path, each.site) for each in bodies)


def place_from_mime(data: QMimeData) -> Place | None:
    """The first place of a drag; None if something else is dragged."""
    return next(iter(places_from_mime(data)), None)
