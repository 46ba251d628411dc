"""One argument of the form: the editor that fits it, and what there is to say of its text."""

from typing import TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.edits.arguments import ArgumentField
from inspector.panels.argument_check import check
from inspector.panels.argument_choice import ChoiceLine
from inspector.panels.argument_code_line import CodeLine
from inspector.panels.argument_switch import SwitchLine
from inspector.panels.inspector_line import SpeakingLine

Editor: TypeAlias = CodeLine | ChoiceLine | SwitchLine

_TRUTHS = ("True", "False")


class ArgumentLine(SpeakingLine):
    """Tells what is typed, and shows what the code says without disturbing who types."""

    typed = Signal(str, str)
    """The name of the argument, and its text; blank stands for the default."""
    asked = Signal(str)

    def __init__(self, field: ArgumentField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._wants_code = False
        self._is_typing = False
        self.editor = self._new_editor()
        self.hold(self.editor)
        self._show()

    def show_field(self, field: ArgumentField) -> None:
        """Show the argument as it is now; a text being typed stays unless the code moved on."""
        moved_on = field.given != self.field.given
        self.field = field
        is_writing = not isinstance(self.editor, SwitchLine)
        if is_writing and (self._is_typing or (self.has_focus and not moved_on)):
            return
        self._fit_editor()
        self._show()

    def _show(self) -> None:
        self.editor.show_value(self.field.given, self.field.default)
        self.show_verdict(check(self.field, self.field.given or ""))

    def _fit_editor(self) -> None:
        """Exchange the editor if another one fits what the argument is now."""
        is_writing = self.has_focus and not isinstance(self.editor, SwitchLine)
        if is_writing or isinstance(self.editor, self._kind()):
            return
        had_focus = self.has_focus
        self.editor = self._new_editor()
        self.hold(self.editor)
        if had_focus:
            self.editor.setFocus()

    def _kind(self) -> type[Editor]:
        field = self.field
        is_switch = field.type == "bool" and field.default in _TRUTHS
        if is_switch and field.given in (None, *_TRUTHS) and not self._wants_code:
            return SwitchLine
        return ChoiceLine if field.choices or field.type == "bool" else CodeLine

    def _new_editor(self) -> Editor:
        kind = self._kind()
        editor: Editor
        if issubclass(kind, ChoiceLine):
            editor = ChoiceLine(self.field.choices or _TRUTHS)
        elif issubclass(kind, SwitchLine):
            editor = SwitchLine()
            editor.code_wanted.connect(self._take_code)
        else:
            editor = CodeLine()
        editor.typed.connect(self._on_typed)
        editor.asked.connect(self.asked)
        editor.left.connect(self._on_left)
        inner = editor.box if isinstance(editor, SwitchLine) else editor
        inner.setAccessibleName(self.field.name)
        return editor

    def _take_code(self) -> None:
        self._wants_code = True
        self._fit_editor()
        self.editor.setFocus()
        self._show()

    def _on_typed(self, text: str) -> None:
        self._is_typing = True
        self.typed.emit(self.field.name, text.strip())
        self._is_typing = False

    def _on_left(self) -> None:
        self._wants_code = False
        self._fit_editor()
        self._show()
