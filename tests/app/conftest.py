"""The whole window for tests, on a session whose every change is run at once in this process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

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
from inspector.edits.arguments import SetArgument
from inspector.engine.api import trace_file
from inspector.graph.rows import Row
from inspector.look.theme import LIGHT
from inspector.report.place import Place
from inspector.session.state import State
from tests.dragging import drag
from tests.fakes import FakeEngine, session_with

EMPTY = "import torch\nfrom torch import nn\n\nmodel = nn.Sequential()\n\nX = torch.rand(2, 20)\n"


class Hand:
    """What a user does with the window: real drags and keys, and reading what it shows."""

    def __init__(self, contents: Contents, qtbot: QtBot) -> None:
        self.contents = contents
        self.session = contents.session
        self.qtbot = qtbot
        self.told: list[str] = []
        self.session.told.connect(self.told.append)
        self.run()

    @property
    def text(self) -> str:
        return self.session.state.text

    def run(self) -> State:
        """Let the engine answer for the text as it is."""
        engine = self.session.engine
        assert isinstance(engine, FakeEngine)
        engine.answer(self.text, trace_file(self.text))
        return self.session.state

    def open(self, text: str) -> None:
        """Show another document."""
        self.session.open(text, self.session.state.document)
        self.run()

    def row(self, path: str) -> Row:
        """The row of a module."""
        found = self.session.state.rows.at(Place(path))
        assert found is not None, f"there is no {path!r}"
        return found

    # Dragging

    def drag_to_tree(
        self, query: str, path: str, part: float = 0.5, kind: str = "", below: bool = False
    ) -> None:
        """Drag what the palette finds onto the row of a module; `part` is how far down in it."""
        source, start = self._palette_entry(query, kind)
        end = self._row_point(self.row(path).key, part)
        drag(source, start, self.contents.tree.view.viewport(), end)
        self.run()

    def drag_to_canvas(self, query: str, place: QPointF, kind: str = "") -> None:
        """Drag what the palette finds onto the picture."""
        source, start = self._palette_entry(query, kind)
        drag(source, start, self.contents.canvas, place)
        self.run()

    def move_row(
        self,
        key: str,
        target: str,
        part: float,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Drag a row of the tree onto another, by their keys."""
        view = self.contents.tree.view.viewport()
        drag(view, self._row_point(key, 0.5), view, self._row_point(target, part), modifiers)
        self.run()

    def _palette_entry(self, query: str, kind: str) -> tuple[object, QPointF]:
        palette = self.contents.palette_pane
        palette.search.setText(query)
        for number in range(palette.model.rowCount()):
            index = palette.model.index(number, 0)
            component = palette.model.component(index)
            if component is not None and component.title == query and kind in ("", component.kind):
                palette.view.scrollTo(index)
                QApplication.processEvents()
                return palette.view.viewport(), QPointF(palette.view.visualRect(index).center())
        raise AssertionError(f"the palette does not find {query!r}")

    def _row_point(self, key: str, part: float) -> QPointF:
        view = self.contents.tree.view
        index: QModelIndex = view.model().index_of(key)  # type: ignore[attr-defined]
        # In the middle: at the border the view would scroll away under the drag.
        view.scrollTo(index, view.ScrollHint.PositionAtCenter)
        QApplication.processEvents()
        rect = view.visualRect(index)
        return QPointF(QPoint(rect.left() + 30, rect.top() + round(rect.height() * part)))

    # Arguments

    def set_argument(self, path: str, name: str, value: str) -> None:
        """Give a module an argument."""
        site = self.row(path).site
        assert site is not None
        assert self.session.apply(SetArgument(site, name, value))
        self.run()


@pytest.fixture
def hand(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[Hand]:
    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    store.setValue("window/theme", "light")
    store.setValue("canvas/animated", False)
    settings = Settings(store)
    settings.set_live(False)
    session = session_with(EMPTY, tmp_path)
    window = Window(LIGHT)
    qtbot.addWidget(window, before_close_func=lambda window: session.history.setClean())
    contents = Contents(window, session, settings, Appearance(qapp, "light"))
    Commands(contents)
    FindCommands(contents)
    ViewCommands(contents)
    RefactoringCommands(contents)
    PaletteCommands(contents)
    RepeatCommands(contents)
    ColoringCommands(contents)
    WiringCommands(contents)
    window.resize(1400, 900)
    window.show()
    qtbot.waitExposed(window)
    yield Hand(contents, qtbot)
    qapp.setStyleSheet("")
