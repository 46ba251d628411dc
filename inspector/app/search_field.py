"""The field that looks for something in the model, with the count of hits and the way through."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from inspector.look.icons import icon

_WIDTH, _LEAST = 300, 140
_SHEET = """
QToolButton { border: none; border-radius: 4px; padding: 1px; background: transparent; }
QToolButton:hover { background: palette(midlight); }
QLabel { color: palette(placeholder-text); background: transparent; padding-right: 2px; }
"""


class SearchField(QLineEdit):
    """Enter and Shift+Enter go through what fits; Escape ends the search."""

    entered = Signal()
    """The user is about to type."""
    edited = Signal(str)
    next_asked = Signal()
    previous_asked = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText("path, type, argument, shape…")
        self.setAccessibleName("Find in model")
        self.setMinimumWidth(_LEAST)
        self.setMaximumWidth(_WIDTH)
        self.addAction(QAction(icon("search"), "", self), QLineEdit.ActionPosition.LeadingPosition)
        self._side = QWidget(self)
        self._side.setStyleSheet(_SHEET)
        self._side.setCursor(Qt.CursorShape.ArrowCursor)
        row = QHBoxLayout(self._side)
        row.setContentsMargins(4, 0, 2, 0)
        row.setSpacing(0)
        self._count = QLabel(self._side)
        row.addWidget(self._count)
        for name, tip, signal in (
            ("collapse", "Next (Enter, F3)", self.next_asked),
            ("up-chevron", "Previous (Shift+Enter, Shift+F3)", self.previous_asked),
            ("close", "End the search (Esc)", self.ended),
        ):
            button = QToolButton(self._side)
            button.setIcon(icon(name, "muted"))
            button.setToolTip(tip)
            button.setAccessibleName(tip.partition(" (")[0])
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(signal)
            row.addWidget(button)
        self.textEdited.connect(self.edited)
        self.textChanged.connect(self._arrange)
        self._arrange()

    @property
    def count(self) -> str:
        """What is said about the hits."""
        return self._count.text()

    def show_count(self, text: str) -> None:
        """Say how many hits there are, such as ``3 of 41``."""
        if text != self._count.text():
            self._count.setText(text)
            self.setAccessibleDescription(text)
            self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    def _arrange(self) -> None:
        """The count and the buttons at the right end, while there is a text to look for."""
        self._side.setVisible(bool(self.text()))
        wide = self._side.sizeHint().width() if self.text() else 0
        self._side.setGeometry(self.width() - wide - 1, 1, wide, self.height() - 2)
        self.setTextMargins(0, 0, wide, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if key == Qt.Key.Key_Escape:
            self.ended.emit()
        elif key == Qt.Key.Key_Up or (is_enter and shift):
            self.previous_asked.emit()
        elif key == Qt.Key.Key_Down or is_enter:
            self.next_asked.emit()
        else:
            super().keyPressEvent(event)
