from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.look.theme import LIGHT
from inspector.panels.palette_pane import PalettePane
from inspector.session.component import Component, from_mime
from inspector.session.session import Session
from inspector.session.shelf import Shelf
from tests.dragging import drag
from tests.fakes import session_with

TEXT = """\
import torch
from torch import nn


class Block(nn.Module):
    pass


model = nn.Sequential()
"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return session_with(TEXT, tmp_path)


@pytest.fixture
def added() -> list[Component]:
    return []


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return shelf_in(tmp_path)


def shelf_in(folder: Path) -> Shelf:
    store = QSettings(str(folder / "palette.ini"), QSettings.Format.IniFormat)
    return Shelf(store, folder / "snippets")


@pytest.fixture
def pane(session: Session, shelf: Shelf, added: list[Component], qtbot: QtBot) -> PalettePane:
    pane = PalettePane(session, shelf, added.append, LIGHT)
    qtbot.addWidget(pane)
    pane.resize(240, 600)
    pane.show()
    pane.activateWindow()
    pane.focus_search()
    qtbot.waitUntil(pane.search.hasFocus)
    return pane


def heads(pane: PalettePane) -> dict[str, bool]:
    """The sections, and whether they are open."""
    indexes = [pane.model.index(row, 0) for row in range(pane.model.rowCount())]
    return {str(index.data()): pane.view.isExpanded(index) for index in indexes}


def test_everything_is_offered_by_section(pane: PalettePane) -> None:
    assert list(heads(pane))[:3] == ["Containers", "My classes", "Linear"]
    assert pane.search.placeholderText().startswith("search 1")


def test_letters_then_enter_add_the_best_match(pane: PalettePane, added: list[Component]) -> None:
    QTest.keyClicks(pane.search, "linear")
    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    assert [each.key for each in added] == ["torch.nn.Linear"]


def test_arrows_go_from_the_search_into_the_list_and_back(
    pane: PalettePane, added: list[Component]
) -> None:
    QTest.keyClicks(pane.search, "conv2d")
    QTest.keyClick(pane.search, Qt.Key.Key_Down)
    assert pane.view.hasFocus()
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    QTest.keyClick(pane.view, Qt.Key.Key_Up)
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    assert [each.title for each in added] == ["LazyConv2d", "Conv2d"]
    QTest.keyClick(pane.view, Qt.Key.Key_Up)
    assert pane.search.hasFocus()


def test_letters_in_the_list_go_on_with_the_search(pane: PalettePane) -> None:
    QTest.keyClicks(pane.search, "rel")
    QTest.keyClick(pane.search, Qt.Key.Key_Down)
    QTest.keyClicks(pane.view, "u")
    assert pane.search.text() == "relu"
    assert pane.search.hasFocus()


def test_escape_clears_the_search_and_the_sections_are_as_they_were(pane: PalettePane) -> None:
    before = heads(pane)
    QTest.keyClicks(pane.search, "conv")
    assert heads(pane) != before
    QTest.keyClick(pane.search, Qt.Key.Key_Escape)
    assert pane.search.text() == ""
    assert heads(pane) == before


def test_what_is_not_there_is_said(pane: PalettePane) -> None:
    QTest.keyClicks(pane.search, "<b>q")
    assert pane.nothing.isVisible()
    assert pane.nothing.text() == "Nothing is called “<b>q”."


def test_a_double_click_adds_and_a_click_on_a_head_folds(
    pane: PalettePane, added: list[Component]
) -> None:
    head = pane.model.index(0, 0)
    first = pane.view.visualRect(pane.model.index(0, 0, head)).center()
    port = pane.view.viewport()
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseDClick(port, Qt.MouseButton.LeftButton, pos=first)
    assert [each.title for each in added] == ["Sequential"]
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=pane.view.visualRect(head).center())
    assert not pane.view.isExpanded(head)


def test_a_new_class_of_the_file_is_offered_and_folds_stay(
    session: Session, pane: PalettePane
) -> None:
    pane.view.collapse(pane.model.index(0, 0))
    session.type_text(TEXT.replace("class Block", "class Tower"), new_burst=True)
    own = pane.model.sections[1]
    assert [each.title for each in own.components] == ["Tower"]
    assert heads(pane)["Containers"] is False
    assert heads(pane)["My classes"] is True


def row(pane: PalettePane, section: str, title: str) -> QModelIndex:
    head = next(
        pane.model.index(n, 0) for n in range(99) if pane.model.index(n, 0).data() == section
    )
    pane.view.expand(head)
    rows = [pane.model.index(n, 0, head) for n in range(pane.model.rowCount(head))]
    return next(index for index in rows if index.data() == title)


def favorites(shelf: Shelf) -> list[str]:
    return [each.title for each in shelf.kept.favorites]


def test_a_key_gives_a_star_and_takes_it_and_the_row_stays_where_it_was(
    pane: PalettePane, shelf: Shelf
) -> None:
    index = row(pane, "Linear", "Bilinear")
    pane.view.setCurrentIndex(index)
    pane.view.scrollTo(index)
    height = pane.view.visualRect(index).top()
    QTest.keyClick(pane.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert favorites(shelf) == ["Bilinear"]
    assert next(iter(heads(pane))) == "Favorites"
    current = pane.view.currentIndex()
    assert (current.data(), current.parent().data()) == ("Bilinear", "Linear")
    assert pane.view.visualRect(current).top() == height
    QTest.keyClick(pane.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert favorites(shelf) == []
    assert next(iter(heads(pane))) == "Containers"


def test_a_star_is_clicked_at_the_end_of_its_row(
    pane: PalettePane, shelf: Shelf, added: list[Component]
) -> None:
    area = pane.view.visualRect(row(pane, "Containers", "Residual"))
    star = QPoint(area.right() - 18, area.center().y())
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=star)
    assert favorites(shelf) == ["Residual"]
    assert added == []


def test_a_result_of_the_search_is_given_a_star_from_the_search_field(
    pane: PalettePane, shelf: Shelf
) -> None:
    QTest.keyClicks(pane.search, "softplus")
    QTest.keyClick(pane.search, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert favorites(shelf)[0].lower() == "softplus"
    assert pane.search.text() == "softplus"


def test_a_change_of_the_file_leaves_the_choice_in_the_list_and_in_the_search(
    session: Session, pane: PalettePane
) -> None:
    pane.view.setCurrentIndex(row(pane, "Linear", "Identity"))
    session.type_text(TEXT.replace("class Block", "class Tower"), new_burst=True)
    assert pane.view.currentIndex().data() == "Identity"
    QTest.keyClicks(pane.search, "conv")
    QTest.keyClick(pane.search, Qt.Key.Key_Down)
    chosen = pane.view.currentIndex().data()
    session.type_text(TEXT, new_burst=True)
    assert pane.view.currentIndex().data() == chosen == "Conv1d"


def test_recent_ones_are_one_line_until_they_are_opened(pane: PalettePane, shelf: Shelf) -> None:
    shelf.used(Component("module", "torch.nn.ReLU", "ReLU"))
    assert heads(pane)["Recent"] is False
    assert row(pane, "Recent", "ReLU").isValid()


def test_what_cannot_be_used_is_said_and_is_not_dragged(pane: PalettePane, shelf: Shelf) -> None:
    shelf.keep_snippet("broken", "nn.Sequential(\n")
    index = row(pane, "My snippets", "broken")
    assert "The snippet holds no Python" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert not index.flags() & Qt.ItemFlag.ItemIsDragEnabled


def test_sections_are_opened_and_their_menus_reached_by_keys(
    pane: PalettePane, qtbot: QtBot
) -> None:
    QTest.keyClick(pane.search, Qt.Key.Key_Tab)
    assert pane.view.hasFocus()
    pane.view.setCurrentIndex(pane.model.index(0, 0))
    QTest.keyClick(pane.view, Qt.Key.Key_Left)
    assert heads(pane)["Containers"] is False
    QTest.keyClick(pane.view, Qt.Key.Key_Right)
    assert heads(pane)["Containers"] is True
    QTest.keyClick(pane.view, Qt.Key.Key_Down)
    place = pane.view.visualRect(pane.view.currentIndex()).bottomLeft()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(9, 9), QPoint(9, 9))
    with qtbot.waitSignal(pane.menu_requested) as asked:
        QApplication.sendEvent(pane.view, event)
    component, section, position = asked.args
    assert (component.title, section) == ("Sequential", "Containers")
    assert position == pane.view.viewport().mapToGlobal(place)


class Target(QWidget):
    """Takes components that are dropped on it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setMinimumWidth(200)
        self.dropped: list[Component | None] = []

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.append(from_mime(event.mimeData()))
        event.acceptProposedAction()


def test_a_component_is_dragged_out(session: Session, shelf: Shelf, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QHBoxLayout(window)
    pane, target = (
        PalettePane(session, shelf, lambda component: None, LIGHT, window),
        Target(window),
    )
    layout.addWidget(pane)
    layout.addWidget(target)
    window.resize(500, 400)
    window.show()
    qtbot.waitExposed(window)
    pane.search.setText("dropout1d")
    row = pane.view.visualRect(pane.model.index(0, 0)).center()
    drag(pane.view.viewport(), QPointF(row), target, QPointF(100, 100))
    assert [each.key for each in target.dropped if each] == ["torch.nn.Dropout1d"]
