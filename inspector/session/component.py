"""One thing that the palette offers, as a value that is dragged and remembered."""

from typing import Literal

import msgspec
from PySide6.QtCore import QMimeData

from inspector.catalog.entry import Entry
from inspector.session.drop_handler import COMPONENT_MIME

Kind = Literal[
    "module",
    "function",
    "own",
    "container",
    "class",
    "value",
    "loop",
    "template",
    "package",
    "snippet",
]


class Component(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing to drag from the palette."""

    kind: Kind
    key: str
    """What it is within its kind: ``torch.nn.Linear``, ``Residual``, the name of a class."""
    title: str
    summary: str = ""
    family: str = "container"
    badge: str = ""
    entry: Entry | None = None
    """What is known of a class of a package beside torch."""
    signature: str = ""
    """How a class of the file is constructed: ``Block(width, heads=4)``."""
    text: str = ""
    """The Python text of a snippet."""
    lack: str = ""
    """Why it cannot be put into the model now, as a sentence; empty if it can."""

    @property
    def identity(self) -> tuple[str, str]:
        """What makes it the same component, whatever is known of it at a time."""
        return self.kind, self.key


class Section(msgspec.Struct, frozen=True):
    """A group of the palette."""

    title: str
    components: tuple[Component, ...]


def to_mime(component: Component) -> QMimeData:
    """The component for a drag."""
    data = QMimeData()
    data.setData(COMPONENT_MIME, msgspec.json.encode(component))
    data.setText(component.title)
    return data


def from_mime(data: QMimeData) -> Component | None:
    """The component of a drag; None if something else is dragged."""
    if not data.hasFormat(COMPONENT_MIME):
        return None
    try:
        raw = data.data(COMPONENT_MIME).data()
        return msgspec.json.decode(raw, type=Component)
    except msgspec.MsgspecError:
        return None
