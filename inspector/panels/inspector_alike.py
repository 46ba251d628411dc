"""What else the line of the selected module makes, and a way to change this one alone."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.panels.inspector_style import label, push_button
from inspector.session.repeating import Repeating
from inspector.session.session import Session
from inspector.session.state import State


class AlikeLine(QWidget):
    """Shown below the form while a change there is for several modules."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._repeating = Repeating(session)
        self._reason = label("", "muted", wrap=True)
        self.alone = push_button(
            "Only This One", "Write the repeat out one by one, to change this one alone"
        )
        self.alone.clicked.connect(self._on_alone)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self.alone)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._reason)
        layout.addLayout(buttons)

    def show_state(self, state: State) -> None:
        """Show the button where one can be changed alone, else why not."""
        row = state.selected
        is_one = len(state.chosen) == 1
        is_one_of_many = row is not None and is_one and row.instances > 1 and state.syntax is None
        self.setVisible(is_one_of_many)
        if row is None or not is_one_of_many:
            return
        reason = self._repeating.why_not_alone(row)
        self.alone.setVisible(not reason)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))

    @property
    def reason_text(self) -> str:
        """Why this one cannot be changed alone; empty if it can."""
        return self._reason.text()

    def _on_alone(self) -> None:
        row = self._session.state.selected
        if row is not None:
            self._repeating.write_out(row)
