"""The margin of the code: line numbers, and bars beside the code of the selection."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from inspector.look.theme import Theme
from inspector.panels.code_marks import Marks
from inspector.panels.code_view import visible_blocks

_BAR = 3
_BEFORE = 12
_BEHIND = 12
_FEWEST_DIGITS = 3


class LineMargin(QWidget):
    """Numbers the lines of an editor that makes room for it at its left."""

    def __init__(self, editor: QPlainTextEdit, theme: Theme) -> None:
        super().__init__(editor)
        self._editor = editor
        self._marks = Marks()
        self._theme = theme
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colors."""
        self._theme = theme
        self.update()

    def set_marks(self, marks: Marks) -> None:
        """Mark other lines."""
        self._marks = marks
        self.update()

    def sizeHint(self) -> QSize:
        digits = max(_FEWEST_DIGITS, len(str(self._editor.blockCount())))
        wide = self._editor.fontMetrics().horizontalAdvance("0" * digits)
        return QSize(_BEFORE + wide + _BEHIND, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.pane))
        font = QFont(self._editor.font())
        current = self._editor.textCursor().blockNumber()
        for block, area in visible_blocks(self._editor):
            line = block.blockNumber() + 1
            rect = QRect(0, round(area.top()), self.width(), round(area.height()))
            severity = self._marks.gravest(line)
            if severity == "error":
                painter.fillRect(rect, QColor(self._theme.error_fill))
            elif self._marks.is_selected(line):
                painter.fillRect(rect, QColor(self._theme.selection))
            if self._marks.is_selected(line):
                painter.fillRect(rect.adjusted(0, 0, _BAR - rect.width(), 0), self._theme.accent)
            font.setBold(severity in ("error", "warning"))
            painter.setFont(font)
            painter.setPen(QColor(self._color(line - 1 == current, severity)))
            painter.drawText(
                rect.adjusted(0, 0, -_BEHIND, 0), Qt.AlignmentFlag.AlignRight, str(line)
            )
        painter.end()

    def _color(self, is_current: bool, severity: str | None) -> str:
        if severity == "error":
            return self._theme.error
        if severity == "warning":
            return self._theme.warning
        return self._theme.text if is_current else self._theme.muted
