"""The margin of the code: line numbers, and bars beside the code of the selection."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QToolTip, QWidget

from inspector.look.icons import icon
from inspector.look.theme import Theme
from inspector.panels.code_marks import Marks
from inspector.panels.code_view import visible_blocks

_BAR = 3
_BEFORE = 22
_SIGN = 14
_SIGN_LEFT = 5
_BEHIND = 12
_FEWEST_DIGITS = 3
_FIXES = "Show how this can be fixed (Alt+Enter)"


class LineMargin(QWidget):
    """Numbers the lines of an editor that makes room for it at its left.

    A line that has a cure for its problem carries a sign, which opens it.
    """

    fix_asked = Signal(int, QPoint)
    """The sign of a line was clicked; where a menu may open, on the screen."""

    def __init__(self, editor: QPlainTextEdit, theme: Theme) -> None:
        super().__init__(editor)
        self._editor = editor
        self._marks = Marks()
        self._theme = theme
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setMouseTracking(True)

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
            if self._marks.fixes_of(line):
                icon("fix").paint(painter, self._sign(rect))
            font.setBold(severity in ("error", "warning"))
            painter.setFont(font)
            painter.setPen(QColor(self._color(line - 1 == current, severity)))
            painter.drawText(
                rect.adjusted(0, 0, -_BEHIND, 0), Qt.AlignmentFlag.AlignRight, str(line)
            )
        painter.end()

    def _sign(self, line: QRect) -> QRect:
        return QRect(_SIGN_LEFT, line.center().y() - _SIGN // 2, _SIGN, _SIGN)

    def _line_with_fixes(self, position: QPoint) -> tuple[int, QRect] | None:
        """The line with a sign at a height, and its area."""
        for block, area in visible_blocks(self._editor):
            if area.top() <= position.y() < area.bottom():
                line = block.blockNumber() + 1
                rect = QRect(0, round(area.top()), self.width(), round(area.height()))
                return (line, rect) if self._marks.fixes_of(line) else None
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._line_with_fixes(event.position().toPoint())
        if found is not None:
            line, rect = found
            self.fix_asked.emit(line, self.mapToGlobal(rect.bottomLeft()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._line_with_fixes(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._line_with_fixes(event.pos())
            QToolTip.showText(event.globalPos(), _FIXES if found else "", self)
            return True
        return super().event(event)

    def _color(self, is_current: bool, severity: str | None) -> str:
        if severity == "error":
            return self._theme.error
        if severity == "warning":
            return self._theme.warning
        return self._theme.text if is_current else self._theme.muted
