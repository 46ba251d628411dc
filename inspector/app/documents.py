"""Opening, saving and leaving documents: the dialogs and questions around files."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from inspector.app.settings import Settings
from inspector.app.warning import warn
from inspector.command import Target
from inspector.report.stored import open_report
from inspector.resource_files import resource
from inspector.session.files import (
    new_document,
    open_example,
    open_file,
    save_file,
)
from inspector.session.session import Session
from inspector.session.templates import Template
from inspector.source.file import SourceError

PYTHON_FILES = "Python files (*.py);;All files (*)"
EXAMPLES = (
    ("net", "A chain of modules"),
    ("mlp", "MLP: a class of your own"),
    ("my_sequential", "MySequential"),
    ("fixed_hidden_mlp", "FixedHiddenMLP: code in forward"),
    ("nest_mlp", "NestMLP: modules within modules"),
    ("chimera", "Chimera: mix and match"),
    ("modules_in_a_list", "Exercise 1: modules in a list"),
    ("parallel", "Exercise 2: two networks side by side"),
    ("repeated_blocks", "Exercise 3: a factory of blocks"),
)


class Documents(QObject):
    """What the File menu does."""

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._window = window

    # Opening

    def open_first(self, target: Target | None) -> None:
        """Open what the command line names, or the welcome model."""
        if target is None:
            self._session.open(*open_example(resource("examples", "welcome.py")))
        else:
            self._open(target.file, target.expression)

    def new(self) -> None:
        """Begin an empty model."""
        if self.may_leave():
            self._session.open(*new_document())

    def open_example(self, name: str) -> None:
        """Open one of the shipped examples as a new document."""
        if self.may_leave():
            self._session.open(*open_example(resource("examples", f"{name}.py")))

    def open_template(self, template: Template) -> None:
        """Begin a new document with a template."""
        if self.may_leave():
            self._session.open(*open_example(template.path))

    def ask_open(self) -> None:
        """Let the user choose a file and open it."""
        if self.may_leave():
            name, _ = QFileDialog.getOpenFileName(
                self._window, "Open", self._settings.folder(), PYTHON_FILES
            )
            if name:
                self._open(Path(name))

    def open_path(self, path: Path) -> None:
        """Open a file that was named, dropped or chosen from the recent ones."""
        if self.may_leave():
            self._open(path)

    def _open(self, path: Path, expression: str = "") -> None:
        try:
            if path.suffix == ".json":
                self._session.show_report(open_report(path), path.name)
                return
            text, document = open_file(path)
        except SourceError as error:
            warn(self._window, "The file was not opened.", str(error))
            if not self._session.state.text:
                self._session.open(*new_document())
            return
        self._session.open(text, document, expression)
        if document.path is not None:
            self._settings.add_recent(document.path)

    # Saving

    def save(self) -> bool:
        """Save to the file of the document; asks for one if there is none."""
        path = self._session.state.document.path
        return self._save(path) if path is not None else self.save_as()

    def save_as(self) -> bool:
        """Let the user choose a file and save to it."""
        title = self._session.state.document.title
        start = self._session.state.document.path or Path(self._settings.folder(), title)
        name, _ = QFileDialog.getSaveFileName(self._window, "Save As", str(start), PYTHON_FILES)
        if not name:
            return False
        path = Path(name)
        return self._save(path if path.suffix else path.with_suffix(".py"))

    def _save(self, path: Path) -> bool:
        state = self._session.state
        try:
            document = save_file(state.document, state.text, path)
        except SourceError as error:
            warn(self._window, "The document was not saved.", str(error))
            return False
        if not state.foreign:
            self._session.trust.keep(document, state.text)
        self._session.saved(document)
        self._settings.add_recent(path)
        self._session.told.emit(f"Saved {path.name}.")
        return True

    def may_leave(self) -> bool:
        """Whether the document may be replaced: asks if there are unsaved changes."""
        if not self._session.state.document.modified:
            return True
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(f"Save the changes to {self._session.state.document.title}?")
        box.setInformativeText("They are lost if you do not save them.")
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        answer = box.exec()
        if answer == buttons.Save:
            return self.save()
        return answer == buttons.Discard

    # Taking it home

    def copy_code(self) -> None:
        """Put the text of the document on the clipboard."""
        QGuiApplication.clipboard().setText(self._session.state.text)
        self._session.told.emit("The code is on the clipboard.")
