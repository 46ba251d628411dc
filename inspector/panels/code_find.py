"""Finding and replacing text in the code, from a bar above it."""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from inspector.look.theme import Theme
from inspector.panels.code_document import change_document, offset_at, position_at
from inspector.panels.code_editor import CodeEditor
from inspector.panels.code_find_bar import FindBar
from inspector.panels.code_query import Query, QueryError
from inspector.source.changes import Change
from inspector.source.lines import Lines


class Finder(QObject):
    """Goes from match to match; beyond the last comes the first."""

    opened = Signal(bool)
    """The bar was shown, or hidden."""

    def __init__(self, editor: CodeEditor, theme: Theme) -> None:
        super().__init__(editor)
        self.bar = FindBar(theme)
        self.bar.hide()
        self._editor = editor
        self._began = 0
        self.bar.typed.connect(self._on_typed)
        self.bar.next_asked.connect(self.go_on)
        self.bar.previous_asked.connect(self.go_back)
        self.bar.replace_asked.connect(self.replace)
        self.bar.replace_all_asked.connect(self.replace_all)
        self.bar.closed.connect(self.end)
        editor.document().contentsChange.connect(self.bar.forget_count)

    def begin(self) -> None:
        """Show the bar; what is selected within a line is looked for."""
        self._begin(is_replacing=False)

    def begin_replacing(self) -> None:
        """The same with a line for what takes the place of the matches."""
        self._begin(is_replacing=True)

    def _begin(self, is_replacing: bool) -> None:
        cursor = self._editor.textCursor()
        selected = cursor.selectedText()
        self._began = cursor.selectionStart()
        self.bar.show_replacing(is_replacing)
        self.bar.begin("" if "\u2029" in selected else selected)
        self._on_typed()
        self.opened.emit(True)

    def end(self) -> None:
        """Hide the bar and go back to the code."""
        if self.bar.isVisible():
            self.bar.hide()
            self._editor.mark_matches(Query(""))
            self._editor.setFocus()
            self.opened.emit(False)

    def go_on(self) -> None:
        """Show the next match."""
        self._show(self._editor.textCursor().selectionEnd(), 0)

    def go_back(self) -> None:
        """Show the previous match."""
        self._show(self._editor.textCursor().selectionStart(), -1)

    def replace(self) -> None:
        """Replace the match that is shown, as a step by itself, and show the next."""
        document, lines = self._editor.document(), Lines(self._editor.text)
        cursor = self._editor.textCursor()
        start = offset_at(document, lines, cursor.selectionStart())
        end = offset_at(document, lines, cursor.selectionEnd())
        changes = self._replacements((start, end))
        if changes:
            self._make(changes)
            behind = start + len(changes[0].new)
            self._editor.put_caret(position_at(document, Lines(self._editor.text), behind))
        self.go_on()

    def replace_all(self) -> None:
        """Replace every match as one step."""
        changes = self._replacements(None)
        if changes:
            self._make(changes)
            self.bar.count.setText(f"{len(changes):,} replaced")

    def _replacements(self, at: tuple[int, int] | None) -> list[Change]:
        try:
            return self.bar.query.replacements(self._editor.text, self.bar.new.text(), at)
        except QueryError as error:
            self.bar.show_error(str(error))
            return []

    def _make(self, changes: Sequence[Change]) -> None:
        with self._editor.one_step():
            change_document(self._editor.document(), self._editor.text, changes)

    def _on_typed(self) -> None:
        self._show(self._began, 0)

    def _show(self, position: int, step: int) -> None:
        """Select the match at or after a position, or the one `step` from it."""
        document, text = self._editor.document(), self._editor.text
        self._editor.mark_matches(self.bar.query)
        try:
            found = self.bar.query.matches(text)
        except QueryError as error:
            self.bar.show_error(str(error))
            return
        if not found:
            self.bar.show_count(None, 0)
            return
        lines = Lines(text)
        at = bisect_left(found, (offset_at(document, lines, position), 0))
        index = (at + step) % len(found)
        start, end = (position_at(document, lines, offset) for offset in found[index])
        self._editor.put_caret(end, start)
        self.bar.show_count(index, len(found))
