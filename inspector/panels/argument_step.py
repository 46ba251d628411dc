"""The code of a selected step, constant or loop, as one field of the form."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.edits.code import ReplaceCode, SetHead
from inspector.edits.edit import Edit
from inspector.graph.rows import Row
from inspector.outline.expressions import text_of
from inspector.outline.nodes import Region
from inspector.panels.argument_code_field import CodeField
from inspector.panels.inspector_line import SpeakingLine
from inspector.session.state import State
from inspector.source.lines import Lines


@dataclass(frozen=True)
class StepCode:
    """Code of the forward or constructor that can be written anew by `edit`."""

    label: str
    text: str
    edit: Callable[[str], Edit]


def step_code(state: State, row: Row) -> StepCode | None:
    """The code of a row that is no module; None if it has none in this text."""
    site = row.site
    if site is None or row.kind == "module" or state.syntax is not None:
        return None
    if row.kind == "region":
        region = state.index.at(site, Region)
        if region is None:
            return None
        head = text_of(region.clauses[0].header)
        return StepCode("head", head, lambda text: SetHead(site, text))
    return StepCode("code", Lines(state.text).slice(site), lambda text: ReplaceCode(site, text))


class StepLine(SpeakingLine):
    """Tells what is typed; a text being typed stays unless the code moved on."""

    typed = Signal(str)
    asked = Signal(str)

    def __init__(self, step: StepCode, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = CodeField()
        self.hold(self.editor)
        self.step = step
        self._is_typing = False
        self.editor.setAccessibleName(step.label)
        self.editor.typed.connect(self._on_typed)
        self.editor.asked.connect(self.asked)
        self.editor.left.connect(self._show)
        self._show()

    def show_code(self, step: StepCode) -> None:
        """Show the code as it is now."""
        moved_on = step.text != self.step.text
        self.step = step
        if not self._is_typing and (moved_on or not self.has_focus):
            self._show()

    def _show(self) -> None:
        self.editor.show_value(self.step.text, None)
        self.show_verdict(None)

    def _on_typed(self, text: str) -> None:
        self._is_typing = True
        self.typed.emit(text)
        self._is_typing = False
