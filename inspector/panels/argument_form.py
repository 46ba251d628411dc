"""The form for the selected row: its names, its code, and the arguments of its constructor."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFormLayout, QWidget

from inspector.edits.arguments import ArgumentField, SetArgument, argument_fields
from inspector.edits.edit import Edit, EditError
from inspector.edits.several import Several
from inspector.graph.rows import Row
from inspector.panels.argument_check import Verdict, check
from inspector.panels.argument_line import ArgumentLine
from inspector.panels.argument_name_line import NameLine
from inspector.panels.argument_names import NameField, name_fields, renamed_key
from inspector.panels.argument_repeats import RepeatLine
from inspector.panels.argument_step import StepCode, StepLine, step_code
from inspector.panels.inspector_several import common_fields
from inspector.panels.inspector_style import label, tooltip
from inspector.session.drops import counted
from inspector.session.repeating import Repeating, repeat_of
from inspector.session.session import Session
from inspector.session.state import State

_LEAST_FIELD = 124
"""Pixels that a field needs to be told from a keyhole."""


class ArgumentForm(QWidget):
    """Writes into the code at each keystroke and leaves the text being typed alone."""

    code_requested = Signal(object)
    """The span of the code that a line is about."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._repeating = Repeating(session)
        self._row: Row | None = None
        self._rows: tuple[Row, ...] = ()
        """All that is selected: an argument is set for all of them."""
        self._is_applying = False
        self._names: list[NameLine] = []
        self.step: StepLine | None = None
        self.repeats: RepeatLine | None = None
        self._arguments: list[ArgumentLine] = []
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(8)
        self._layout.setVerticalSpacing(6)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def show_state(self, state: State) -> None:
        """Draw the form of what is selected."""
        if self._is_applying:
            return
        self.setEnabled(state.syntax is None and not state.is_unread)
        row = state.selected
        if row is None or self._row is None or row.key != self._row.key:
            self._clear()
        self._row, self._rows = row, state.chosen
        if len(self._rows) > 1:
            self._show_names(())
            self._show_step(None)
            self._show_arguments(common_fields(state))
        elif row is not None:
            self._show_names(name_fields(state.outline, row, state.expression))
            self._show_step(step_code(state, row))
            self._show_repeats(state, row)
            site = row.site
            self._show_arguments(argument_fields(state.outline, site) if site else ())

    def line(self, name: str) -> ArgumentLine | None:
        """The line of an argument; None if the form has none of that name."""
        return next((each for each in self._arguments if each.field.name == name), None)

    @property
    def lines(self) -> tuple[ArgumentLine, ...]:
        """The lines of the arguments, in the order of the signature."""
        return tuple(self._arguments)

    @property
    def names(self) -> dict[str, NameLine]:
        """The lines of the names by their labels: name, class or type."""
        return {line.field.label: line for line in self._names}

    @property
    def first_field(self) -> QWidget | None:
        """Where typing begins: the first argument, else the code or the name."""
        lines = (*self._arguments, *([self.step] if self.step else []), *self._names)
        return next(iter(lines), None)

    # Drawing

    def _show_names(self, fields: tuple[NameField, ...]) -> None:
        if [each.label for each in fields] != [line.field.label for line in self._names]:
            for line in self._names:
                self._take(line)
            self._names = [NameLine(field, self._refusal_of_name, self) for field in fields]
            for number, line in enumerate(self._names):
                self._insert(number, line.field.label, line.field.hint, line)
                line.committed.connect(self._on_name)
                line.asked.connect(self._on_asked)
        for line, field in zip(self._names, fields, strict=True):
            line.show_field(field)

    def _show_step(self, step: StepCode | None) -> None:
        if (step is None) != (self.step is None):
            if self.step is not None:
                self._take(self.step)
                self.step = None
            if step is not None:
                self.step = StepLine(step, self)
                self._insert(len(self._names), step.label, "", self.step)
                self.step.typed.connect(self._on_code)
                self.step.asked.connect(self._on_asked)
        if step is not None and self.step is not None:
            self.step.show_code(step)

    def _show_repeats(self, state: State, row: Row) -> None:
        repeat = repeat_of(state, row) if row.kind == "module" else None
        if repeat is None:
            if self.repeats is not None:
                self._take(self.repeats)
                self.repeats = None
        elif self.repeats is None:
            self.repeats = RepeatLine(repeat, row.repeats, self)
            self._insert(len(self._names), "repeats", "How often this is made", self.repeats)
            self.repeats.committed.connect(self._on_repeats)
            self.repeats.asked.connect(self._on_asked)
            self.repeats.code_requested.connect(self.code_requested)
        else:
            self.repeats.show_repeat(repeat, row.repeats)

    def _show_arguments(self, fields: tuple[ArgumentField, ...]) -> None:
        if [each.name for each in fields] != [line.field.name for line in self._arguments]:
            for line in self._arguments:
                self._take(line)
            self._arguments = [ArgumentLine(field, self) for field in fields]
            for line in self._arguments:
                words = f"{line.field.name} •" if line.field.required else line.field.name
                self._insert(self._layout.rowCount(), words, _about(line.field), line)
                line.typed.connect(self._on_argument)
                line.asked.connect(self._on_asked)
        for line, field in zip(self._arguments, fields, strict=True):
            line.show_field(field)
        self._wrap_if_narrow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap_if_narrow()

    def _wrap_if_narrow(self) -> None:
        """Put the names above the fields where there is no room beside them."""
        role = QFormLayout.ItemRole.LabelRole
        items = [self._layout.itemAt(row, role) for row in range(self._layout.rowCount())]
        names = max((item.sizeHint().width() for item in items if item is not None), default=0)
        policy = QFormLayout.RowWrapPolicy
        is_narrow = self.width() - names < _LEAST_FIELD
        self._layout.setRowWrapPolicy(policy.WrapAllRows if is_narrow else policy.DontWrapRows)

    def _insert(self, at: int, words: str, hint: str, line: QWidget) -> None:
        name = label(words)
        name.setToolTip(tooltip(hint))
        name.setContentsMargins(0, 3, 0, 0)
        name.setBuddy(line)
        line.setToolTip(tooltip(hint))
        self._layout.insertRow(at, name, line)

    def _take(self, line: QWidget) -> None:
        """Remove a line, which may just be telling something; losing the focus tells nothing."""
        line.blockSignals(True)
        row = self._layout.takeRow(line)
        for item in (row.labelItem, row.fieldItem):
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _clear(self) -> None:
        others = [each for each in (self.step, self.repeats) if each is not None]
        for line in (*self._names, *self._arguments, *others):
            self._take(line)
        self._names, self.step, self.repeats, self._arguments = [], None, None, []

    # Writing

    def _on_argument(self, name: str, text: str) -> None:
        line = self.line(name)
        if line is None or self._row is None or self._row.site is None:
            return
        verdict = check(line.field, text)
        if verdict is None or verdict.gravity != "error":
            edit = self._setting(line.field, text or None)
            refusal = self._apply(edit, self._row.key)
            verdict = Verdict("error", refusal) if refusal else verdict
        line.show_verdict(verdict)

    def _setting(self, field: ArgumentField, value: str | None) -> Edit:
        made = (row.site for row in self._rows if row.site is not None)
        sites = dict.fromkeys(field.call or site for site in made)
        edits = [SetArgument(site, field.keyword, value) for site in sites]
        if len(edits) == 1:
            return edits[0]
        return Several(tuple(edits), f"{edits[0].title} of {counted(self._rows)}")

    def _on_code(self, text: str) -> None:
        line = self.step
        if line is not None and self._row is not None:
            refusal = self._apply(line.step.edit(text), self._row.key)
            line.show_verdict(Verdict("error", refusal) if refusal else None)

    def _on_repeats(self, times: int) -> None:
        if self._row is not None:
            self._repeating.change(self._row, times)

    def _on_name(self, field: NameField, name: str) -> None:
        if self._row is not None:
            key = renamed_key(self._row, name) if field.names_row else self._row.key
            self._apply(field.edit(name), key)

    def _refusal_of_name(self, field: NameField, name: str) -> str:
        return self._refusal(field.edit(name))

    def _refusal(self, edit: Edit) -> str:
        try:
            self._session.preview(edit)
        except EditError as error:
            return str(error)
        return ""

    def _apply(self, edit: Edit, key: str) -> str:
        """Apply an edit and stay with its row, whose key is then `key`; the refusal, if any."""
        refusal = self._refusal(edit)
        if refusal:
            return refusal
        self._is_applying = True
        if self._session.apply(edit):
            row = self._session.state.rows.by_key.get(key)
            if row is not None:
                self._session.select(row.place, self._session.state.also_selected)
        self._is_applying = False
        self.show_state(self._session.state)
        return ""

    def _on_asked(self, asked: str) -> None:
        history = self._session.history
        history.undo() if asked == "undo" else history.redo()


def _about(field: ArgumentField) -> str:
    """What the tooltip says of an argument."""
    words = "required" if field.required else f"default {field.default}" if field.default else ""
    kind = {"any": "", "choice": "one of " + ", ".join(field.choices)}.get(field.type, field.type)
    return "\n".join(each for each in (field.description, f"{kind} {words}".strip()) if each)
