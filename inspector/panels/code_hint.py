"""What the call takes that is being written, above the line."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel

from inspector.catalog.entry import Parameter
from inspector.edits.call_hint import CallHint
from inspector.look.theme import Theme
from inspector.panels.code_document import offset_at, position_at
from inspector.panels.code_text_edit import CodeTextEdit
from inspector.source.lines import Lines

Source = Callable[[str, int], CallHint | None]
"""The call around an offset of a text."""

_OPENED_BY = ("(", ",")
_MOST_SHOWN = 9
_SHEET = """
QLabel {{ background: {theme.window}; color: {theme.muted}; border: 1px solid {theme.border};
    border-radius: 4px; padding: 2px 6px; }}
"""


class SignatureHint(QObject):
    """Opens with a parenthesis or a comma, and stays until the caret leaves the call."""

    def __init__(self, editor: CodeTextEdit, source: Source, theme: Theme) -> None:
        super().__init__(editor)
        self._editor = editor
        self._source = source
        self._is_wanted = False
        self.label = QLabel(editor.viewport())
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.label.hide()
        editor.edited.connect(self._on_edited)
        # The caret moves before the text is known, and once more into a pair that was made.
        editor.moved.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        editor.verticalScrollBar().valueChanged.connect(self.close)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colors."""
        self._theme = theme
        self.label.setStyleSheet(_SHEET.format(theme=theme))

    @property
    def is_open(self) -> bool:
        return not self.label.isHidden()

    def close(self) -> None:
        """Show nothing."""
        self.label.hide()

    def _on_edited(self) -> None:
        cursor = self._editor.textCursor()
        before = [cursor.document().characterAt(cursor.position() - n) for n in (2, 1)]
        self._is_wanted |= before[1] in _OPENED_BY or before == ["(", ")"]

    def _follow(self) -> None:
        if self._is_wanted or self.is_open:
            self._is_wanted = False
            self._show()

    def _show(self) -> None:
        text, cursor = self._editor.text, self._editor.textCursor()
        lines = Lines(text)
        hint = self._source(text, offset_at(cursor.document(), lines, cursor.position()))
        if hint is None or not self._editor.hasFocus():
            self.close()
            return
        self.label.setFont(self._editor.font())
        self.label.setText(_markup(hint, self._theme))
        start = QTextCursor(cursor)
        start.setPosition(position_at(cursor.document(), lines, hint.start - len(hint.name)))
        line = self._editor.cursorRect(cursor)
        left = max(0, self._editor.cursorRect(start).left())
        room = self._editor.viewport().width()
        self.label.setWordWrap(False)
        wide = self.label.sizeHint().width()
        self.label.setWordWrap(wide > room)
        self.label.setFixedWidth(min(wide, room))
        self.label.adjustSize()
        left = max(0, min(left, room - self.label.width()))
        above = line.top() - self.label.height() - 2
        self.label.move(QPoint(left, above if above >= 0 else line.bottom() + 2))
        self.label.show()
        self.label.raise_()


def _markup(hint: CallHint, theme: Theme) -> str:
    """The parameters as code, the current one in bold; far ones of many are left out."""
    first = max(0, (hint.current or 0) - _MOST_SHOWN // 2)
    shown = hint.parameters[first : first + _MOST_SHOWN]
    parts = [_parameter(each) for each in shown]
    if hint.current is not None:
        at = hint.current - first
        parts[at] = f'<b style="color:{theme.text}">{parts[at]}</b>'
    before = "…, " if first else ""
    after = ", …" if first + _MOST_SHOWN < len(hint.parameters) else ""
    return f"{escape(hint.name)}({before}{', '.join(parts)}{after})"


def _parameter(parameter: Parameter) -> str:
    star = "*" if parameter.kind == "var" else ""
    default = f"={parameter.default}" if parameter.default is not None else ""
    return escape(f"{star}{parameter.name}{default}")
