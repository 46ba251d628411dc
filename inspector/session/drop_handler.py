"""What the tree and the canvas ask while something is dragged over them."""

from typing import Protocol

from PySide6.QtCore import QMimeData

from inspector.report.place import DropTarget

COMPONENT_MIME = "application/x-inspector-component"
"""A component from the palette, as JSON."""
PLACE_MIME = "application/x-inspector-place"
"""A place of the open model that is moved, or copied with Ctrl, as JSON."""


class DropHandler(Protocol):
    """Decides about drops and carries them out; the one seam between views and edits."""

    def refusal(self, data: QMimeData, target: DropTarget, copy: bool) -> str | None:
        """Why the drop cannot be, as a sentence; None if it can. Quick enough for hovering."""

    def drop(self, data: QMimeData, target: DropTarget, copy: bool) -> None:
        """Carry the drop out as one edit."""
