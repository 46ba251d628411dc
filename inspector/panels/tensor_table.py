"""The tab of the tensors: what the selection keeps, its totals, and its calls."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from inspector.look.icons import icon
from inspector.look.theme import Theme
from inspector.panels.inspector_style import label
from inspector.panels.tensor_list import TensorList
from inspector.panels.tensor_rows import TensorRow
from inspector.panels.tensor_words import totals_text

_NOTHING = "No tensors here. They are listed once the model has run."


class TensorTable(QWidget):
    """Parameters, buffers and constants at and below the selection, and its calls."""

    chosen = Signal(object)
    """A `KeptTensor` whose values are asked for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = TensorList(theme, parent=self)
        self._empty = label(_NOTHING, "muted", wrap=True)
        self._empty.setContentsMargins(12, 12, 12, 12)
        self._totals = label("", "muted", wrap=True)
        self._copy = QToolButton(self)
        self._copy.setIcon(icon("copy"))
        self._copy.setToolTip("Copy as a table (Ctrl+C)")
        self._copy.setAccessibleName("Copy as a table")
        self._copy.clicked.connect(self.list.copy)
        below = QHBoxLayout()
        below.setContentsMargins(12, 4, 4, 4)
        below.addWidget(self._totals, 1)
        below.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)
        layout.addStretch()
        self.list.chosen.connect(self.chosen)

    def show_rows(self, rows: tuple[TensorRow, ...], stale: bool) -> None:
        """Draw what is known of the selection, pale if it is of an older text."""
        self.list.show_rows(rows, stale)
        self._totals.setText(totals_text(rows))
        for widget in (self.list, self._copy, self._totals):
            widget.setVisible(bool(rows))
        self._empty.setVisible(not rows)

    def set_theme(self, theme: Theme) -> None:
        """Show the table in other colors."""
        self.list.set_theme(theme)
