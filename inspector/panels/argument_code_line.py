"""One line of Python in a form; what it means is not known here.

The editors of a form speak the same words: `show_value` draws what the code says, `typed` tells
what the user makes of it (blank: the default), `left` that the focus went elsewhere, and `asked`
passes on undo and redo, which belong to the document and not to one field.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from inspector.look.icons import icon
from inspector.panels.argument_keys import claims, history_key, is_enter, is_passing
from inspector.panels.code_font import code_font


class CodeLine(QLineEdit):
    """A line edit for an expression. Enter selects all; Esc restores what the focus found."""

    typed = Signal(str)
    asked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(code_font())
        self._before = ""
        self._has_default = False
        place = QLineEdit.ActionPosition.TrailingPosition
        self._reset = self.addAction(icon("undo", "muted"), place)
        self._reset.setToolTip("Back to the default")
        self._reset.setVisible(False)
        self._reset.triggered.connect(self.reset)
        self.textEdited.connect(self.typed)
        self.textChanged.connect(self._offer_reset)

    def show_value(self, given: str | None, default: str | None) -> None:
        """Show the argument as written, or its default in pale."""
        self.setPlaceholderText(default or "")
        self._has_default = default is not None
        text = given or ""
        if text != self.text():
            at = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(at if self.hasFocus() else 0)
        self._offer_reset()

    def reset(self) -> None:
        """Leave the argument to its default."""
        self.clear()
        self.typed.emit("")

    def event(self, event: QEvent) -> bool:
        if claims(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = history_key(event)
        if asked:
            self.asked.emit(asked)
        elif event.key() == Qt.Key.Key_Escape and self.text() != self._before:
            self.setText(self._before)
            self.typed.emit(self._before)
        elif is_enter(event):
            self.selectAll()
            self.returnPressed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not is_passing(event):
            self._before = self.text()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not is_passing(event):
            self.left.emit()

    def _offer_reset(self) -> None:
        self._reset.setVisible(self._has_default and bool(self.text()))
