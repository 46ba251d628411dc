"""The menu of the picture, by what is under the pointer: a node, a line, or the ground."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from inspector.app.actions import Actions
from inspector.app.context_menu import why_not
from inspector.app.insert_here import InsertHere
from inspector.canvas.under import Under
from inspector.canvas.view import CanvasView
from inspector.canvas.wire import gives
from inspector.graph.graph import Node
from inspector.panels.code_pane import CodePane
from inspector.session.session import Session

_OF_CONTAINER = ("toggle", "expand_inside", "isolate")
_OF_REPEATS = ("unfold", "unfold_one")
_CLIPS = ("cut", "copy", "paste")
_EDITS = ("duplicate", "rename", "remove", "bypass")
_OF_GROUND = ("fit", "expand_all", "collapse_all")
_OF_PICTURE = ("export_picture", "copy_picture")


class CanvasMenu(QObject):
    """Made anew each time; what is told of the selection is told of the node that was asked for."""

    def __init__(
        self,
        session: Session,
        actions: Actions,
        canvas: CanvasView,
        code: CodePane,
        insert_here: InsertHere,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._actions = actions
        self._canvas = canvas
        self._code = code
        self._insert_here = insert_here
        self._window = window
        self.add_cuts: Callable[[QMenu, Under], None] = lambda menu, line: None
        """Adds how a line can be taken away."""

    def show(self, about: object, position: QPoint) -> None:
        """Open the menu of an `Under` at a position of the screen."""
        if isinstance(about, Under):
            self.menu(about).popup(position)

    def menu(self, about: Under) -> QMenu:
        """The menu of what is under the pointer."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        if about.node is not None:
            self._fill_for_node(menu, about, about.node)
        elif about.source is not None and about.target is not None:
            self._fill_for_line(menu, about, about.source, about.target)
        else:
            self._fill_for_ground(menu, about)
        return menu

    def _fill_for_node(self, menu: QMenu, about: Under, node: Node) -> None:
        if node.expandable:
            self._add(menu, _OF_CONTAINER)
        if node.repeats > 1 or self._canvas.can_fold(node.key):
            self._add(menu, _OF_REPEATS)
        menu.addAction(self._actions.menus["trace"].menuAction())
        menu.addAction(self._actions["fit_selection"])
        menu.addSeparator()
        if about.inside is not None:
            menu.addAction("Insert &Inside…", partial(self._insert_here.begin, about.inside))
        self._add_insertion(menu, about, "Insert &After…" if node.kind != "input" else None)
        if gives(node):
            menu.addAction(self._actions["connect"])
        if node.call is not None and not node.expanded:
            menu.addAction(self._actions["disconnect"])
        if node.kind == "input":
            menu.addAction(self._actions["add_input"])
        if node.place is not None:
            self._add(menu, _CLIPS)
            self._add_edit(menu, "snippet")
            for name in _EDITS:
                self._add_edit(menu, name)
            self._add_edit(menu, "wrap_sequential", self._actions.menus["wrap"].menuAction())
            if node.expandable:
                self._add_edit(menu, "unwrap")
            self._add_edit(menu, "extract", self._actions.menus["refactor"].menuAction())
            menu.addSeparator()
            edit = "Edit &Arguments" if node.expandable else "Edit &Arguments\tEnter"
            menu.addAction(edit, partial(self._activate, node.key))
            menu.addAction("Show in Co&de", self._code.go_to_selection)
        menu.addSeparator()
        if node.place is not None and node.place.path:
            self._add_copy(menu, "Copy &Path", node.place.path)
        self._add_copy(menu, "Copy S&hape", about.shape)
        self._add_copy(menu, "Copy as &Text", about.text)

    def _fill_for_line(self, menu: QMenu, about: Under, source: Node, target: Node) -> None:
        self._add_insertion(menu, about, None)
        self.add_cuts(menu, about)
        menu.addSeparator()
        menu.addAction(f"Go to &Source: {_shown(source)}", partial(self._go, source.key))
        menu.addAction(f"Go to &Target: {_shown(target)}", partial(self._go, target.key))
        menu.addSeparator()
        self._add_copy(menu, "Copy S&hape", about.shape)

    def _fill_for_ground(self, menu: QMenu, about: Under) -> None:
        self._add(menu, _OF_GROUND)
        menu.addAction(self._actions.menus["depth"].menuAction())
        menu.addAction(self._actions.menus["color"].menuAction())
        menu.addSeparator()
        if about.spot is not None:
            self._add_insertion(menu, about, "&Insert…")
        else:
            menu.addAction(self._actions["insert"])
        menu.addSeparator()
        self._add(menu, _OF_PICTURE)

    def _add(self, menu: QMenu, names: tuple[str, ...]) -> None:
        for name in names:
            menu.addAction(self._actions[name])

    def _add_edit(self, menu: QMenu, name: str, action: QAction | None = None) -> None:
        """An edit of the selection; one that cannot be says why."""
        reason = why_not(self._session.state, name)
        action = action or self._actions[name]
        if not reason:
            menu.addAction(action)
            return
        stands_for = menu.addAction(action.text())
        stands_for.setEnabled(False)
        stands_for.setToolTip(reason)
        stands_for.setStatusTip(reason)

    def _add_insertion(self, menu: QMenu, about: Under, text: str | None) -> None:
        if about.spot is not None:
            begin = partial(self._insert_here.begin, about.spot)
            menu.addAction(text or "&Insert Here…", begin)

    def _add_copy(self, menu: QMenu, title: str, text: str) -> None:
        if text:
            copy: Callable[[], None] = partial(QGuiApplication.clipboard().setText, text)
            menu.addAction(title, copy)

    def _activate(self, key: str) -> None:
        self._with_node(key, self._canvas.activate)

    def _go(self, key: str) -> None:
        self._with_node(key, self._canvas.choose)

    def _with_node(self, key: str, act: Callable[[int], None]) -> None:
        """A report may have come while the menu was open: the node is looked up by its key."""
        scene = self._canvas.scene
        if scene is not None and key in scene.graph.index:
            act(scene.graph.index[key])


def _shown(node: Node) -> str:
    """A title in a menu: short, and with its ampersands as they are."""
    title = " ".join(node.title.split())
    return (title if len(title) <= 32 else f"{title[:31]}…").replace("&", "&&")
