"""The keys of the code editor: which key does what."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from inspector.panels import code_indentation, code_pairs
from inspector.panels.code_text_edit import CodeTextEdit

Action = Callable[[], None]

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


KEYS: tuple[tuple[str, str], ...] = (
    ("In the code: complete", "Ctrl+Space"),
    ("In the code: fix what is wrong here", "Alt+Enter"),
    ("In the code: go to where a name is defined", "F12, Ctrl+click"),
    ("In the code: find, replace", "Ctrl+F, Ctrl+H"),
    ("In the code: next, previous match", "F3, Shift+F3"),
    ("In the code: go to a line", "Ctrl+G"),
    ("In the code: comment lines, or make code of them", "Ctrl+/"),
    ("In the code: indent, dedent lines", "Tab, Shift+Tab"),
    ("In the code: larger, smaller, as at first", "Ctrl++, Ctrl+-, Ctrl+0, Ctrl+wheel"),
)
"""What keys do in the code, for the list in Help."""


class CodeKeys(QObject):
    """What keys mean that do more than type; what lies outside of the editor is asked for."""

    undo_asked = Signal()
    redo_asked = Signal()
    find_asked = Signal()
    find_next_asked = Signal()
    find_previous_asked = Signal()
    replace_asked = Signal()
    line_asked = Signal()
    definition_asked = Signal()
    zoom_asked = Signal(int)
    """By how many points; 0 for the size that it had at first."""
    completion_asked = Signal()
    fixes_asked = Signal()
    escaped = Signal()

    def __init__(self, editor: CodeTextEdit) -> None:
        super().__init__(editor)
        self.takes_escape = False
        """Whether Esc means something here; else it is left to the window."""
        self._editor = editor
        self._standard = (
            (QKeySequence.StandardKey.Undo, self.undo_asked.emit),
            (QKeySequence.StandardKey.Redo, self.redo_asked.emit),
            (QKeySequence.StandardKey.Find, self.find_asked.emit),
        )
        self._actions: dict[tuple[Qt.KeyboardModifier, int], Action] = {
            (_NONE, Qt.Key.Key_Return): self._new_line,
            (_NONE, Qt.Key.Key_Enter): self._new_line,
            # Qt would insert a line separator, which Python takes for an ordinary character.
            (_SHIFT, Qt.Key.Key_Return): self._new_line,
            (_SHIFT, Qt.Key.Key_Enter): self._new_line,
            (_NONE, Qt.Key.Key_Tab): self._indent,
            (_SHIFT, Qt.Key.Key_Backtab): self._dedent,
            (_SHIFT, Qt.Key.Key_Tab): self._dedent,
            (_CONTROL, Qt.Key.Key_Slash): self.toggle_comment,
            (_CONTROL, Qt.Key.Key_Space): self.completion_asked.emit,
            (_CONTROL, Qt.Key.Key_H): self.replace_asked.emit,
            (_NONE, Qt.Key.Key_F3): self.find_next_asked.emit,
            (_SHIFT, Qt.Key.Key_F3): self.find_previous_asked.emit,
            (_CONTROL, Qt.Key.Key_G): self.line_asked.emit,
            (_NONE, Qt.Key.Key_F12): self.definition_asked.emit,
            (_CONTROL, Qt.Key.Key_Plus): lambda: self.zoom_asked.emit(1),
            (_CONTROL, Qt.Key.Key_Equal): lambda: self.zoom_asked.emit(1),
            (_CONTROL, Qt.Key.Key_Minus): lambda: self.zoom_asked.emit(-1),
            (_CONTROL, Qt.Key.Key_0): lambda: self.zoom_asked.emit(0),
            (_ALT, Qt.Key.Key_Return): self.fixes_asked.emit,
            (_ALT, Qt.Key.Key_Enter): self.fixes_asked.emit,
            (_CONTROL, Qt.Key.Key_Y): self.redo_asked.emit,
            (_CONTROL | _SHIFT, Qt.Key.Key_Z): self.redo_asked.emit,
        }

    def action(self, event: QKeyEvent) -> Action | None:
        """What a key does; None if it types, moves, or means nothing here."""
        for key, action in self._standard:
            if event.matches(key):
                return action
        if self.takes_escape and event.key() == Qt.Key.Key_Escape:
            return self.escaped.emit
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return self._actions.get((modifiers, event.key()))

    def takes(self, event: QKeyEvent) -> bool:
        """Type a pair, or take one or a level of indentation away; False for any other key."""
        cursor = self._editor.textCursor()
        if event.key() == Qt.Key.Key_Backspace and event.modifiers() in (_NONE, _SHIFT):
            return code_pairs.backspace(cursor) or code_indentation.backspace(cursor)
        if len(event.text()) != 1 or not code_pairs.typed(cursor, event.text()):
            return False
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        return True

    def toggle_comment(self) -> None:
        """Make comments of the selected lines, or code again."""
        with self._editor.one_step():
            code_indentation.toggle_comment(self._editor.textCursor())

    def _new_line(self) -> None:
        code_indentation.new_line(self._editor.textCursor())
        self._editor.ensureCursorVisible()
        self._editor.paused.emit()

    def _indent(self) -> None:
        code_indentation.indent(self._editor.textCursor())
        self._editor.ensureCursorVisible()

    def _dedent(self) -> None:
        code_indentation.dedent(self._editor.textCursor())
