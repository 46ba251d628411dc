"""Edges drawn on the picture with the mouse and by keys, in the whole window."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from inspector.app.actions import plain_text
from inspector.app.wiring_commands import WiringCommands
from inspector.canvas.scene import Scene
from inspector.canvas.under import Under
from inspector.canvas.view import CanvasView
from inspector.canvas.wire import Aim, handle_of, socket_places
from inspector.edits.arguments import SetArgument
from inspector.report.place import Place
from tests.app.conftest import Hand
from tests.edits.editing import example
from tests.session.test_passed import NESTED

CHAIN = """\
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.top = nn.Conv2d(3, 4, 3, padding=1)
        self.down = nn.Conv2d(4, 8, 3, stride=2, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.bottom = nn.Conv2d(8, 8, 3, padding=1)
        self.up = nn.Upsample(scale_factor=2)
        self.merge = nn.LazyConv2d(4, 1)
        self.up2 = nn.Upsample(scale_factor=2)
        self.head = nn.LazyConv2d(2, 1)

    def forward(self, X):
        X = self.top(X)
        Y = self.down(X)
        Y = self.up(self.bottom(self.pool(Y)))
        Y = self.up2(self.merge(Y))
        return self.head(Y)


model = Net()
X = torch.rand(1, 3, 16, 16)
"""
LEFT = Qt.MouseButton.LeftButton
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


class Drawing:
    """Draws edges on the picture of a model, and triggers what the menu then offers."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.canvas: CanvasView = hand.contents.canvas
        self.aims: list[Aim] = []
        commands = hand.contents.findChild(WiringCommands)
        assert isinstance(commands, WiringCommands)
        self.commands = commands
        # Without a screen a menu cannot be shown, so it is only made.
        self.canvas.wire_dropped.disconnect(self.commands.show)
        self.canvas.wire_dropped.connect(lambda aim, _: self.aims.append(aim))

    def open(self, text: str) -> None:
        self.hand.open(text)
        self.canvas.expand_all()
        self.canvas.look_at(self.scene.area.center(), 0.6)

    @property
    def scene(self) -> Scene:
        assert self.canvas.scene is not None
        return self.canvas.scene

    def handle(self, key: str) -> QPoint:
        return self.canvas.to_view(handle_of(self.scene, self.scene.graph.index[key])).toPoint()

    def socket(self, key: str, number: int = 0, count: int = 1) -> QPoint:
        place = socket_places(self.scene, self.scene.graph.index[key], count)[number]
        return self.canvas.to_view(place + QPointF(1, 2)).toPoint()

    def press(self, at: QPoint) -> None:
        QTest.mouseMove(self.canvas, at)
        QTest.mousePress(self.canvas, LEFT, pos=at)

    def middle(self, source: str, target: str) -> QPoint:
        """A place on the line from one node to another."""
        edges = self.scene.graph.edges
        line = next(n for n, e in enumerate(edges) if (e.source, e.target) == (source, target))
        (x, y), (x2, y2) = self.scene.route(line)[:2]
        return self.canvas.to_view(QPointF((x + x2) / 2, (y + y2) / 2)).toPoint()

    def lead(self, start: QPoint, end: QPoint) -> None:
        """Press at a place and move to another with the button held."""
        self.press(start)
        for share in (0.2, 0.6, 1.0):
            QTest.mouseMove(self.canvas, start + (end - start) * share)

    def draw(self, start: QPoint, end: QPoint) -> None:
        self.lead(start, end)
        QTest.mouseRelease(self.canvas, LEFT, pos=end)

    def menu(self) -> QMenu:
        """The menu after the last edge was let go."""
        return self.commands.menu(self.aims.pop())

    def choose(self, text: str) -> None:
        """Take an entry of that menu, and let the model run."""
        action(self.menu(), text).trigger()
        self.canvas.end_wire()
        self.hand.run()


def action(menu: QMenu, text: str) -> QAction:
    return next(each for each in menu.actions() if plain_text(each) == text)


@pytest.fixture
def drawing(hand: Hand) -> Drawing:
    return Drawing(hand)


def forward(text: str) -> list[str]:
    lines = text.partition("def forward")[2].splitlines()[1:]
    return [line.strip() for line in lines[: lines.index("")]]


def test_two_drags_make_a_unet_of_a_chain(drawing: Drawing) -> None:
    drawing.open(CHAIN)
    drawing.draw(drawing.handle("/down"), drawing.socket("/merge"))
    drawing.choose("Concatenate with Y")
    assert drawing.hand.session.history.undoText() == "Concatenate down with merge"
    assert drawing.hand.session.state.selection == Place("merge")
    drawing.draw(drawing.handle("/top"), drawing.socket("/head"))
    drawing.choose("Concatenate with Y")
    assert forward(drawing.hand.text) == [
        "X = self.top(X)",
        "down = self.down(X)",
        "Y = self.up(self.bottom(self.pool(down)))",
        "Y = self.up2(self.merge(torch.cat((Y, down), dim=1)))",
        "return self.head(torch.cat((Y, X), dim=1))",
    ]
    report = drawing.hand.session.state.shown
    assert report is not None
    assert report.failure is None
    shapes = {tensor.id: tensor.shape for tensor in report.tensors}
    taken = {call.module: shapes[call.inputs[0]] for call in report.calls if call.inputs}
    assert taken["merge"] == (1, 16, 8, 8)
    assert taken["head"] == (1, 8, 16, 16)
    drawing.hand.session.history.undo()
    drawing.hand.session.history.undo()
    assert drawing.hand.text == CHAIN


def test_what_cannot_be_joined_says_why_in_the_menu(drawing: Drawing) -> None:
    drawing.open(CHAIN)
    drawing.draw(drawing.handle("input:X"), drawing.socket("/merge"))
    menu = drawing.menu()
    assert action(menu, "Replace Y").isEnabled()
    assert not action(menu, "Add to Y").isEnabled()
    assert "do not fit" in action(menu, "Add to Y").toolTip()


def test_what_takes_nothing_says_why_at_the_pointer_and_leads_to_the_code(
    drawing: Drawing,
) -> None:
    drawing.open(example("net"))
    drawing.lead(drawing.handle("/0"), drawing.socket("/2"))
    assert "extract a class" in drawing.hand.told[-1]
    QTest.mouseRelease(drawing.canvas, LEFT, pos=drawing.socket("/2"))
    [only] = drawing.menu().actions()
    assert plain_text(only) == "Show in Code"
    only.trigger()
    assert drawing.hand.session.state.selection == Place("2")


def test_a_key_and_enter_join_the_selection_to_the_next_step_but_one(drawing: Drawing) -> None:
    drawing.open(CHAIN)
    drawing.hand.session.select(Place("up"))
    drawing.hand.contents.actions["connect"].trigger()
    QTest.keyClick(drawing.canvas, Qt.Key.Key_Tab)
    QTest.keyClick(drawing.canvas, Qt.Key.Key_Return)
    drawing.choose("Replace self.merge(Y)")
    assert "merge = self.merge(Y)" in forward(drawing.hand.text)
    assert "Y = self.up2(Y)" in forward(drawing.hand.text)


def test_a_picture_that_is_older_than_the_code_is_not_wired(drawing: Drawing) -> None:
    drawing.open(CHAIN)
    site = drawing.hand.row("merge").site
    assert site is not None
    drawing.hand.session.apply(SetArgument(site, "bias", "False"))
    drawing.draw(drawing.handle("/down"), drawing.socket("/merge"))
    assert "Wait until the model has run" in drawing.hand.told[-1]
    assert [plain_text(each) for each in drawing.menu().actions()] == ["Show in Code"]


SEVERAL = """\
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(4, 4)
        self.norm = nn.LayerNorm(4)
        self.head = nn.Linear(4, 4)

    def forward(self, X):
        Y = self.lstm(X)[0]
        return self.head(self.norm(Y) + Y)


model = Net()
X = torch.rand(3, 2, 4)
"""


def test_an_edge_to_the_output_returns_a_value_too(drawing: Drawing) -> None:
    drawing.open(CHAIN)
    drawing.draw(drawing.handle("/merge"), drawing.socket("output:output"))
    drawing.choose("Return as Well")
    assert forward(drawing.hand.text)[-3:] == [
        "merge = self.merge(Y)",
        "Y = self.up2(merge)",
        "return self.head(Y), merge",
    ]
    assert {"output:output[0]", "output:output[1]"} <= drawing.scene.graph.index.keys()


def test_the_border_of_a_container_stands_for_what_it_returns(drawing: Drawing) -> None:
    drawing.open(CHAIN)
    rect = drawing.scene.rect(drawing.scene.graph.index["/"])
    border = drawing.canvas.to_view(QPointF(rect.left() + 30, rect.bottom() - 4)).toPoint()
    drawing.draw(drawing.handle("/up2"), border)
    drawing.choose("Replace self.head(Y)")
    assert forward(drawing.hand.text)[-2:] == ["head = self.head(Y)", "return Y"]


def test_of_several_results_the_menu_asks_for_one(drawing: Drawing) -> None:
    drawing.open(SEVERAL)
    drawing.draw(drawing.handle("/lstm"), drawing.socket("/norm"))
    menu = drawing.menu()
    titles = [plain_text(each) for each in menu.actions()]
    assert titles == ["output  3 × 2 × 4", "hidden  1 × 2 × 4", "cell  1 × 2 × 4"]
    hidden = menu.actions()[1].menu()
    assert isinstance(hidden, QMenu)
    action(hidden, "Add to Y").trigger()
    assert forward(drawing.hand.text) == [
        "Y, (hidden, cell) = self.lstm(X)",
        "return self.head(self.norm(Y + hidden) + Y)",
    ]


def test_a_line_is_chosen_with_a_click_and_taken_away_with_delete(drawing: Drawing) -> None:
    drawing.open(SEVERAL)
    add = next(each.key for each in drawing.scene.graph.nodes if each.title == "+")
    QTest.mouseClick(drawing.canvas, LEFT, pos=drawing.middle("/lstm", add))
    assert "Delete takes it away" in drawing.hand.told[-1]
    QTest.keyClick(drawing.canvas, Qt.Key.Key_Delete)
    assert forward(drawing.hand.text)[-1] == "return self.head(self.norm(Y))"
    assert drawing.hand.session.history.undoText() == "Disconnect Y from add"


def test_a_line_that_is_needed_says_so_in_its_menu(drawing: Drawing) -> None:
    drawing.open(SEVERAL)
    ends = [drawing.scene.graph.nodes[drawing.scene.graph.index[k]] for k in ("/lstm", "/norm")]
    menu = QMenu()
    drawing.commands.add_cuts(menu, Under(None, *ends, tensors=lstm_output(drawing)))
    disconnect, show = menu.actions()
    assert not disconnect.isEnabled()
    assert disconnect.toolTip() == "norm needs this; connect another value instead."
    show.trigger()
    assert drawing.hand.session.state.selection == Place("norm")


def lstm_output(drawing: Drawing) -> tuple[int, ...]:
    report = drawing.hand.session.state.shown
    assert report is not None
    return next(call.outputs[:1] for call in report.calls if call.module == "lstm")


def test_an_input_is_added_and_flows_where_it_is_drawn_to(drawing: Drawing) -> None:
    drawing.open(CHAIN)
    drawing.hand.contents.actions["add_input"].trigger()
    drawing.hand.run()
    drawing.draw(drawing.handle("input:X2"), drawing.socket("/top"))
    drawing.choose("Multiply with X")
    assert "def forward(self, X, X2):" in drawing.hand.text
    assert forward(drawing.hand.text)[0] == "X = self.top(X * X2)"
    report = drawing.hand.session.state.shown
    assert report is not None
    assert report.failure is None


def test_a_key_takes_away_what_comes_into_the_selected_node(drawing: Drawing) -> None:
    drawing.open(SEVERAL)
    drawing.hand.session.select(Place("norm"))
    lines: list[object] = []
    drawing.canvas.line_cut.disconnect(drawing.commands.cut)
    drawing.canvas.line_cut.connect(lambda line, _: lines.append(line))
    QTest.keyClick(drawing.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    (line,) = lines
    assert isinstance(line, Under)
    menu = QMenu()
    drawing.commands.add_cuts(menu, line)
    assert [plain_text(each) for each in menu.actions()] == ["Disconnect", "Show in Code"]


@pytest.mark.parametrize("leaves", ["click", "escape"])
def test_a_line_is_chosen_until_something_else_is(drawing: Drawing, leaves: str) -> None:
    drawing.open(SEVERAL)
    add = next(each.key for each in drawing.scene.graph.nodes if each.title == "+")
    QTest.mouseClick(drawing.canvas, LEFT, pos=drawing.middle("/lstm", add))
    if leaves == "click":
        QTest.mouseClick(drawing.canvas, LEFT, pos=drawing.socket("/head") + QPoint(0, 12))
    else:
        QTest.keyClick(drawing.canvas, Qt.Key.Key_Escape)
    lines: list[object] = []
    drawing.canvas.line_cut.connect(lambda line, _: lines.append(line))
    drawing.canvas.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Delete, NO_MODIFIER))
    assert not lines


