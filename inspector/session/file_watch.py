"""Notices when another program writes the file of the document, or takes it away."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from inspector.session.session import Session
from inspector.session.state import State
from inspector.source.file import SourceError, read_file

_SETTLING = 120
"""Milliseconds without news: editors write a file in several steps."""


class FileWatch(QObject):
    """Watches one file. What this window writes itself is no news."""

    changed = Signal(object)
    """The `SourceFile` as it is on the disk now."""
    unreadable = Signal(str)
    """Why the file cannot be read any more, as a sentence."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._path: Path | None = None
        self._watcher = QFileSystemWatcher(self)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLING)
        self._settling.timeout.connect(self._look)
        self._watcher.fileChanged.connect(self._on_news)
        # A file that is replaced rather than written is news of its folder alone.
        self._watcher.directoryChanged.connect(self._on_news)
        session.changed.connect(self._on_changed)
        self._watch(session.state.document.path)

    def _on_changed(self, before: State, after: State) -> None:
        if after.document.path != self._path:
            self._watch(after.document.path)

    def _on_news(self, _path: str) -> None:
        if not self._settling.isActive():  # a busy folder must not put it off for ever
            self._settling.start()

    def _watch(self, path: Path | None) -> None:
        self._settling.stop()
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)
        self._path = path
        if path is not None:
            self._watcher.addPaths([str(path), str(path.parent)])

    def _look(self) -> None:
        """Read the file again, and tell if it is not what this window knows of it."""
        path = self._path
        if path is None:
            return
        if path.exists() and str(path) not in self._watcher.files():
            self._watcher.addPath(str(path))
        try:
            file = read_file(path)
        except SourceError as error:
            self.unreadable.emit(str(error))
            return
        if file != self._session.state.document.file:
            self.changed.emit(file)
