"""What is in the window: puts the panes together and joins them to the session."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from inspector.app.actions import Actions
from inspector.app.appearance import Appearance
from inspector.app.canvas_menu import CanvasMenu
from inspector.app.context_menu import ContextMenu
from inspector.app.dock import Dock
from inspector.app.documents import Documents
from inspector.app.insert_here import InsertHere
from inspector.app.picture_settings import PictureSettings
from inspector.app.settings import Settings
from inspector.app.status import Status
from inspector.app.toolbar import ToolBar
from inspector.app.welcome import Welcome
from inspector.app.window import Window
from inspector.canvas.view import CanvasView
from inspector.look.theme import Theme
from inspector.panels.code_pane import CodePane
from inspector.panels.difference import Difference
from inspector.panels.file_bar import FileBar
from inspector.panels.inspector_pane import InspectorPane
from inspector.panels.output_pane import OutputPane
from inspector.panels.palette_pane import PalettePane
from inspector.panels.problems_pane import ProblemsPane
from inspector.panels.tree_pane import TreePane
from inspector.panels.trust_bar import TrustBar
from inspector.report.place import Place
from inspector.session.code_lines import code_line
from inspector.session.drops import Drops
from inspector.session.file_watch import FileWatch
from inspector.session.place_now import place_drawn, place_now
from inspector.session.session import Session
from inspector.session.shelf import Shelf
from inspector.session.state import State

_LEAST_TREE, _LEAST_CANVAS = 170, 240


class Contents(QObject):
    """One document with all its views, in a window that stands already."""

    def __init__(
        self, window: Window, session: Session, settings: Settings, appearance: Appearance
    ) -> None:
        super().__init__(window)
        self.window = window
        self.session = session
        self.settings = settings
        self.picture_settings = PictureSettings(settings.store)
        self.appearance = appearance
        theme = appearance.theme
        self.documents = Documents(session, settings, window)
        self.drops = Drops(session)
        self.shelf = Shelf(settings.store, settings.snippets(), window)
        self.actions = Actions(window)
        self.actions.add("undo", session.history.createUndoAction(window, "&Undo"), "undo")
        self.actions.add("redo", session.history.createRedoAction(window, "&Redo"), "redo")
        self.actions.build_menus()

        self.tree = TreePane(session, self.drops, theme, window)
        self.canvas = CanvasView(window)
        self.canvas.set_theme(theme)
        self.canvas.drop_handler = self.drops
        self.canvas.line_of = lambda source: code_line(session.state, source)
        self.palette_pane = PalettePane(session, self.shelf, self.drops.add, theme)
        self.palette_pane.setMinimumWidth(204)
        self.inspector = InspectorPane(session, theme)
        self.code = CodePane(session, theme)
        self.problems = ProblemsPane(session, theme)
        self.output = OutputPane(session, theme)
        self.trust_bar = TrustBar(session, theme)
        self.file_bar = FileBar(session, FileWatch(session), theme)
        self.welcome = Welcome()

        self._build_center()
        self._build_docks()
        self.toolbar = ToolBar(session, self.actions, window)
        window.addToolBar(self.toolbar)
        self.status = Status(session, theme, window)
        window.setStatusBar(self.status)
        self._menu = ContextMenu(session, self.actions, self.code, window)
        insert_here = InsertHere(
            session, self.drops, self.canvas, self.palette_pane, self.docks["palette"]
        )
        self.canvas_menu = CanvasMenu(
            session, self.actions, self.canvas, self.code, insert_here, window
        )
        self.actions.give_model_keys_to(self.tree.view, self.canvas)
        self._connect()
        self._restore()
        self._on_changed(session.state, session.state)
        window.fill(self)

    def _build_center(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self.window)
        self.splitter.addWidget(self.tree)
        self.splitter.addWidget(self.canvas)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setSizes([400, 600])
        self.splitter.setHandleWidth(1)
        self.tree.setMinimumWidth(_LEAST_TREE)
        self.canvas.setMinimumWidth(_LEAST_CANVAS)
        self.splitter.setChildrenCollapsible(False)
        center = QWidget(self.window)
        layout = QVBoxLayout(center)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.file_bar)
        layout.addWidget(self.trust_bar)
        layout.addWidget(self.splitter, 1)
        self.window.setCentralWidget(center)

    def _build_docks(self) -> None:
        areas, window = Qt.DockWidgetArea, self.window
        self.window.setCorner(Qt.Corner.BottomLeftCorner, areas.LeftDockWidgetArea)
        self.window.setCorner(Qt.Corner.BottomRightCorner, areas.RightDockWidgetArea)
        self.window.setDockNestingEnabled(True)
        self.window.setTabPosition(areas.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.docks = {
            "palette": Dock("palette", {"Palette": self.palette_pane}, window),
            "inspector": Dock(
                "inspector", {"Inspector": self.inspector, "Welcome": self.welcome}, window
            ),
            "code": Dock("code", {"Code": self.code}, window),
            "problems": Dock(
                "problems", {"Problems": self.problems, "Output": self.output}, window
            ),
        }
        self.arrange()
        for dock in self.docks.values():
            self.actions.menus["panes"].addAction(dock.toggleViewAction())

    def _messages(self) -> dict[str, QWidget]:
        return {"Problems": self.problems, "Output": self.output}

    def arrange(self) -> None:
        """Put all docks where they are at first."""
        areas = Qt.DockWidgetArea
        docks = self.docks
        for dock in docks.values():
            dock.setFloating(False)
        self.window.addDockWidget(areas.LeftDockWidgetArea, docks["palette"])
        self.window.addDockWidget(areas.RightDockWidgetArea, docks["inspector"])
        self.window.addDockWidget(areas.BottomDockWidgetArea, docks["code"])
        self.window.splitDockWidget(docks["code"], docks["problems"], Qt.Orientation.Horizontal)
        for dock in docks.values():
            dock.show()
        if not self.settings.welcomed():
            docks["inspector"].show_page("Welcome")
        horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self.window.resizeDocks([docks["palette"], docks["inspector"]], [210, 300], horizontal)
        self.window.resizeDocks([docks["code"], docks["problems"]], [620, 380], horizontal)
        self.window.resizeDocks([docks["code"]], [240], vertical)

    def _connect(self) -> None:
        session = self.session
        session.changed.connect(self._on_changed)
        self.appearance.changed.connect(self.set_theme)
        self.canvas.set_place_now(lambda place: place_now(session.state, place))
        self.canvas.place_selected.connect(self._on_selected)
        self.canvas.places_selected.connect(self._on_several_selected)
        self.canvas.place_activated.connect(self._on_activated)
        self.canvas.message.connect(session.told)
        self.canvas.context_menu_requested.connect(self.canvas_menu.show)
        self.tree.empty.model_requested.connect(self.actions["expression"].trigger)
        self.tree.context_menu_requested.connect(self._menu.show)
        self.problems.code_requested.connect(self.code.go_to_selection)
        self.problems.span_requested.connect(self.code.show_span)
        for part in (self.inspector.form, self.inspector.own_class, self.inspector.outside):
            part.code_requested.connect(self.code.show_span)
        self.trust_bar.line_requested.connect(self.code.show_line)
        self.file_bar.compared.connect(self._compare)
        self.problems.count_changed.connect(self._on_problem_count)
        self.welcome.example_chosen.connect(self.documents.open_example)

    def _on_problem_count(self, count: int) -> None:
        self.docks["problems"].set_count("Problems", count)

    def _compare(self, here: str, there: str) -> None:
        Difference(here, there, self.appearance.theme, self.window).exec()

    # What the session tells

    def _on_changed(self, before: State, after: State) -> None:
        if before.document != after.document or before is after:
            self.window.setWindowTitle(f"{after.document.title}[*] — Module Inspector")
            self.window.setWindowFilePath(str(after.document.path or ""))
            self.window.setWindowModified(after.document.modified)
        if before.foreign != after.foreign:
            self.canvas.set_trusted(not after.foreign)
        if before.report is not after.report or before.picture is not after.picture:
            self.canvas.set_report(after.shown, stale=not after.is_current)
            self._highlight(after)
        else:
            self.canvas.set_stale(not after.is_current)
            if (before.selection, before.also_selected) != (after.selection, after.also_selected):
                self._highlight(after)
        if before.selection != after.selection and after.selection is not None:
            self.docks["inspector"].show_page("Inspector")
            self.settings.set_welcomed()

    def _highlight(self, state: State) -> None:
        """Show the selection in the picture, which may be older than the code."""
        place = state.selection
        drawn = (place_drawn(state, each) for each in state.also_selected)
        also = tuple(each for each in drawn if each is not None)
        self.canvas.select(place_drawn(state, place) if place is not None else None, also)

    def set_theme(self, theme: Theme) -> None:
        """Show all panes in other colors."""
        for pane in (self.tree, self.canvas, self.palette_pane, self.inspector):
            pane.set_theme(theme)
        self.trust_bar.set_theme(theme)
        self.file_bar.set_theme(theme)
        for other in (self.code, self.problems, self.output, self.status):
            other.set_theme(theme)

    def _on_selected(self, place: object) -> None:
        """Select a place of the picture, which may be older than the code."""
        now = place_now(self.session.state, place) if isinstance(place, Place) else None
        self.session.select(now)

    def _on_several_selected(self, places: tuple[Place, ...]) -> None:
        found = [place_now(self.session.state, place) for place in places]
        known = [place for place in found if place is not None]
        self.session.select(known[0] if known else None, known[1:])

    def _on_activated(self, place: object) -> None:
        if isinstance(place, Place):
            self._on_selected(place)
            self.docks["inspector"].show_page("Inspector")
            self.inspector.setFocus()

    # Coming and going

    def _restore(self) -> None:
        if not self.settings.splitter().isEmpty():
            self.splitter.restoreState(self.settings.splitter())
        arrangement = self.settings.arrangement()
        if not arrangement.isEmpty():
            self.window.restoreState(arrangement, self.settings.layout_version)

    def may_close(self) -> bool:
        """Whether the window may close: asks about unsaved changes, and remembers how it was."""
        if not self.documents.may_leave():
            return False
        self.settings.set_window(
            self.window.saveGeometry(),
            self.window.saveState(self.settings.layout_version),
            self.splitter.saveState(),
        )
        return True

    def open_path(self, path: Path) -> None:
        """Open a file that was dropped on the window."""
        self.documents.open_path(path)
