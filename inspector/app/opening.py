"""Opening the window: it is painted first, and filled when everything has been imported."""

import sys
import threading
import traceback
from types import TracebackType
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from inspector.app.settings import Settings
from inspector.app.window import Window
from inspector.command import Target
from inspector.session.engine_process import EngineProcess, EngineSource


class Filled(Protocol):
    """The contents with the session behind them."""

    def open_first(self, target: Target | None) -> None:
        """Show the first document."""

    def close(self) -> None:
        """End the engines; nothing is left running."""


class Opening(QObject):
    """Imports the contents in a thread of its own, and puts them into the window."""

    _imported = Signal()

    def __init__(
        self,
        window: Window,
        engines: tuple[EngineSource, EngineProcess],
        settings: Settings,
        target: Target | None,
    ) -> None:
        """`engines` are where engines come from and the first of them, which is starting."""
        super().__init__(window)
        self._window = window
        self._source, self._engine = engines
        self._settings = settings
        self._target = target
        self._filled: Filled | None = None
        self._thread = threading.Thread(target=self._import, name="opening")
        self._imported.connect(self._fill)
        window.painted.connect(self._thread.start)

    def _import(self) -> None:
        import inspector.app.filling  # noqa: F401  # long: while it goes on, the window stands

        self._imported.emit()

    def _fill(self) -> None:
        from inspector.app.filling import fill

        self._filled = fill(self._window, self._source, self._engine, self._settings)
        self._filled.open_first(self._target)

    def close(self) -> None:
        """End what was begun; nothing is left running."""
        if self._thread.is_alive():
            self._thread.join()
        if self._filled is not None:
            self._filled.close()
        else:
            self._engine.kill()
            self._source.close()
            self._engine.close()


class ErrorHook:
    """What to do with a mistake of ours: keep the work, print it, show it once."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._shown: set[str] = set()

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        print(text, file=sys.stderr)
        if text in self._shown or issubclass(kind, KeyboardInterrupt):
            return
        self._shown.add(text)
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setText("Something went wrong in the application. Your document is kept.")
        box.setInformativeText(f"{kind.__name__}: {error}")
        box.setDetailedText(text)
        box.open()
