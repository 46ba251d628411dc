"""What the actions that rewrite the selection do, and what they ask for first."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog

from inspector.app.contents import Contents
from inspector.edits.values import ValueKind
from inspector.session.clipping import Clipping
from inspector.session.refactoring import Refactoring
from inspector.session.state import State

_MOST_SHOWN = 40
_KINDS: tuple[ValueKind, ...] = ("constant", "buffer", "parameter")


class RefactoringCommands(QObject):
    """Connects cut, copy, paste, bypass and the others to the selection."""

    def __init__(self, contents: Contents) -> None:
        super().__init__(contents)
        self._session = contents.session
        self._window = contents.window
        self._actions = contents.actions
        self._clipping = Clipping(contents.session, contents.drops)
        self._refactoring = Refactoring(contents.session, contents.drops)
        on = contents.actions.on
        on("cut", lambda: self._put_on_clipboard(self._clipping.cut()))
        on("copy", lambda: self._put_on_clipboard(self._clipping.copy()))
        on("paste", lambda: self._clipping.paste(QGuiApplication.clipboard().text()))
        on("bypass", self._refactoring.bypass)
        on("use_again", self._refactoring.use_again)
        on("unshare", self._refactoring.unshare)
        on("extract", self._extract)
        on("inline", self._refactoring.inline)
        on("make_argument", self._make_argument)
        for kind in _KINDS:
            on(f"make_{kind}", partial(self._refactoring.keep_as, kind))
        names = ("extract", "inline", "make_argument", "use_again", "unshare")
        for name in (*names, *(f"make_{kind}" for kind in _KINDS)):
            contents.actions.menus["refactor"].addAction(contents.actions[name])
        self._session.changed.connect(self._on_changed)
        self._on_changed(self._session.state, self._session.state)

    def _put_on_clipboard(self, text: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)

    def _extract(self) -> None:
        row = self._session.state.selected
        if row is None:
            return
        suggested = "".join(word.capitalize() for word in row.name.split("_"))
        if not suggested.isidentifier():
            suggested = "Block"
        name, chosen = QInputDialog.getText(
            self._window, "Extract Class", f"The name of the new class for {row.name}:",
            text=suggested,
        )  # fmt: skip
        if chosen:
            self._refactoring.extract(name)

    def _make_argument(self) -> None:
        given = self._refactoring.given_arguments()
        if not given:
            self._session.told.emit("Select a module that is given arguments.")
            return
        lines = [f"{name} = {value[:_MOST_SHOWN]}" for name, value in given.items()]
        line, chosen = QInputDialog.getItem(
            self._window, "Make Argument", "The class takes from outside, from now on:", lines,
            editable=False,
        )  # fmt: skip
        if not chosen:
            return
        argument = list(given)[lines.index(line)]
        name, chosen = QInputDialog.getText(
            self._window, "Make Argument", f"The class calls {argument}:", text=argument
        )
        if chosen:
            self._refactoring.make_parameter(argument, name)

    def _on_changed(self, before: State, after: State) -> None:
        row = after.selected
        is_made_here = row is not None and row.site is not None
        is_module = is_made_here and row is not None and row.kind == "module"
        self._actions["cut"].setEnabled(is_made_here and row is not None and row.parent is not None)
        self._actions["copy"].setEnabled(is_made_here)
        for name in ("bypass", "use_again", "extract"):
            self._actions[name].setEnabled(is_module)
        is_called = is_made_here and row is not None and row.kind in ("module", "step")
        self._actions["make_argument"].setEnabled(is_called)
        self._actions["inline"].setEnabled(is_module and row is not None and bool(row.own_class))
        self._actions["unshare"].setEnabled(is_made_here)
        for kind in _KINDS:
            is_other = row is not None and row.kind == "constant" and row.type != kind
            self._actions[f"make_{kind}"].setEnabled(is_made_here and is_other)
        self._actions["bypass"].setText("&Enable" if self._refactoring.is_bypassed() else "&Bypass")
