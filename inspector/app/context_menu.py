"""The menu of a module in the tree, and why an edit of the selection cannot be."""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from inspector.app.actions import Actions
from inspector.panels.code_pane import CodePane
from inspector.session.session import Session
from inspector.session.state import State

_OF_MODULES = ("wrap_sequential", "unwrap", "extract", "bypass")

_OF_ONE = ("rename", "unwrap")


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
        row = self._session.state.selected
        if row is not None and row.instances > 1:
            menu.addAction(f"This line makes {row.instances:,} modules").setEnabled(False)
            menu.addSeparator()
        for names in (
            ("cut", "copy", "paste", "snippet"),
            ("insert", "duplicate", "rename", "remove"),
        ):
            for name in names:
                menu.addAction(self._actions[name])
            menu.addSeparator()
        for name in ("wrap", "refactor"):
            menu.addAction(self._actions.menus[name].menuAction())
        for name in ("unwrap", "change_repeats", "bypass"):
            menu.addAction(self._actions[name])
        menu.addSeparator()
        menu.addAction("Copy Path", self._copy_path)
        menu.addAction("Show in Code", self._code.go_to_selection)
        menu.addAction(self._actions["definition"])
        menu.popup(position)

    def _copy_path(self) -> None:
        selection = self._session.state.selection
        if selection is not None:
            QGuiApplication.clipboard().setText(selection.path)


def why_not(state: State, name: str) -> str:
    """Why an edit of the selection, by the name of its action, cannot be; empty if it can."""
    if not state.chosen:
        return "Nothing of the model is selected."
    if name in _OF_ONE and len(state.chosen) > 1:
        return "Several are selected; this is for one of them."
    for row in state.chosen:
        if row.site is None:
            return f"{row.name} is not made in this file."
        is_step_of_several = name == "extract" and len(state.chosen) > 1
        if name in _OF_MODULES and row.kind != "module" and not is_step_of_several:
            return f"{row.name} is no module."
        if name in ("duplicate", "remove") and row.parent is None:
            return "This is the model itself."
    return ""
