"""Finding text in the code, from a bar above it."""

import re
from bisect import bisect_left

from PySide6.QtCore import QObject, Signal

from inspector.look.theme import Theme
from inspector.panels.code_document import offset_at, position_at
from inspector.panels.code_find_bar import FindBar
from inspector.panels.code_text_edit import CodeTextEdit
from inspector.source.lines import Lines


def matches(text: str, query: str) -> list[tuple[int, int]]:
    """Where a query stands in a text, by offsets; capitals matter once the query has any."""
    if not query:
        return []
    flags = re.NOFLAG if query != query.lower() else re.IGNORECASE
    return [match.span() for match in re.finditer(re.escape(query), text, flags)]


class Finder(QObject):
    """Goes from match to match; beyond the last comes the first."""

    opened = Signal(bool)
    """The bar was shown, or hidden."""

    def __init__(self, editor: CodeTextEdit, theme: Theme) -> None:
        super().__init__(editor)
        self.bar = FindBar(theme)
        self.bar.hide()
        self._editor = editor
        self._began = 0
        self.bar.typed.connect(self._on_typed)
        self.bar.next_asked.connect(self.go_on)
        self.bar.previous_asked.connect(self.go_back)
        self.bar.closed.connect(self.end)
        editor.document().contentsChange.connect(self.bar.forget_count)

    def begin(self) -> None:
        """Show the bar; what is selected within a line is looked for."""
        cursor = self._editor.textCursor()
        selected = cursor.selectedText()
        self._began = cursor.selectionStart()
        self.bar.begin("" if "\u2029" in selected else selected)
        self._on_typed()
        self.opened.emit(True)

    def end(self) -> None:
        """Hide the bar and go back to the code."""
        if self.bar.isVisible():
            self.bar.hide()
            self._editor.setFocus()
            self.opened.emit(False)

    def go_on(self) -> None:
        """Show the next match."""
        self._show(self._editor.textCursor().selectionEnd(), 0)

    def go_back(self) -> None:
        """Show the previous match."""
        self._show(self._editor.textCursor().selectionStart(), -1)

    def _on_typed(self) -> None:
        self._show(self._began, 0)

    def _show(self, position: int, step: int) -> None:
        """Select the match at or after a position, or the one `step` from it."""
        document, text = self._editor.document(), self._editor.text
        found = matches(text, self.bar.field.text())
        if not found:
            self.bar.show_count(None, 0)
            return
        lines = Lines(text)
        at = bisect_left(found, (offset_at(document, lines, position), 0))
        index = (at + step) % len(found)
        start, end = (position_at(document, lines, offset) for offset in found[index])
        self._editor.put_caret(end, start)
        self.bar.show_count(index, len(found))
