"""What the actions that rewrite the selection do, and what they ask for first."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog

from inspector.app.contents import Contents
from inspector.edits.values import ValueKind
from inspector.session.clipping import Clipping
from inspector.session.drops import counted
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
        rows = self._session.state.chosen
        if not rows:
            return
        suggested = "".join(word.capitalize() for word in rows[0].name.split("_"))
        if not suggested.isidentifier() or len(rows) > 1:
            suggested = "Block"
        name, chosen = QInputDialog.getText(
            self._window, "Extract Class", f"The name of the new class for {counted(rows)}:",
            text=suggested,
        )  # fmt: skip
        if chosen:
            self._refactoring.extract(name)

    def _make_argument(self) -> None:
        given = self._refactoring.arguments_for_class()
        if not given:
            self._session.told.emit(
                "Nothing here can become an argument: select what a class makes or calls with "
                "a value that is written out, such as a number."
            )
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
        rows = after.chosen
        are_made_here = bool(rows) and all(row.site is not None for row in rows)
        are_modules = are_made_here and all(row.kind == "module" for row in rows)
        is_one = len(rows) == 1
        self._actions["cut"].setEnabled(
            are_made_here and all(row.parent is not None for row in rows)
        )
        self._actions["copy"].setEnabled(are_made_here)
        self._actions["bypass"].setEnabled(are_modules)
        self._actions["extract"].setEnabled(are_made_here and (are_modules or not is_one))
        self._actions["use_again"].setEnabled(are_modules and is_one)
        is_called = are_made_here and is_one and rows[0].kind in ("module", "step")
        self._actions["make_argument"].setEnabled(is_called)
        self._actions["inline"].setEnabled(are_modules and is_one and bool(rows[0].own_class))
        self._actions["unshare"].setEnabled(are_made_here and is_one)
        for kind in _KINDS:
            is_other = is_one and rows[0].kind == "constant" and rows[0].type != kind
            self._actions[f"make_{kind}"].setEnabled(are_made_here and is_other)
        self._actions["bypass"].setText("&Enable" if self._refactoring.is_bypassed() else "&Bypass")
