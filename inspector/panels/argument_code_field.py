"""Several lines of Python in a form: the expression of a step, the head of a loop."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from inspector.panels.argument_keys import claims, history_key, is_enter, is_passing
from inspector.panels.code_font import code_font

_MOST_LINES = 6
_FRAME = 8
"""Border and padding above and below, as in the style sheet."""


class CodeField(QPlainTextEdit):
    """As high as its text. Enter selects all, Shift+Enter breaks the line, Esc restores."""

    typed = Signal(str)
    asked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(code_font())
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._before = ""
        self._drawing = False
        self.textChanged.connect(self._on_text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def show_value(self, given: str | None, default: str | None) -> None:
        """Show the code as written."""
        text = given or ""
        if text == self.toPlainText():
            return
        at = self.textCursor().position()
        self._drawing = True
        self.setPlainText(text)
        self._drawing = False
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(text)) if self.hasFocus() else 0)
        self.setTextCursor(cursor)

    def text(self) -> str:
        """What the field holds."""
        return self.toPlainText()

    def event(self, event: QEvent) -> bool:
        if claims(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = history_key(event)
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if asked:
            self.asked.emit(asked)
        elif event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._before:
            self.setPlainText(self._before)
        elif is_enter(event) and not shifted:
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not is_passing(event):
            self._before = self.toPlainText()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not is_passing(event):
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_text_changed(self) -> None:
        if not self._drawing:
            self.typed.emit(self.toPlainText())

    def _fit(self) -> None:
        all_lines = max(round(self.document().size().height()), 1)
        lines = min(all_lines, _MOST_LINES)
        fits = lines == all_lines
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )
        text = lines * self.fontMetrics().lineSpacing() + 2 * self.document().documentMargin()
        self.setFixedHeight(round(text) + _FRAME)
