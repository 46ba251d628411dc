"""The application: an empty window at once, everything else behind it."""

import signal
import sys

from PySide6.QtCore import QSettings
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from inspector import __version__
from inspector.app.collector import collect_seldom
from inspector.app.opening import ErrorHook, Opening
from inspector.app.settings import Settings
from inspector.app.window import Window
from inspector.command import Target
from inspector.look.theme import DARK, LIGHT
from inspector.resource_files import resource
from inspector.session.engine_process import EngineProcess, EngineSource

APPLICATION = "module-inspector"


def run(source: EngineSource, engine: EngineProcess, target: Target | None, reset: bool) -> int:
    """Open the window and stay until it is closed; the exit status.

    `engine` is the first that `source` has launched; it imports torch meanwhile.
    """
    collect_seldom()
    QApplication.setApplicationName(APPLICATION)
    QApplication.setApplicationDisplayName("Module Inspector")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName(APPLICATION)
    application = QApplication(sys.argv[:1])
    settings = stored_settings()
    if reset:
        settings.store.clear()
    window = Window(DARK if settings.theme() == "dark" else LIGHT)
    geometry = settings.geometry()
    if not geometry.isEmpty():
        window.restoreGeometry(geometry)
    opening = Opening(window, (source, engine), settings, target)
    sys.excepthook = ErrorHook(window)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal ends the application
    window.show()
    application.setWindowIcon(QIcon(str(resource("desktop", "module-inspector.svg"))))
    try:
        return application.exec()
    finally:
        opening.close()


def stored_settings() -> Settings:
    """The settings of this user: an INI file in the usual place of the system."""
    return Settings(
        QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, APPLICATION, APPLICATION)
    )
