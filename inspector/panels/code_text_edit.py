"""The text of the code editor: the same as in the session to the character."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontInfo, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from inspector.panels.code_document import change_document, span_of, text_of, to_document
from inspector.panels.code_font import code_font
from inspector.panels.code_indentation import INDENT
from inspector.panels.code_view import bring_span_into_view
from inspector.source.changes import changes_between
from inspector.source.span import Span

_SMALLEST, _LARGEST = 6.0, 40.0
"""Points of the font."""


class CodeTextEdit(QPlainTextEdit):
    """Edits a text that others change as well; its own undo is off, for there is one history."""

    edited = Signal()
    """The user changed the text here."""
    moved = Signal()
    """The user moved the caret, by typing or otherwise."""
    resized = Signal()
    """The font has another size."""
    paused = Signal()
    """A run of typing is over: a new line, another place, a paste, or the focus went away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._own_size = QFontInfo(code_font()).pointSizeF()
        self.set_font_size(self._own_size)
        self._text = ""
        self._caret = 0
        self._is_changing = False
        self._was_typed = False
        self.document().contentsChange.connect(self._on_contents_change)
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self._on_caret_moved)

    @property
    def font_size(self) -> float:
        """In points."""
        return self.font().pointSizeF()

    def set_font_size(self, points: float) -> None:
        """Show the code in another size, within what can be read."""
        font = code_font()
        font.setPointSizeF(max(_SMALLEST, min(points, _LARGEST)))
        self.setFont(font)
        self.setTabStopDistance(INDENT * self.fontMetrics().horizontalAdvance(" "))
        self.resized.emit()

    def zoom(self, by: int) -> None:
        """Make the code larger or smaller by points; 0 is the size that it had at first."""
        self.set_font_size(self.font_size + by if by else self._own_size)

    @property
    def text(self) -> str:
        """The text as it is shown."""
        return self._text

    @property
    def caret(self) -> Span:
        """What is selected as text; an empty span at the caret if nothing is."""
        return span_of(self.textCursor())

    def set_text(self, text: str) -> None:
        """Show another text from its top."""
        with self._changing(text):
            self.setPlainText(to_document(text))

    def change_text(self, text: str) -> int | None:
        """Take over a change made elsewhere; caret and view stay where they are in the text.

        Returns the position after the first change, None if nothing changed.
        """
        bar, top = self.verticalScrollBar(), self.firstVisibleBlock()
        below_top = bar.value() - top.firstLineNumber()
        with self._changing(text):
            changes = changes_between(self._text, text)
            end = change_document(self.document(), self._text, changes)
        if top.isValid():
            bar.setValue(top.firstLineNumber() + below_top)
        return end

    def put_caret(self, position: int, anchor: int | None = None) -> None:
        """Move the caret and scroll there, with the text between it and `anchor` selected."""
        cursor = self.textCursor()
        cursor.setPosition(position if anchor is None else anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        bring_span_into_view(self, span_of(cursor))
        self.setTextCursor(cursor)

    @contextmanager
    def one_step(self) -> Iterator[None]:
        """Edits within are a step of the history by themselves."""
        self.paused.emit()
        yield
        self.paused.emit()
        self.ensureCursorVisible()

    @contextmanager
    def _changing(self, text: str) -> Iterator[None]:
        """The document becomes `text` within, and not by the user."""
        self._is_changing = True
        try:
            yield
        finally:
            self._is_changing = False
        self._text = text
        self._caret = self.textCursor().position()

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        self._was_typed = not self._is_changing

    def _on_text_changed(self) -> None:
        if self._was_typed:  # and not merely colored anew
            self._was_typed = False
            self._text = text_of(self.document())
            self.edited.emit()

    def _on_caret_moved(self) -> None:
        if self._is_changing:
            return
        position = self.textCursor().position()
        if position != self._caret and not self._was_typed:
            self.paused.emit()
        self._caret = position
        self.moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.zoom(1 if turned > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.paused.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not source.hasUrls()  # a file is opened, not typed in

    def insertFromMimeData(self, source: QMimeData) -> None:
        with self.one_step():
            super().insertFromMimeData(source)
