"""Everything that the window is filled with, imported as one."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from inspector.app.appearance import Appearance
from inspector.app.coloring_commands import ColoringCommands
from inspector.app.commands import Commands
from inspector.app.contents import Contents
from inspector.app.find_commands import FindCommands
from inspector.app.palette_commands import PaletteCommands
from inspector.app.refactoring_commands import RefactoringCommands
from inspector.app.repeat_commands import RepeatCommands
from inspector.app.settings import Settings
from inspector.app.view_commands import ViewCommands
from inspector.app.window import Window
from inspector.app.wiring_commands import WiringCommands
from inspector.command import Target
from inspector.session.engine_client import EngineClient
from inspector.session.engine_process import EngineProcess, EngineSource
from inspector.session.session import Session
from inspector.session.trust import Trust


class Filling:
    """The session and the contents of one window."""

    def __init__(
        self, window: Window, source: EngineSource, engine: EngineProcess, settings: Settings
    ) -> None:
        application = QGuiApplication.instance()
        assert isinstance(application, QApplication)
        self.client = EngineClient(source, engine)
        self.session = Session(self.client, Trust(settings.store))
        appearance = Appearance(application, settings.theme())
        self.contents = Contents(window, self.session, settings, appearance)
        Commands(self.contents)
        FindCommands(self.contents)
        ViewCommands(self.contents)
        RefactoringCommands(self.contents)
        PaletteCommands(self.contents)
        RepeatCommands(self.contents)
        ColoringCommands(self.contents)
        WiringCommands(self.contents)

    def open_first(self, target: Target | None) -> None:
        """Show the first document."""
        self.contents.documents.open_first(target)

    def close(self) -> None:
        """End the engines; nothing is left running."""
        self.client.close()


def fill(
    window: Window, source: EngineSource, engine: EngineProcess, settings: Settings
) -> Filling:
    """Put the contents into a window. `engine` is the first that `source` has launched."""
    return Filling(window, source, engine, settings)
