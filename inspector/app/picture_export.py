"""Taking the picture out of the window: into a file, or as an image onto the clipboard."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSizeF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from inspector.app.contents import Contents
from inspector.app.picture_dialog import FORMATS, PictureDialog
from inspector.canvas.background import Background, Tell
from inspector.canvas.draft import Drawing, untold
from inspector.canvas.export.choice import Choice, export, is_quick
from inspector.canvas.export.image import fitting_scale, image_at
from inspector.canvas.export.whole import whole_area
from inspector.canvas.inks import Inks
from inspector.canvas.waiting import Waiting

_NOTHING = "There is no picture yet: no model has run."


class PictureExport(QObject):
    """Exports and copies what the canvas shows; what was chosen last is remembered.

    A large picture is written in the background, while the window stays alive.
    """

    def __init__(self, contents: Contents) -> None:
        super().__init__(contents)
        self._contents = contents
        self._window = contents.window
        self._session = contents.session
        self._settings = contents.settings
        self._remembered = contents.picture_settings
        self._background = Background(self)
        waiting = Waiting(self._background, contents.canvas, "Write no file (Esc)")
        waiting.cancelled.connect(self._cancel)
        contents.canvas.corners.add(waiting, Qt.Corner.TopLeftCorner)

    def ask(self) -> None:
        """Open the dialog; once it is accepted, ask where to and write."""
        scene = self._contents.canvas.scene
        if scene is None:
            self._session.told.emit(_NOTHING)
            return
        size = QSizeF(whole_area(scene).size())
        ending, choice = self._remembered.picture_ending(), self._remembered.picture_choice()
        dialog = PictureDialog(self._window, ending, choice, size)
        dialog.accepted.connect(lambda: self._save(dialog.ending, dialog.choice))
        dialog.open()

    def copy(self) -> None:
        """Put the picture as it is shown onto the clipboard, in the colors of the window."""
        scene = self._contents.canvas.scene
        if scene is None:
            self._session.told.emit(_NOTHING)
            return
        overlay = self._contents.canvas.overlaying.overlay
        inks = Inks(self._contents.appearance.theme, overlay)
        image = image_at(scene, inks, fitting_scale(scene))
        QGuiApplication.clipboard().setImage(image)
        size = f"{image.width():,} × {image.height():,} pixels"
        self._session.told.emit(f"Copied the picture: {size}.")

    def _save(self, ending: str, choice: Choice) -> None:
        self._remembered.set_picture(ending, choice)
        stem = Path(self._session.state.document.title).stem
        start = str(Path(self._settings.folder(), f"{stem}{ending}"))
        kind = f"{FORMATS[ending][0]} (*{ending})"
        name, _ = QFileDialog.getSaveFileName(self._window, "Export Picture", start, kind)
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() not in FORMATS:
            path = path.with_name(path.name + ending)
        drawing = self._contents.canvas.drawing
        if drawing is None:
            self._session.told.emit(_NOTHING)
            return
        work = partial(_refusal, drawing, path, choice)
        if is_quick(drawing, choice):
            self._background.cancel()
            self._tell(path, work(untold))
        else:
            self._background.start(work, partial(self._tell, path))

    def _tell(self, path: Path, refusal: str) -> None:
        if refusal:
            QMessageBox.warning(self._window, "Export Picture", refusal)
        else:
            self._session.told.emit(f"Exported {path.name}.")

    def _cancel(self) -> None:
        self._background.cancel()
        self._session.told.emit("The export was cancelled; nothing was written.")


def _refusal(drawing: Drawing, path: Path, choice: Choice, tell: Tell) -> str:
    """Write the file; why it cannot be, or nothing."""
    try:
        export(drawing, path, choice, tell)
    except (OSError, ValueError) as error:
        return str(error)
    return ""
