"""What belongs to the class of the selected module: where it is used, and its defaults."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QMenu, QPushButton, QWidget

from inspector.edits.defaults import SetDefault, constructor_of
from inspector.outline.classes import Parameter, classes
from inspector.outline.nodes import Call
from inspector.panels.inspector_style import push_button
from inspector.session.session import Session
from inspector.session.state import State
from inspector.source.lines import Lines
from inspector.source.span import Span

_MOST_SHOWN = 48
"""Letters of a line in the menu."""


class ClassLine(QWidget):
    """Two menus below the form of an instance of a class of the file."""

    code_requested = Signal(object)
    """The span of the use to look at."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._name = ""
        self.uses = self._menu_button("", "Go to a line that makes one")
        self.defaults = self._menu_button("Defaults", "What the class takes if it is not told")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for button in (self.uses, self.defaults):
            layout.addWidget(button)
        layout.addStretch()

    def show_state(self, state: State) -> None:
        """Show the menus of the class of the selection, if the file has it."""
        row = state.selected
        is_one = len(state.chosen) == 1
        self._name = row.own_class if row is not None and row.kind == "module" and is_one else ""
        self.setVisible(bool(self._name) and state.syntax is None)
        if not self._name:
            return
        uses = uses_of(state, self._name)
        _, taken = constructor_of(state.outline, self._name)
        self._fill_uses(state, uses)
        self._fill_defaults(taken)
        self.defaults.setEnabled(bool(taken))

    def _menu_button(self, title: str, tip: str) -> QPushButton:
        button = push_button(title, tip)
        button.setMenu(QMenu(button))
        return button

    def _fill_uses(self, state: State, uses: list[Span]) -> None:
        self.uses.setText(f"Used {len(uses)} ×")
        menu, lines = self.uses.menu(), Lines(state.outline_text)
        menu.clear()
        owner = classes(state.outline)[self._name]
        if owner.span is not None:
            go = partial(self.code_requested.emit, owner.span)
            menu.addAction(f"Definition, line {owner.span.line}", go)
            menu.addSeparator()
        for span in uses:
            code = lines.line_text(span.line).strip().replace("&", "&&")
            text = code if len(code) <= _MOST_SHOWN else f"{code[:_MOST_SHOWN]}…"
            menu.addAction(f"{span.line}: {text}", partial(self.code_requested.emit, span))

    def _fill_defaults(self, taken: tuple[Parameter, ...]) -> None:
        menu = self.defaults.menu()
        menu.clear()
        for each in taken:
            text = f"{each.name} = {each.default}" if each.default is not None else each.name
            menu.addAction(f"{text.replace('&', '&&')}…", partial(self._ask, each))

    def _ask(self, parameter: Parameter) -> None:
        text, chosen = QInputDialog.getText(
            self,
            "Default",
            f"{self._name} takes for {parameter.name}, if it is not given:",
            text=parameter.default or "",
        )
        if chosen:
            function, _ = constructor_of(self._session.state.outline, self._name)
            self._session.apply(SetDefault(function, parameter.name, text))


def uses_of(state: State, name: str) -> list[Span]:
    """Where the file constructs a class, from top to bottom."""
    calls = (each for each in state.index.all(Call) if each.name == name)
    return sorted(each.span for each in calls if each.span is not None)
