"""What is asked when an edge was drawn: how to join it with what flows in there already."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from inspector.app.contents import Contents
from inspector.canvas.under import Under
from inspector.canvas.wire import Aim
from inspector.edits.add_input import AddInput
from inspector.edits.edit import EditError
from inspector.graph.graph import Node
from inspector.session.given import Given
from inspector.session.wiring import Joint, Wiring

_TEXTS: dict[Joint, str] = {
    "replace": "&Replace {}",
    "add": "&Add to {}",
    "multiply": "&Multiply with {}",
    "concatenate": "&Concatenate with {}",
    "return": "Re&turn as Well",
}
_NO_FORWARD = "The model has no forward of its own; extract a class from it first."
_MOST_SHOWN = 32


class WiringCommands(QObject):
    """Joins the edges that are drawn on the picture to the code."""

    def __init__(self, contents: Contents) -> None:
        super().__init__(contents)
        self._window = contents.window
        self._canvas = contents.canvas
        self._code = contents.code
        self._session = contents.session
        self._wiring = Wiring(contents.session)
        self._canvas.wiring = self._wiring
        self._canvas.wire_dropped.connect(self.show)
        self._canvas.line_cut.connect(self.cut)
        contents.canvas_menu.add_cuts = self.add_cuts
        contents.actions.on("connect", self._canvas.connect_selection)
        contents.actions.on("disconnect", self._canvas.disconnect_selection)
        contents.actions.on("add_input", self._add_input)

    def show(self, aim: object, position: QPoint) -> None:
        """Ask at a position of the screen what becomes of the edge of an `Aim`."""
        if isinstance(aim, Aim):
            menu = self.menu(aim)
            menu.aboutToHide.connect(self._canvas.end_wire)
            menu.popup(position)
            menu.setActiveAction(next(each for each in menu.actions() if each.isEnabled()))

    def menu(self, aim: Aim) -> QMenu:
        """The ways to join an edge with what it was drawn to; without any, the way to the code.

        Why there is none stands beside the pointer, and in the status bar.
        """
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        if not aim.given or aim.refusal:
            menu.addAction("Show in Co&de", partial(self._show_in_code, aim.target))
            return menu
        for given in aim.given:
            ways = (
                menu
                if len(aim.given) == 1
                else menu.addMenu(self._wiring.described(given).replace("&", "&&"))
            )
            self._fill(ways, aim, given)
        return menu

    def _fill(self, menu: QMenu, aim: Aim, given: Given) -> None:
        """The ways for one of the values that the edge may stand for."""
        menu.setToolTipsVisible(True)
        socket, call = aim.sockets[aim.chosen], aim.target.call
        for joint, refusal in self._wiring.refusals(given, socket).items():
            action = menu.addAction(_TEXTS[joint].format(_shown(socket.title)))
            join = partial(self._wiring.join, given, socket, joint)
            action.triggered.connect(partial(self._after_choosing, aim.target, join))
            _disable(action, refusal)
        for room in self._wiring.rooms(call) if call is not None and not socket.returned else ():
            text = (
                f"&Give as {room.keyword}"
                if room.keyword
                else f"Add as Another &Input of {room.of}"
            )
            action = menu.addAction(text)
            take = partial(self._wiring.take, given, room)
            action.triggered.connect(partial(self._after_choosing, aim.target, take))
            _disable(action, self._wiring.refusal_of_room(given, room))

    def _after_choosing(
        self, target: Node, act: Callable[[], bool], _checked: bool = False
    ) -> None:
        """The target is selected first: the selection then moves along with its code."""
        self._choose(target)
        act()

    def cut(self, line: object, position: QPoint) -> None:
        """Take the line of an `Under` away; of several things that it stands for ask which."""
        if not isinstance(line, Under):
            return
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        self.add_cuts(menu, line)
        entries = [each for each in menu.actions() if not each.isSeparator()]
        if len(entries) == 1 and entries[0].isEnabled():
            entries[0].trigger()
            menu.deleteLater()
            return
        if not entries[0].isEnabled():
            self._session.told.emit(entries[0].toolTip())
        menu.popup(position)

    def add_cuts(self, menu: QMenu, line: Under) -> None:
        """What a line stands for in the code, each to be taken away by itself."""
        target = line.target
        if target is None:
            return
        try:
            ends = self._wiring.ends(_call_at(target), line.tensors)
        except EditError as error:
            _disable(menu.addAction("&Disconnect"), str(error))
            menu.addAction("Show in Co&de", partial(self._show_in_code, target))
            return
        for socket in ends:
            of_several = f" {_shown(socket.title)}" if len(ends) > 1 else ""
            action = menu.addAction(f"&Disconnect{of_several}")
            act = partial(self._wiring.disconnect, socket)
            action.triggered.connect(partial(self._after_choosing, target, act))
            _disable(action, self._wiring.refusal_of_cut(socket))
        if not any(each.isEnabled() for each in menu.actions()[-len(ends) :]):
            menu.addAction("Show in Co&de", partial(self._show_in_code, target))

    def _add_input(self) -> None:
        root = self._session.state.rows.root
        if root is None or not root.own_class:
            self._session.told.emit(_NO_FORWARD)
        else:
            self._session.apply(AddInput(root.own_class))

    def _show_in_code(self, target: Node) -> None:
        self._choose(target)
        self._code.go_to_selection()

    def _choose(self, node: Node) -> None:
        scene = self._canvas.scene
        if scene is not None and node.key in scene.graph.index:
            self._canvas.choose(scene.graph.index[node.key])


def _call_at(target: Node) -> int | None:
    """The call that a line flows into; None if it flows out of the model."""
    if target.repeats > 1:
        raise EditError(f"{target.title} stands for {target.repeats}; unfold it first.")
    if target.call is None and target.kind != "output":
        raise EditError("What flows in here stands for several calls; see the code.")
    return target.call


def _disable(action: QAction, reason: str) -> None:
    """Keep an entry from being chosen if there is a reason, which it then tells."""
    if reason:
        action.setEnabled(False)
        action.setToolTip(reason)
        action.setStatusTip(reason)


def _shown(text: str) -> str:
    """An expression in a menu: on one line, short, and with its ampersands as they are."""
    line = " ".join(text.split())
    return (line if len(line) <= _MOST_SHOWN else f"{line[: _MOST_SHOWN - 1]}…").replace("&", "&&")
