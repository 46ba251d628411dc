"""The bar to write in what is looked for in the code."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from inspector.look.icons import icon
from inspector.look.theme import Theme
from inspector.panels.inspector_style import label, set_look, style_sheet


class FindBar(QWidget):
    """A line to write in, and how many matches there are."""

    typed = Signal(str)
    """The query has changed."""
    next_asked = Signal()
    previous_asked = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self, placeholderText="Find in the code", clearButtonEnabled=True)
        self.field.setAccessibleName("Find in the code")
        self.count = label("", "muted")
        self.count.setMinimumWidth(self.fontMetrics().horizontalAdvance("999 of 999"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(4)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.count)
        layout.addWidget(self._button("up", "Previous match (Shift+Enter)", self.previous_asked))
        layout.addWidget(self._button("down", "Next match (Enter)", self.next_asked))
        layout.addWidget(self._button("close", "Close (Esc)", self.closed))
        self.field.textChanged.connect(self.typed)
        self.set_theme(theme)

    def _button(self, name: str, title: str, signal: SignalInstance) -> QToolButton:
        button = QToolButton(self, autoRaise=True)
        button.setIcon(icon(name))
        button.setToolTip(title)
        button.setAccessibleName(title)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(signal)
        return button

    def begin(self, query: str) -> None:
        """Take the focus, with a query to begin with unless it is empty."""
        self.show()
        if query:
            self.field.setText(query)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_count(self, index: int | None, count: int) -> None:
        """Tell which match is shown; None if the query is not found."""
        is_missing = index is None and bool(self.field.text())
        number = f"{index + 1:,} of {count:,}" if index is not None else ""
        self.count.setText("not found" if is_missing else number)
        set_look(self.count, "look", "error" if is_missing else "muted")

    def forget_count(self) -> None:
        """Tell nothing of matches in a text that is no more."""
        self.count.clear()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colors."""
        self.setStyleSheet(style_sheet(theme))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            (self.previous_asked if backwards else self.next_asked).emit()
        else:
            super().keyPressEvent(event)
