"""Cut, copy and paste of what is selected, as Python text."""

from inspector.edits.clipboard import Paste, copied
from inspector.edits.edit import EditError
from inspector.session.drops import Drops, sites_of
from inspector.session.session import Session
from inspector.session.targets import spot_for


class Clipping:
    """Makes texts of places and places of texts; the clipboard itself belongs to the window."""

    def __init__(self, session: Session, drops: Drops) -> None:
        self._session = session
        self._drops = drops

    def copy(self) -> str:
        """All that is selected as Python of its own; empty if it cannot be, and why is told."""
        rows = self._drops.chosen_with_sites()
        if not rows:
            return ""
        state = self._session.state
        try:
            return copied(state.text, state.outline, *sites_of(rows))
        except EditError as error:
            self._session.told.emit(str(error))
            return ""

    def cut(self) -> str:
        """The same, and it is gone from the model; empty if it cannot be taken from there."""
        text = self.copy()
        return text if text and self._drops.remove("Cut") else ""

    def paste(self, text: str) -> None:
        """Put a text after the selection; into it if it is an empty container or the model."""
        state = self._session.state
        try:
            spot = spot_for(state, self._drops.place_for_new())
        except EditError as error:
            self._session.told.emit(str(error))
            return
        self._drops.applied(Paste(text, spot))
