"""Edges drawn with the mouse and by keys; what the forward then says is tested in the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from inspector.canvas.scene import Scene
from inspector.canvas.view import CanvasView
from inspector.canvas.wire import Aim, handle_of, socket_places
from inspector.engine.api import trace_file
from inspector.graph.layout.direction import Direction
from inspector.look.theme import LIGHT
from inspector.report.model import Report
from inspector.report.place import Place
from inspector.session.wiring import Wiring
from tests.fakes import FakeEngine, session_with

MODEL = """\
import torch
from torch import nn
from torch.nn import functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 4)
        self.second = nn.Linear(4, 4)
        self.tail = nn.Sequential(nn.ReLU(), nn.Linear(4, 4))

    def forward(self, X):
        Y = self.first(X)
        Z = self.second(F.relu(Y))
        return self.tail(torch.mul(Z, Y))


model = Net()
X = torch.rand(2, 4)
"""
LEFT = Qt.MouseButton.LeftButton


class Drawing:
    """A canvas with the picture of a model, and what was drawn on it."""

    def __init__(self, view: CanvasView, folder: Path) -> None:
        self.view = view
        self.aims: list[Aim] = []
        self.said: list[str] = []
        view.message.connect(self.said.append)
        view.wire_dropped.connect(lambda aim, _: self.aims.append(aim))
        session = session_with(MODEL, folder)
        engine = session.engine
        assert isinstance(engine, FakeEngine)
        engine.answer(MODEL, trace_file(MODEL))
        self.session = session
        view.wiring = Wiring(session)
        view.set_report(self.report)
        view.expand_all()

    @property
    def report(self) -> Report:
        assert self.session.state.shown is not None
        return self.session.state.shown

    @property
    def scene(self) -> Scene:
        assert self.view.scene is not None
        return self.view.scene

    def handle(self, key: str) -> QPoint:
        return self.view.to_view(handle_of(self.scene, self.scene.graph.index[key])).toPoint()

    def socket(self, key: str, number: int = 0, count: int = 1) -> QPoint:
        place = socket_places(self.scene, self.scene.graph.index[key], count)[number]
        return self.view.to_view(place + QPointF(2, 3)).toPoint()

    def lead(self, start: QPoint, end: QPoint) -> None:
        """Press at a place and move to another with the button held."""
        QTest.mouseMove(self.view, start)
        QTest.mousePress(self.view, LEFT, pos=start)
        for share in (0.2, 0.6, 1.0):
            QTest.mouseMove(self.view, start + (end - start) * share)

    def draw(self, start: QPoint, end: QPoint) -> None:
        self.lead(start, end)
        QTest.mouseRelease(self.view, LEFT, pos=end)

    def point_at(self, at: QPoint) -> None:
        """Move the pointer there without a button."""
        none = Qt.MouseButton.NoButton
        place, globally = QPointF(at), QPointF(self.view.mapToGlobal(at))
        kind, modifiers = QEvent.Type.MouseMove, Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, place, globally, none, none, modifiers)
        QApplication.sendEvent(self.view, event)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.view, key)

    def drawn(self) -> tuple[str, str, str]:
        """Of the last edge: the step it begins at, the one it ends at, and the operand there."""
        aim = self.aims[-1]
        assert aim.given
        return aim.given[0].name, aim.target.title, aim.sockets[aim.chosen].text


@pytest.fixture
def drawing(qtbot: QtBot, tmp_path: Path) -> Drawing:
    view = CanvasView()
    view.animated = False
    view.resize(700, 900)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    return Drawing(view, tmp_path)


def test_the_handle_is_seen_on_the_node_under_the_pointer_alone(drawing: Drawing) -> None:
    at = drawing.handle("/first")
    just_outside = at + QPoint(2, 3)
    bare = drawing.view.grab().toImage().pixelColor(just_outside)
    drawing.point_at(at - QPoint(0, 2))
    assert drawing.view.grab().toImage().pixelColor(just_outside) != bare
    assert drawing.view.cursor().shape() is Qt.CursorShape.CrossCursor
    drawing.point_at(QPoint(3, 60))
    assert drawing.view.grab().toImage().pixelColor(just_outside) == bare


def test_the_handle_goes_with_the_pointer(drawing: Drawing) -> None:
    start, aside = drawing.handle("/first"), QPoint(20, 80)
    beside_the_line = start - QPoint(4, -1)
    drawing.point_at(aside)
    bare = drawing.view.grab().toImage().pixelColor(beside_the_line)
    drawing.lead(start, aside)
    picture = drawing.view.grab().toImage()
    assert picture.pixelColor(aside + QPoint(0, 3)) == QColor(LIGHT.accent)
    assert picture.pixelColor(beside_the_line) == bare


def test_the_handle_tells_what_it_is_for(drawing: Drawing) -> None:
    at = drawing.handle("/first")
    event = QHelpEvent(QEvent.Type.ToolTip, at, drawing.view.mapToGlobal(at))
    QApplication.sendEvent(drawing.view, event)
    assert QToolTip.text() == "Drag onto another node to let this flow in there"
    QToolTip.hideText()


@pytest.mark.parametrize("direction", list(Direction))
def test_an_edge_ends_at_the_node_that_it_was_drawn_to(
    drawing: Drawing, direction: Direction
) -> None:
    drawing.view.set_direction(direction)
    drawing.view.look_at(drawing.scene.area.center(), 0.5)
    drawing.draw(drawing.handle("/first"), drawing.socket("/second"))
    assert drawing.drawn() == ("first", "second", "F.relu(Y)")
    assert drawing.view.is_wiring
    drawing.view.end_wire()
    assert not drawing.view.is_wiring


def test_the_socket_next_to_the_pointer_is_the_one_that_takes(drawing: Drawing) -> None:
    key = next(key for key in drawing.scene.graph.index if key.startswith("/mul"))
    for number, operand in enumerate(("Z", "Y")):
        drawing.draw(drawing.handle("input:X"), drawing.socket(key, number, 2))
        drawing.view.end_wire()
        assert drawing.drawn()[2] == operand


def test_the_value_that_flows_in_already_is_refused(drawing: Drawing) -> None:
    drawing.lead(drawing.handle("input:X"), drawing.socket("/first"))
    assert drawing.said[-1] == "It flows in there already."


def test_what_a_container_calls_says_why_it_takes_nothing(drawing: Drawing) -> None:
    drawing.draw(drawing.handle("/first"), drawing.socket("/tail/1"))
    assert "extract a class" in drawing.aims[-1].refusal
    assert not drawing.aims[-1].given


def test_what_cannot_be_read_says_so_from_the_first(drawing: Drawing) -> None:
    start = drawing.handle("/tail/0")
    drawing.lead(start, start + QPoint(120, 0))
    assert "extract a class" in drawing.said[-1]


def test_on_the_ground_and_on_an_expanded_container_nothing_happens(drawing: Drawing) -> None:
    frame = drawing.scene.rect(drawing.scene.graph.index["/tail"]).topLeft() + QPointF(60, 8)
    for end in (QPoint(4, 60), drawing.view.to_view(frame).toPoint()):
        drawing.draw(drawing.handle("/first"), end)
        assert not drawing.view.is_wiring
    assert drawing.aims == []
    assert drawing.said[-1:] in ([], [""])


def test_escape_takes_the_edge_away(drawing: Drawing) -> None:
    drawing.lead(drawing.handle("/first"), drawing.socket("/second"))
    assert drawing.view.is_wiring
    drawing.press(Qt.Key.Key_Escape)
    assert not drawing.view.is_wiring
    QTest.mouseRelease(drawing.view, LEFT, pos=drawing.socket("/second"))
    assert drawing.aims == []


def test_a_click_on_a_handle_selects_its_node(drawing: Drawing, qtbot: QtBot) -> None:
    with qtbot.waitSignal(drawing.view.place_selected) as caught:
        QTest.mouseClick(drawing.view, LEFT, pos=drawing.handle("/first") + QPoint(0, 4))
    assert caught.args == [Place("first")]
    assert not drawing.view.is_wiring


def test_the_ground_beside_a_handle_still_pans(drawing: Drawing) -> None:
    before = drawing.handle("/first")
    drawing.draw(QPoint(6, 300), QPoint(46, 300))
    assert drawing.handle("/first") == before + QPoint(40, 0)


def test_without_a_wiring_no_edge_is_drawn(drawing: Drawing) -> None:
    drawing.view.wiring = None
    start = drawing.handle("/first") + QPoint(0, 4)
    drawing.lead(start, start + QPoint(40, 0))
    assert not drawing.view.is_wiring


def test_keys_lead_an_edge_from_socket_to_socket(drawing: Drawing) -> None:
    drawing.view.select(Place("second"))
    drawing.press(Qt.Key.Key_C)
    assert drawing.said[-1] == "To *: It flows in there already."
    drawing.press(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert drawing.drawn() == ("second", "*", "Y")


def test_arrows_lead_an_edge_along_the_flow(drawing: Drawing) -> None:
    drawing.view.select(Place("first"))
    drawing.press(Qt.Key.Key_C, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert drawing.drawn() == ("first", "second", "F.relu(Y)")


def test_an_edge_that_was_begun_by_a_key_ends_at_a_click(drawing: Drawing) -> None:
    drawing.view.select(Place("first"))
    drawing.press(Qt.Key.Key_C)
    QTest.mouseMove(drawing.view, drawing.socket("/second"))
    QTest.mouseClick(drawing.view, LEFT, pos=drawing.socket("/second"))
    assert drawing.drawn() == ("first", "second", "F.relu(Y)")


def test_a_second_selected_node_is_where_the_edge_ends_at_first(drawing: Drawing) -> None:
    drawing.view.select(Place("first"))
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(drawing.view, LEFT, control, drawing.socket("/second") + QPoint(0, 8))
    drawing.press(Qt.Key.Key_C, Qt.Key.Key_Return)
    assert drawing.drawn()[:2] == ("first", "second")


def test_nothing_is_drawn_from_what_gives_nothing(drawing: Drawing) -> None:
    drawing.view.select(Place("tail"))
    drawing.press(Qt.Key.Key_C)
    assert not drawing.view.is_wiring
    assert "Select an input" in drawing.said[-1]


def test_a_new_report_ends_an_edge_that_is_under_way(drawing: Drawing) -> None:
    drawing.lead(drawing.handle("/first"), drawing.socket("/second"))
    drawing.view.set_report(drawing.report)
    assert not drawing.view.is_wiring
    QTest.mouseRelease(drawing.view, LEFT, pos=drawing.socket("/second"))
    assert drawing.aims == []


def test_an_edge_scrolls_the_picture_at_the_border(drawing: Drawing, qtbot: QtBot) -> None:
    drawing.view.look_at(QRectF(drawing.scene.area).center(), 1.5)
    drawing.view.pan(0, -drawing.handle("/first").y() + 450)
    before = drawing.handle("/first").y()
    drawing.lead(drawing.handle("/first"), QPoint(20, 890))
    qtbot.waitUntil(lambda: drawing.handle("/first").y() < before, timeout=3000)
    assert drawing.view.is_wiring
