"""Taking the model home: the document as a script, as it is or as a class, with weights."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog

from inspector.app.contents import Contents
from inspector.app.documents import PYTHON_FILES
from inspector.app.warning import warn
from inspector.edits.edit import EditError
from inspector.edits.export import exported, renamed, with_weights
from inspector.edits.shape_comments import with_shapes
from inspector.protocol.messages import Run, WeightsStored
from inspector.session.engine_client import Ended

_FAILED = "The script was not written."
_MOST_TOLD = 3
"""New names of modules in one line of the status bar."""


class ScriptExport(QObject):
    """What the menu Export Script does. Weights are written by the engine, the script after."""

    def __init__(self, contents: Contents) -> None:
        super().__init__(contents)
        self._session = contents.session
        self._settings = contents.settings
        self._window = contents.window
        self._waiting: tuple[Path, str] | None = None
        """Where a script goes, and its text, once its weights are in their file."""
        on, menu = contents.actions.on, contents.actions.menus["export"]
        on("export", self._export_plain)
        on("export_shapes", self._export_with_shapes)
        on("export_class", self._export_as_class)
        on("export_weights", self._export_with_weights)
        for name in ("export", "export_shapes", "export_class", "export_weights"):
            menu.addAction(contents.actions[name])
        self._session.engine.weights_stored.connect(self._on_weights_stored)
        self._session.engine.ended.connect(self._on_ended)

    def _export_plain(self) -> None:
        self._export(lambda: self._script(self._session.state.text))

    def _export_with_shapes(self) -> None:
        self._export(self._script_with_shapes)

    def _export_as_class(self) -> None:
        name, chosen = QInputDialog.getText(
            self._window, "Export as One Class", "The name of the class that the chain becomes:",
            text=self._class_name(),
        )  # fmt: skip
        if chosen and name.strip():
            told = self._export(lambda: self._script(self._session.state.text, name))
            if told is not None:
                self._session.told.emit(f"Exported {told.name}. {self._new_names()}")

    def _export_with_weights(self) -> None:
        state = self._session.state
        if state.foreign:
            warn(self._window, _FAILED, "Its weights need a run, and the file may not run yet.")
            return
        try:
            script = self._script(state.text)
        except EditError as error:
            warn(self._window, _FAILED, str(error))
            return
        path = self._ask()
        if path is None:
            return
        chosen = state.expression if state.expression.isidentifier() else ""
        run = Run(0, script, str(state.document.path or ""), chosen, device=state.device)
        if not self._session.engine.store_weights(run, _beside(path)):
            warn(self._window, _FAILED, "The engine is busy; try again when the run has ended.")
            return
        self._waiting = path, script
        self._session.told.emit("The engine writes the weights…")

    def _on_weights_stored(self, stored: WeightsStored) -> None:
        if self._waiting is None or stored.file != _beside(self._waiting[0]):
            return
        (path, script), self._waiting = self._waiting, None
        if stored.error:
            self._session.told.emit("")
            warn(self._window, _FAILED, stored.error)
            return
        weights = Path(stored.file).name
        if self._write(path, with_weights(script, weights, stored.tied)):
            self._session.told.emit(f"Exported {path.name} and {weights}.")

    def _on_ended(self, ended: Ended) -> None:
        if self._waiting is not None:
            self._waiting = None
            warn(self._window, _FAILED, f"The engine ended: {ended.reason}.")

    # The text

    def _script(self, text: str, class_name: str = "") -> str:
        """The document as a script that runs by itself. Raises EditError."""
        state = self._session.state
        report = state.picture
        assumed = [p for p in report.problems if p.code == "input-assumed"] if report else []
        fixes = assumed[0].fixes if assumed else ()
        code = str(fixes[0].arguments.get("code", "")) if fixes else ""
        outputs = max(len(report.outputs), 1) if report else 1
        return exported(text, state.expression, code, outputs=outputs, class_name=class_name)

    def _script_with_shapes(self) -> str:
        """The same with the shapes of the last run as comments. Raises EditError."""
        state = self._session.state
        if state.picture is None or not state.is_current:
            raise EditError("The model has not run as it is now; run it first.")
        return self._script(with_shapes(state.text, state.picture, state.document.file_name))

    def _class_name(self) -> str:
        """What the class might be called, after the file."""
        stem = Path(self._session.state.document.title).stem
        name = "".join(word.capitalize() for word in stem.split("_"))
        return name if name.isidentifier() and stem != "untitled" else "Net"

    def _new_names(self) -> str:
        """What the modules are called now: weights that were saved have the names of before."""
        names = renamed(self._session.state.text, self._session.state.expression)
        told = ", ".join(f"{old} is {new}" for old, new in names[:_MOST_TOLD])
        more = ", …" if len(names) > _MOST_TOLD else ""
        return f"Its parameters have other names: {told}{more}." if names else ""

    # The file

    def _export(self, make: Callable[[], str]) -> Path | None:
        """Write a script where the user chooses; where that is, None if nowhere."""
        try:
            script = make()
        except EditError as error:
            warn(self._window, _FAILED, str(error))
            return None
        path = self._ask()
        if path is None or not self._write(path, script):
            return None
        self._session.told.emit(f"Exported {path.name}; it runs by itself.")
        return path

    def _ask(self) -> Path | None:
        stem = Path(self._session.state.document.title).stem
        start = str(Path(self._settings.folder(), f"{stem}_script.py"))
        name, _ = QFileDialog.getSaveFileName(self._window, "Export", start, PYTHON_FILES)
        return Path(name) if name else None

    def _write(self, path: Path, script: str) -> bool:
        try:
            path.write_text(script, encoding="utf-8")
        except OSError as error:
            warn(self._window, _FAILED, f"{error.strerror}.")
            return False
        return True


def _beside(script: Path) -> str:
    """The file of the weights of a script."""
    return str(script.with_suffix(".safetensors"))
