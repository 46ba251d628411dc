"""The main window: puts the panes together and joins them to the session."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMenu, QSplitter, QTabWidget, QVBoxLayout, QWidget

from inspector.app.actions import Actions
from inspector.app.appearance import Appearance
from inspector.app.dock import Dock
from inspector.app.documents import Documents
from inspector.app.settings import Settings
from inspector.app.status import Status
from inspector.app.toolbar import ToolBar
from inspector.app.welcome import Welcome
from inspector.canvas.view import CanvasView
from inspector.look.theme import Theme
from inspector.panels.code_pane import CodePane
from inspector.panels.inspector_pane import InspectorPane
from inspector.panels.output_pane import OutputPane
from inspector.panels.palette_pane import PalettePane
from inspector.panels.problems_pane import ProblemsPane
from inspector.panels.tree_pane import TreePane
from inspector.panels.trust_bar import TrustBar
from inspector.report.place import Place
from inspector.session.drops import Drops
from inspector.session.session import Session
from inspector.session.state import State


class Window(QMainWindow):
    """One document with all its views."""

    def __init__(self, session: Session, settings: Settings, appearance: Appearance) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.appearance = appearance
        theme = appearance.theme
        self.setAcceptDrops(True)
        self.documents = Documents(session, settings, self)
        self.drops = Drops(session)
        self.actions_ = Actions(self)
        self.actions_.add("undo", session.history.createUndoAction(self, "&Undo"), "undo")
        self.actions_.add("redo", session.history.createRedoAction(self, "&Redo"), "redo")
        self.actions_.build_menus()

        self.tree = TreePane(session, self.drops, theme, self)
        self.canvas = CanvasView(self)
        self.canvas.set_theme(theme)
        self.canvas.drop_handler = self.drops
        self.palette_pane = PalettePane(session, self.drops.add, theme)
        self.inspector = InspectorPane(session, theme)
        self.code = CodePane(session, theme)
        self.problems = ProblemsPane(session, theme)
        self.output = OutputPane(session, theme)
        self.trust_bar = TrustBar(session)
        self.welcome = Welcome()

        self._build_center()
        self._build_docks()
        self.toolbar = ToolBar(session, self.actions_, self)
        self.addToolBar(self.toolbar)
        self.status = Status(session, theme, self)
        self.setStatusBar(self.status)
        self.actions_.give_model_keys_to(self.tree.view, self.canvas)
        self._connect()
        self._restore()
        self._on_changed(session.state, session.state)

    def _build_center(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(self.tree)
        self.splitter.addWidget(self.canvas)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([400, 600])
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        center = QWidget(self)
        layout = QVBoxLayout(center)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.trust_bar)
        layout.addWidget(self.splitter, 1)
        self.setCentralWidget(center)

    def _build_docks(self) -> None:
        areas = Qt.DockWidgetArea
        self.setCorner(Qt.Corner.BottomLeftCorner, areas.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, areas.RightDockWidgetArea)
        self.setDockNestingEnabled(True)
        self.setTabPosition(areas.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.docks = {
            "palette": Dock("palette", {"Palette": self.palette_pane}, self),
            "inspector": Dock(
                "inspector", {"Inspector": self.inspector, "Welcome": self.welcome}, self
            ),
            "code": Dock("code", {"Code": self.code}, self),
            "problems": Dock("problems", {"Problems": self.problems, "Output": self.output}, self),
        }
        self.arrange()
        for dock in self.docks.values():
            self.actions_.menus["panes"].addAction(dock.toggleViewAction())

    def arrange(self) -> None:
        """Put all docks where they are at first."""
        areas = Qt.DockWidgetArea
        docks = self.docks
        for dock in docks.values():
            dock.setFloating(False)
        self.addDockWidget(areas.LeftDockWidgetArea, docks["palette"])
        self.addDockWidget(areas.RightDockWidgetArea, docks["inspector"])
        self.addDockWidget(areas.BottomDockWidgetArea, docks["code"])
        self.splitDockWidget(docks["code"], docks["problems"], Qt.Orientation.Horizontal)
        for dock in docks.values():
            dock.show()
        if not self.settings.welcomed():
            docks["inspector"].show_page("Welcome")
        horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self.resizeDocks([docks["palette"], docks["inspector"]], [210, 300], horizontal)
        self.resizeDocks([docks["code"], docks["problems"]], [620, 380], horizontal)
        self.resizeDocks([docks["code"]], [240], vertical)

    def _connect(self) -> None:
        session = self.session
        session.changed.connect(self._on_changed)
        self.appearance.changed.connect(self.set_theme)
        self.canvas.place_selected.connect(session.select)
        self.canvas.place_activated.connect(self._on_activated)
        self.canvas.message.connect(session.told)
        self.canvas.context_menu_requested.connect(self._on_canvas_menu)
        self.tree.context_menu_requested.connect(self._show_menu)
        self.problems.code_requested.connect(self.code.go_to_selection)
        self.problems.span_requested.connect(self.code.show_span)
        self.trust_bar.line_requested.connect(self.code.show_line)
        self.problems.count_changed.connect(self._on_problem_count)
        self.welcome.example_chosen.connect(self.documents.open_example)

    def _on_problem_count(self, count: int) -> None:
        self.docks["problems"].set_count("Problems", count)

    # What the session tells

    def _on_changed(self, before: State, after: State) -> None:
        if before.document != after.document or before is after:
            self.setWindowTitle(f"{after.document.title}[*] — Module Inspector")
            self.setWindowFilePath(str(after.document.path or ""))
            self.setWindowModified(after.document.modified)
        if before.shown is not after.shown or before.is_current != after.is_current:
            self.canvas.set_report(after.shown, stale=not after.is_current)
            self.canvas.select(after.selection)
        elif before.selection != after.selection:
            self.canvas.select(after.selection)
        if before.selection != after.selection and after.selection is not None:
            self.docks["inspector"].show_page("Inspector")
            self.settings.set_welcomed()

    def set_theme(self, theme: Theme) -> None:
        """Show all panes in other colors."""
        for pane in (self.tree, self.canvas, self.palette_pane, self.inspector):
            pane.set_theme(theme)
        self.trust_bar.set_theme(theme)
        for other in (self.code, self.problems, self.output, self.status):
            other.set_theme(theme)

    # Context menus

    def _on_activated(self, place: object) -> None:
        if isinstance(place, Place):
            self.session.select(place)
            self.docks["inspector"].show_page("Inspector")
            self.inspector.setFocus()

    def _on_canvas_menu(self, place: object, position: QPoint) -> None:
        if isinstance(place, Place):
            self.session.select(place)
        self._show_menu(position)

    def _show_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in ("insert", "duplicate", "rename", "remove"):
            menu.addAction(self.actions_[name])
        menu.addSeparator()
        menu.addMenu(self.actions_.menus["wrap"])
        menu.addAction(self.actions_["unwrap"])
        menu.addSeparator()
        menu.addAction("Copy Path", self._copy_path)
        menu.addAction("Go to Code", self.code.go_to_selection)
        menu.popup(position)

    def _copy_path(self) -> None:
        selection = self.session.state.selection
        if selection is not None:
            QGuiApplication.clipboard().setText(selection.path)

    # Files dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _python_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _python_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.documents.open_path(path)

    # Coming and going

    def _restore(self) -> None:
        geometry = self.settings.geometry()
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(1440, 900)
        if not self.settings.splitter().isEmpty():
            self.splitter.restoreState(self.settings.splitter())
        arrangement: QByteArray = self.settings.arrangement()
        if not arrangement.isEmpty():
            self.restoreState(arrangement, self.settings.layout_version)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.documents.may_leave():
            event.ignore()
            return
        self.settings.set_window(
            self.saveGeometry(),
            self.saveState(self.settings.layout_version),
            self.splitter.saveState(),
        )
        event.accept()


def _python_file(data: QMimeData) -> Path | None:
    """The one Python file that is dragged; None for anything else."""
    urls = data.urls() if data.hasUrls() else []
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix == ".py" else None
