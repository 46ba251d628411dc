"""What the actions about repeats do, and what they ask for first."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog

from inspector.app.contents import Contents
from inspector.edits.set_repeats import MOST
from inspector.session.repeating import Repeating, place_text, repeat_of, repeated_row
from inspector.session.state import State

_NOT_REPEATED = "Select something that is made or done several times."


class RepeatCommands(QObject):
    """Connects changing and writing out a repeat to the selection."""

    def __init__(self, contents: Contents) -> None:
        super().__init__(contents)
        self._session = contents.session
        self._window = contents.window
        self._actions = contents.actions
        self._repeating = Repeating(contents.session)
        contents.actions.on("change_repeats", self._change)
        contents.actions.on("write_out", self._write_out)
        self._session.changed.connect(self._on_changed)
        self._on_changed(self._session.state, self._session.state)

    def _change(self) -> None:
        state = self._session.state
        row = repeated_row(state)
        repeat = repeat_of(state, row) if row is not None else None
        if row is None or repeat is None:
            self._session.told.emit(_NOT_REPEATED)
            return
        if repeat.count is None:
            self._repeating.change(row, row.repeats)  # says why it cannot be
            return
        lines = filter(None, (repeat.expression, place_text(repeat)))
        times, chosen = QInputDialog.getInt(
            self._window,
            "Change Repeats",
            "\n".join((f"How often {row.name} is repeated:", *lines)),
            repeat.count.value,
            0,
            MOST,
        )
        if chosen and times != repeat.count.value:
            self._repeating.change(row, times)

    def _write_out(self) -> None:
        row = repeated_row(self._session.state)
        if row is None:
            self._session.told.emit(_NOT_REPEATED)
        else:
            self._repeating.write_out(row)

    def _on_changed(self, before: State, after: State) -> None:
        row = after.selected
        is_made_here = row is not None and row.site is not None
        self._actions["change_repeats"].setEnabled(is_made_here)
        self._actions["write_out"].setEnabled(is_made_here)
