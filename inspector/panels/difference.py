"""Two texts compared line by line, in a window of its own."""

from difflib import unified_diff

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from inspector.look.theme import Theme
from inspector.panels.code_font import code_font

_WIDTH, _HEIGHT = 760, 520


class Difference(QDialog):
    """What stands only here, with a minus, and only there, with a plus."""

    def __init__(self, here: str, there: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Compare")
        self.resize(_WIDTH, _HEIGHT)
        self.view = QPlainTextEdit(self)
        self.view.setReadOnly(True)
        self.view.setFont(code_font())
        self.view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.view.setAccessibleName("Differences")
        self._write(difference(here, there), theme)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.view)
        layout.addWidget(buttons)

    def _write(self, lines: list[str], theme: Theme) -> None:
        colors = {"-": theme.error, "+": theme.ok, "@": theme.muted}
        cursor = QTextCursor(self.view.document())
        for number, line in enumerate(lines):
            style = QTextCharFormat()
            style.setForeground(QColor(colors.get(line[:1], theme.text)))
            if number:
                cursor.insertBlock()
            cursor.insertText(line, style)
        self.view.moveCursor(QTextCursor.MoveOperation.Start)


def difference(here: str, there: str) -> list[str]:
    """The lines that differ with three around them; a sentence if none does."""
    lines = unified_diff(here.splitlines(), there.splitlines(), lineterm="")
    return list(lines)[2:] or ["Both are the same."]
