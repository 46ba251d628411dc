"""The application: builds each object once and hands it to those that need it."""

import signal
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from inspector import __version__
from inspector.app.appearance import Appearance
from inspector.app.commands import Commands
from inspector.app.settings import Settings
from inspector.app.window import Window
from inspector.command import Target
from inspector.resource_files import resource
from inspector.session.engine_client import EngineClient
from inspector.session.engine_process import EngineProcess
from inspector.session.session import Session
from inspector.session.trust import Trust

APPLICATION = "module-inspector"


def run(engine: EngineProcess, target: Target | None, reset: bool) -> int:
    """Open the window and stay until it is closed; the exit status."""
    QApplication.setApplicationName(APPLICATION)
    QApplication.setApplicationDisplayName("Module Inspector")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName(APPLICATION)
    application = QApplication(sys.argv[:1])
    application.setWindowIcon(QIcon(str(resource("desktop", "module-inspector.svg"))))
    store = QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, APPLICATION, APPLICATION
    )
    if reset:
        store.clear()
    settings = Settings(store)
    client = EngineClient(engine)
    session = Session(client, Trust(store))
    window = Window(session, settings, Appearance(application, settings.theme()))
    Commands(window)
    sys.excepthook = window_excepthook(window)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal ends the application
    window.show()
    QTimer.singleShot(0, window, lambda: window.documents.open_first(target))
    try:
        return application.exec()
    finally:
        session.history.clear()  # before Python takes the window apart in any order
        client.close()


def window_excepthook(window: Window):  # type: ignore[no-untyped-def]
    """What to do with a mistake of ours: keep the work, show it once, print it."""
    shown: set[str] = set()

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        print(text, file=sys.stderr)
        if text in shown or issubclass(kind, KeyboardInterrupt):
            return
        shown.add(text)
        box = QMessageBox(window)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setText("Something went wrong in the application. Your document is kept.")
        box.setInformativeText(f"{kind.__name__}: {error}")
        box.setDetailedText(text)
        box.open()

    return hook
