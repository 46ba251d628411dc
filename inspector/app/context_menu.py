"""The menu of a module in the tree and on the canvas."""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from inspector.app.actions import Actions
from inspector.panels.code_pane import CodePane
from inspector.session.session import Session


class ContextMenu(QObject):
    """What can be done with the selection, at the place where one asked for it."""

    def __init__(self, session: Session, actions: Actions, code: CodePane, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._actions = actions
        self._code = code
        self._window = window

    def show(self, position: QPoint) -> None:
        """Open the menu at a position of the screen."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in ("insert", "duplicate", "rename", "remove"):
            menu.addAction(self._actions[name])
        menu.addSeparator()
        menu.addMenu(self._actions.menus["wrap"])
        menu.addAction(self._actions["unwrap"])
        menu.addSeparator()
        menu.addAction("Copy Path", self._copy_path)
        menu.addAction("Go to Code", self._code.go_to_selection)
        menu.popup(position)

    def _copy_path(self) -> None:
        selection = self._session.state.selection
        if selection is not None:
            QGuiApplication.clipboard().setText(selection.path)
