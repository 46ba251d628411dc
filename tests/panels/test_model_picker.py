from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from inspector.look.theme import LIGHT
from inspector.panels.model_picker import ModelPicker
from inspector.session.session import Session
from tests.fakes import session_with

TEXT = """\
from torch import nn


class Encoder(nn.Module):
    def __init__(self, width):
        super().__init__()


class Net(nn.Module):
    def __init__(self):
        super().__init__()


first = Net()
second = Net()
"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return session_with(TEXT, tmp_path)


@pytest.fixture
def picker(session: Session, qtbot: QtBot) -> Iterator[ModelPicker]:
    button = QPushButton()
    qtbot.addWidget(button)
    button.show()
    found = ModelPicker(session, LIGHT, button)
    found.open_below(button)
    yield found
    found.hide()


def rows(picker: ModelPicker) -> list[str]:
    return [picker.list.item(at).text() for at in range(picker.list.count())]


def test_it_lists_what_the_file_says_first_and_then_what_else_there_is(
    picker: ModelPicker,
) -> None:
    assert rows(picker) == ["second", "first", "Net()", "Encoder(width=…)"]


def test_a_click_takes_a_row(picker: ModelPicker, session: Session) -> None:
    picker.list.itemClicked.emit(picker.list.item(1))
    assert session.state.expression == "first"
    assert not picker.isVisible()


def test_arrows_and_enter_take_a_row(picker: ModelPicker, session: Session) -> None:
    for _ in range(2):
        QTest.keyClick(picker, Qt.Key.Key_Down)
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert session.state.expression == "Net()"


def test_what_is_typed_is_searched_for(picker: ModelPicker, session: Session) -> None:
    QTest.keyClicks(picker.field, "enc")
    assert rows(picker) == ["Encoder(width=…)"]


def test_what_lacks_an_argument_is_left_to_be_written(
    picker: ModelPicker, session: Session
) -> None:
    picker.list.itemClicked.emit(picker.list.item(3))
    assert picker.isVisible()
    assert picker.field.selectedText() == "…"
    QTest.keyClicks(picker.field, "64")
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert session.state.expression == "Encoder(width=64)"


def test_an_expression_that_is_none_is_refused_with_the_reason(
    picker: ModelPicker, session: Session
) -> None:
    QTest.keyClicks(picker.field, "Net(")
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert picker.isVisible()
    assert picker.note.property("look") == "error"
    assert session.state.expression == ""


def test_the_first_row_goes_back_to_what_the_file_says(
    picker: ModelPicker, session: Session
) -> None:
    session.set_expression("first")
    picker.list.itemClicked.emit(picker.list.item(0))
    assert session.state.expression == ""
