"""A line of text in the input editor that tells what is typed and can be told what is wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.panels.argument_code_line import CodeLine
from inspector.panels.inspector_line import SpeakingLine


class InputLine(SpeakingLine):
    """Shows a text of the code; one that is being typed stays unless the code moved on."""

    typed = Signal(str)
    asked = Signal(str)

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = CodeLine()
        self.hold(self.editor)
        self.editor.setAccessibleName(name)
        self.editor.setPlaceholderText(placeholder)
        self._placeholder = placeholder
        self._shown = ""
        self._is_typing = False
        self.editor.typed.connect(self._on_typed)
        self.editor.asked.connect(self.asked)
        self.editor.left.connect(self._show)

    def show_text(self, text: str) -> None:
        """Show the text as the code has it now."""
        moved_on = text != self._shown
        self._shown = text
        if not self._is_typing and (moved_on or not self.has_focus):
            self._show()

    def _show(self) -> None:
        self.editor.show_value(self._shown, None)
        self.editor.setPlaceholderText(self._placeholder)
        self.show_verdict(None)

    def _on_typed(self, text: str) -> None:
        self._is_typing = True
        self.typed.emit(text)
        self._is_typing = False
