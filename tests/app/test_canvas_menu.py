"""The menu of the picture, in the whole window."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from inspector.app.actions import plain_text
from inspector.canvas.under import Under
from inspector.canvas.view import CanvasView
from inspector.report.place import DropTarget, Place
from tests.app.conftest import Hand
from tests.edits.editing import example


class Asking:
    """Opens menus on the picture of chimera, and triggers what stands in them."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        hand.open(example("chimera"))
        self.canvas: CanvasView = hand.contents.canvas
        self.asked: list[Under] = []
        # Without a screen a menu cannot be shown, so it is only made.
        self.canvas.context_menu_requested.disconnect(hand.contents.canvas_menu.show)
        self.canvas.context_menu_requested.connect(lambda about, _: self.asked.append(about))

    def at(self, position: QPointF) -> QMenu:
        """The menu that comes up at a position of the canvas."""
        place, reason = position.toPoint(), QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(reason, place, self.canvas.mapToGlobal(place))
        QApplication.sendEvent(self.canvas, event)
        return self.hand.contents.canvas_menu.menu(self.asked[-1])

    def on(self, key: str, dy: float = 0.0) -> QMenu:
        return self.at(self.middle(key) + QPointF(0, dy))

    def middle(self, key: str) -> QPointF:
        scene = self.canvas.scene
        assert scene is not None
        return self.canvas.to_view(scene.rect(scene.graph.index[key]).center())

    def trigger(self, menu: QMenu, text: str) -> None:
        action = next(each for each in menu.actions() if plain_text(each).startswith(text))
        action.trigger()

    def copied(self, menu: QMenu, text: str) -> str:
        self.trigger(menu, text)
        return QGuiApplication.clipboard().text()


def texts(menu: QMenu) -> list[str]:
    return [plain_text(action) for action in menu.actions() if not action.isSeparator()]


def found(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if plain_text(action) == text)


@pytest.fixture
def asking(hand: Hand) -> Asking:
    return Asking(hand)


def test_a_node_offers_edits_its_code_and_copies(asking: Asking) -> None:
    menu = asking.on("/1")
    assert texts(menu) == [
        "Trace", "Fit Selection", "Insert After", "Connect To", "Disconnect",
        "Cut", "Copy", "Paste",
        "Save as Snippet", "Duplicate", "Rename", "Delete", "Bypass", "Wrap", "Refactor",
        "Edit Arguments", "Show in Code", "Copy Path", "Copy Shape", "Copy as Text",
    ]  # fmt: skip
    assert asking.hand.session.state.selection == Place("1")


def test_what_is_copied_is_what_one_would_write(asking: Asking) -> None:
    assert asking.copied(asking.on("/0/linear"), "Copy Path") == "0.linear"
    assert asking.copied(asking.on("/0/linear"), "Copy Shape") == "(2, 16)"
    assert asking.copied(asking.on("/0/net/1"), "Copy as Text") == "ReLU()"


def test_an_edit_from_the_menu_is_one_of_the_node_under_the_pointer(asking: Asking) -> None:
    asking.hand.session.select(Place("2"))
    asking.trigger(asking.on("/1"), "Delete")
    assert "nn.Sequential(NestMLP(), FixedHiddenMLP())" in asking.hand.text


def test_what_cannot_be_edited_says_why(asking: Asking) -> None:
    asking.canvas.expand_to_depth(0)
    menu = asking.on("/")
    for name in ("Delete", "Duplicate"):
        assert not found(menu, name).isEnabled()
        assert found(menu, name).toolTip() == "This is the model itself."
    assert asking.hand.contents.actions["remove"].text().replace("&", "") == "Delete"


def test_a_container_expands_from_its_menu(asking: Asking) -> None:
    asking.canvas.expand_to_depth(1)
    asking.trigger(asking.on("/0"), "Expand All Inside")
    assert asking.canvas.scene is not None
    assert "/0/net/3" in asking.canvas.scene.graph.index


def test_only_a_container_takes_something_inside_and_only_the_model_nothing_after(
    asking: Asking,
) -> None:
    def insertions(key: str) -> list[str]:
        return [text for text in texts(asking.on(key)) if text.startswith("Insert")]

    asking.canvas.expand_to_depth(1)
    assert insertions("/0") == ["Insert Inside", "Insert After"]
    assert insertions("/1") == ["Insert After"]
    asking.canvas.expand_to_depth(0)
    assert insertions("/") == ["Insert Inside"]


def test_a_line_leads_to_its_ends(asking: Asking) -> None:
    below = 13 * asking.canvas.camera.zoom + 22 * asking.canvas.camera.zoom
    menu = asking.on("/0/net/0", below)
    assert texts(menu)[:5] == [
        "Insert Here",
        "Disconnect",
        "Show in Code",
        "Go to Source: 0",
        "Go to Target: 1",
    ]
    asking.trigger(menu, "Go to Target")
    assert asking.hand.session.state.selection == Place("0.net.1")


def test_the_ground_offers_the_whole_picture(asking: Asking) -> None:
    menu = asking.at(QPointF(4, 4))
    assert texts(menu)[:4] == ["Fit All", "Expand All", "Collapse All", "Expand to Depth"]
    assert "Export Picture" in texts(menu)


def test_the_submenus_of_the_window_outlive_the_menu_that_shows_them(asking: Asking) -> None:
    for menu in (asking.at(QPointF(4, 4)), asking.on("/1")):
        menu.deleteLater()
        QApplication.sendPostedEvents(menu, QEvent.Type.DeferredDelete)
    menus = asking.hand.contents.actions.menus
    assert len(menus["depth"].actions()) == 9
    assert len(menus["wrap"].actions()) == 4


def test_insert_here_opens_the_palette_and_what_is_chosen_goes_there(asking: Asking) -> None:
    asking.hand.session.select(Place("2"))
    below = 35 * asking.canvas.camera.zoom
    asking.trigger(asking.on("/0/net/0", below), "Insert Here")
    drops, palette = asking.hand.contents.drops, asking.hand.contents.palette_pane
    assert drops.next_target == DropTarget("after", Place("0.net.0"))
    assert asking.canvas._hovering.pointed is not None
    palette.search.setText("Dropout")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert "nn.LazyLinear(64),\n            nn.Dropout()," in asking.hand.text
    assert drops.next_target is None
    assert asking.canvas._hovering.pointed is None


def test_who_turns_away_from_the_palette_inserts_nothing_there_later(
    asking: Asking, qtbot: QtBot
) -> None:
    window = asking.hand.contents.window
    window.activateWindow()
    below = 35 * asking.canvas.camera.zoom
    asking.trigger(asking.on("/0/net/0", below), "Insert Here")
    qtbot.waitUntil(asking.hand.contents.palette_pane.search.hasFocus)
    asking.canvas.setFocus()
    assert asking.hand.contents.drops.next_target is None
    assert asking.canvas._hovering.pointed is None


def test_on_an_older_picture_it_is_the_module_that_is_seen_which_is_removed(
    asking: Asking,
) -> None:
    session = asking.hand.session
    older = asking.hand.text.replace("nn.Sequential(NestMLP(), nn", "nn.Sequential(nn.ReLU(), nn")
    newer = older.replace("nn.Sequential(nn.ReLU(), nn", "nn.Sequential(nn.Tanh(), nn.ReLU(), nn")
    asking.hand.open(older)
    session.type_text(newer, new_burst=True)
    assert not session.state.is_current
    asking.trigger(asking.on("/1"), "Delete")
    assert "nn.Sequential(nn.Tanh(), nn.ReLU(), FixedHiddenMLP())" in asking.hand.text