def test_an_edge_ends_within_an_expanded_module_that_is_given_the_value(drawing: Drawing) -> None:
    drawing.open(NESTED)
    drawing.draw(drawing.handle("/stem"), drawing.socket("/a/inner"))
    drawing.choose("Concatenate with N")
    assert "Z = self.inner(torch.cat((N, Y), dim=-1))" in drawing.hand.text
    drawing.hand.session.history.undo()
    drawing.hand.run()
    drawing.draw(drawing.handle("/a/mul()"), drawing.socket("/add()", 1, 2))
    drawing.choose("Replace B")
    assert "self.chain(A + A) + self.c(A)" in drawing.hand.text


def test_an_edge_out_of_a_module_says_what_to_return_first(drawing: Drawing) -> None:
    drawing.open(NESTED)
    drawing.draw(drawing.handle("/a/norm"), drawing.socket("/add()"))
    assert (
        drawing.hand.told[-1] == "norm stays within a; return it as well from Block.forward first."
    )
    assert [plain_text(each) for each in drawing.menu().actions()] == ["Show in Code"]


def test_edges_that_are_taken_away_leave_the_bytes_of_before(drawing: Drawing) -> None:
    drawing.open(CHAIN)
    for source, target in (("/down", "/merge"), ("/top", "/head")):
        drawing.draw(drawing.handle(source), drawing.socket(target))
        drawing.choose("Concatenate with Y")
    for source in ("/down", "/top"):
        cat = next(each.key for each in drawing.scene.graph.nodes if each.title == "cat")
        QTest.mouseClick(drawing.canvas, LEFT, pos=drawing.middle(source, cat))
        QTest.keyClick(drawing.canvas, Qt.Key.Key_Delete)
        drawing.hand.run()
    assert drawing.hand.text == CHAIN
