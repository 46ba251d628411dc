"""The code: shows the text of the session, and hands over what is typed."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QInputDialog, QVBoxLayout, QWidget

from inspector.edits.call_hint import CallHint, call_hint
from inspector.edits.completion import Completion, complete
from inspector.look.theme import Theme
from inspector.outline.definitions import definition, name_at
from inspector.panels.code_document import head_of, position_of
from inspector.panels.code_editor import CodeEditor
from inspector.panels.code_find import Finder
from inspector.panels.code_fixes import CodeFixes
from inspector.panels.code_marks import marks_of
from inspector.panels.code_menu import code_menu
from inspector.panels.code_view import bring_span_into_view
from inspector.session.session import Session
from inspector.session.state import State
from inspector.source.span import Span

BURST = 1000
"""Milliseconds without a key after which typing is a new step of the history."""
REST = 150
"""Milliseconds that the caret rests before what lies there is selected."""

_MARKED_BY = ("text", "syntax", "report", "picture", "selection", "document", "expression")
"""The fields of the state that the marks depend on."""


class CodePane(QWidget):
    """The text as an editor; the selection of all views is marked in it, and made by its caret."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.editor = CodeEditor(theme, self)
        self.finder = Finder(self.editor, theme)
        self.fixes = CodeFixes(self.editor, session)
        self._is_new_burst = True
        self._is_selecting = False
        self._follows_change = False
        self._pause = QTimer(self, singleShot=True, interval=BURST)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.finder.bar)
        layout.addWidget(self.editor)
        self.setFocusProxy(self.editor)
        self.editor.complete_from(self._complete, self._hint)
        self.editor.set_text(session.state.text)
        self.editor.set_marks(marks_of(session.state))
        self._connect()

    def _connect(self) -> None:
        editor, keys = self.editor, self.editor.keys
        editor.edited.connect(self._on_edited)
        editor.moved.connect(self._rest.start)
        editor.paused.connect(self._end_burst)
        editor.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        editor.customContextMenuRequested.connect(self._open_menu)
        keys.undo_asked.connect(self.undo)
        keys.redo_asked.connect(self.redo)
        keys.find_asked.connect(self.finder.begin)
        keys.replace_asked.connect(self.finder.begin_replacing)
        keys.find_next_asked.connect(self.finder.go_on)
        keys.find_previous_asked.connect(self.finder.go_back)
        keys.line_asked.connect(self.ask_line)
        keys.definition_asked.connect(self.go_to_definition)
        keys.escaped.connect(self.finder.end)
        self.finder.opened.connect(self._on_find_opened)
        self._pause.timeout.connect(self._end_burst)
        self._rest.timeout.connect(self._select_at_caret)
        self._session.changed.connect(self._on_changed)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colors."""
        self.editor.set_theme(theme)
        self.finder.bar.set_theme(theme)

    def show_span(self, span: Span) -> None:
        """Bring a place into view and put the caret before it; the focus stays where it is."""
        self.editor.put_caret(position_of(self.editor.document(), span.line, span.column))

    def show_line(self, line: int) -> None:
        """Bring a line into view and select it as text; the focus stays where it is."""
        start = position_of(self.editor.document(), line, 0)
        block = self.editor.document().findBlock(start)
        self.editor.put_caret(block.position() + block.length() - 1, block.position())

    def go_to_selection(self) -> None:
        """Put the caret before the code of what is selected, and the focus there."""
        state = self._session.state
        sites = marks_of(state).sites
        if sites:
            self.show_span(sites[0])
        self.editor.setFocus()

    def go_to_definition(self) -> None:
        """Put the caret where the name at the caret is defined in this file."""
        state, caret = self._session.state, self.editor.textCursor()
        name = name_at(caret.block().text(), len(head_of(caret)))
        span = definition(state.outline, name, caret.blockNumber() + 1) if name else None
        if span is not None:
            self.show_span(span)
        elif name:
            self._session.told.emit(f"{name} is not defined in this file.")

    def ask_line(self) -> None:
        """Let the user say to which line to go."""
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setInputMode(QInputDialog.InputMode.IntInput)
        dialog.setIntRange(1, self.editor.blockCount())
        dialog.setIntValue(self.editor.textCursor().blockNumber() + 1)
        dialog.setWindowTitle("Go to Line")
        dialog.setLabelText(f"Line, 1 to {self.editor.blockCount():,}:")
        dialog.intValueSelected.connect(self._go_to_line)
        dialog.open()

    def _go_to_line(self, line: int) -> None:
        self.show_span(Span(line, 0, line, 0))
        self.editor.setFocus()

    def focus_code(self) -> None:
        """Go on writing where the caret is."""
        self.editor.setFocus()

    def _on_find_opened(self, is_open: bool) -> None:
        self.editor.keys.takes_escape = is_open

    def _complete(self, text: str, offset: int) -> Completion:
        return complete(text, offset, self._session.state.outline)

    def _hint(self, text: str, offset: int) -> CallHint | None:
        return call_hint(text, offset, self._session.state.outline)

    # To the session

    def _on_edited(self) -> None:
        starts, self._is_new_burst = self._is_new_burst, False
        self._pause.start()
        self._session.type_text(self.editor.text, starts)

    def _end_burst(self) -> None:
        self._pause.stop()
        self._is_new_burst = True

    def undo(self) -> None:
        """Take back the last step of the document, wherever it was made, and go there."""
        self._follow(self._session.history.undo)

    def redo(self) -> None:
        """Make the last step again that was taken back, and go there."""
        self._follow(self._session.history.redo)

    def _follow(self, step: Callable[[], None]) -> None:
        self._follows_change = True
        step()
        self._follows_change = False

    def _select_at_caret(self) -> None:
        state = self._session.state
        if state.syntax is not None or not self.editor.hasFocus():
            return
        row = state.rows.at_span(self.editor.caret)
        if row is not None:
            self._is_selecting = True
            self._session.select(row.place)
            self._is_selecting = False

    def _open_menu(self, position: QPoint) -> None:
        self._go_below(position)
        menu = code_menu(self.editor, self._session, self.fixes)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.editor.viewport().mapToGlobal(position))

    def _go_below(self, position: QPoint) -> None:
        """Put the caret where a menu opens, unless that is within what is selected as text."""
        cursor, there = self.editor.textCursor(), self.editor.cursorForPosition(position)
        if not cursor.selectionStart() <= there.position() <= cursor.selectionEnd():
            self.editor.setTextCursor(there)

    # From the session

    def _on_changed(self, before: State, after: State) -> None:
        if after.text != self.editor.text:
            self._take_text(before, after)
        if any(getattr(before, name) is not getattr(after, name) for name in _MARKED_BY):
            self.editor.set_marks(marks_of(after))
        if after.selection != before.selection and not self._is_selecting:
            self._rest.stop()
            self._show_selection(after)

    def _take_text(self, before: State, after: State) -> None:
        self._end_burst()
        if after.document.file is not before.document.file:  # another document was opened
            self.editor.set_text(after.text)
            return
        end = self.editor.change_text(after.text)
        if self._follows_change and end is not None:
            self.editor.put_caret(end)

    def _show_selection(self, state: State) -> None:
        is_typing = self.editor.hasFocus() and self._pause.isActive()
        sites = marks_of(state).sites
        if sites and not is_typing:
            bring_span_into_view(self.editor, sites[0])
