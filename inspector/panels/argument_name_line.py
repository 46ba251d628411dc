"""A name in the form: checked while it is typed, taken over on Enter or when one leaves it."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from inspector.panels.argument_check import Verdict
from inspector.panels.argument_code_line import CodeLine
from inspector.panels.argument_names import NameField
from inspector.panels.inspector_line import SpeakingLine

Refusal: TypeAlias = Callable[[NameField, str], str]
"""Why a name cannot be taken; empty if it can."""


class NameLine(SpeakingLine):
    """Tells a new name once, with the field that it is for."""

    committed = Signal(object, str)
    asked = Signal(str)

    def __init__(self, field: NameField, refusal: Refusal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = CodeLine()
        self.hold(self.editor)
        self.field = field
        self._refusal = refusal
        self.editor.setAccessibleName(field.label)
        if field.choices:
            self._complete(field.choices)
        self.editor.typed.connect(self._on_typed)
        self.editor.asked.connect(self.asked)
        self.editor.returnPressed.connect(self._commit)
        self.editor.left.connect(self._on_left)
        self._show()

    def show_field(self, field: NameField) -> None:
        """Show the name as it is now, unless another one is being typed."""
        moved_on = field.value != self.field.value
        self.field = field
        if moved_on or not self.has_focus:
            self._show()

    def _show(self) -> None:
        self.editor.show_value(self.field.value, None)
        self.show_verdict(None)

    def _complete(self, choices: tuple[str, ...]) -> None:
        completer = QCompleter(list(choices), self.editor)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._commit)
        self.editor.setCompleter(completer)

    def _verdict(self, text: str) -> Verdict | None:
        if text.strip() == self.field.value:
            return None
        refusal = self._refusal(self.field, text)
        return Verdict("error", refusal) if refusal else None

    def _on_typed(self, text: str) -> None:
        self.show_verdict(self._verdict(text))

    def _commit(self) -> None:
        text = self.editor.text().strip()
        verdict = self._verdict(text)
        self.show_verdict(verdict)
        if verdict is None and text != self.field.value:
            self.committed.emit(self.field, text)

    def _on_left(self) -> None:
        self._commit()
        self._show()
