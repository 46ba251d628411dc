"""What is asked when an edge was drawn: how to join it with what flows in there already."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from inspector.app.contents import Contents
from inspector.canvas.wire import Aim
from inspector.graph.graph import Node
from inspector.session.wiring import Joint, Wiring

_TEXTS: dict[Joint, str] = {
    "replace": "&Replace {}",
    "add": "&Add to {}",
    "multiply": "&Multiply with {}",
    "concatenate": "&Concatenate with {}",
}
_MOST_SHOWN = 32


class WiringCommands(QObject):
    """Joins the edges that are drawn on the picture to the code."""

    def __init__(self, contents: Contents) -> None:
        super().__init__(contents)
        self._window = contents.window
        self._canvas = contents.canvas
        self._code = contents.code
        self._wiring = Wiring(contents.session)
        self._canvas.wiring = self._wiring
        self._canvas.wire_dropped.connect(self.show)
        contents.actions.on("connect", self._canvas.connect_selection)

    def show(self, aim: object, position: QPoint) -> None:
        """Ask at a position of the screen what becomes of the edge of an `Aim`."""
        if isinstance(aim, Aim):
            menu = self.menu(aim)
            menu.aboutToHide.connect(self._canvas.end_wire)
            menu.popup(position)
            menu.setActiveAction(next(each for each in menu.actions() if each.isEnabled()))

    def menu(self, aim: Aim) -> QMenu:
        """The ways to join an edge with what it was drawn to, or why there is none."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        if aim.given is None or aim.refusal:
            _disable(menu.addAction(aim.refusal))
            menu.addSeparator()
            menu.addAction("Show in Co&de", partial(self._show_in_code, aim.target))
            return menu
        socket = aim.sockets[aim.chosen]
        for joint, refusal in self._wiring.refusals(aim.given, socket).items():
            action = menu.addAction(_TEXTS[joint].format(_shown(socket.text)))
            action.triggered.connect(partial(self._join, aim, joint))
            if refusal:
                _disable(action, refusal)
        return menu

    def _join(self, aim: Aim, joint: Joint, _checked: bool = False) -> None:
        """The target is selected first: the selection then moves along with its code."""
        if aim.given is not None:
            self._choose(aim.target)
            self._wiring.join(aim.given, aim.sockets[aim.chosen], joint)

    def _show_in_code(self, target: Node) -> None:
        self._choose(target)
        self._code.go_to_selection()

    def _choose(self, node: Node) -> None:
        scene = self._canvas.scene
        if scene is not None and node.key in scene.graph.index:
            self._canvas.choose(scene.graph.index[node.key])


def _disable(action: QAction, reason: str = "") -> None:
    action.setEnabled(False)
    if reason:
        action.setToolTip(reason)
        action.setStatusTip(reason)


def _shown(text: str) -> str:
    """An expression in a menu: on one line, short, and with its ampersands as they are."""
    line = " ".join(text.split())
    return (line if len(line) <= _MOST_SHOWN else f"{line[: _MOST_SHOWN - 1]}…").replace("&", "&&")
