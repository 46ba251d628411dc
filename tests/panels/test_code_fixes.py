from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from inspector.engine.api import trace_file
from inspector.look.theme import LIGHT
from inspector.panels.code_menu import code_menu
from inspector.panels.code_pane import CodePane
from inspector.session.session import Session
from tests.fakes import session_with

TEXT = """\
import torch
from torch import nn

model = nn.Sequential(nn.Linear(20, 30), nn.ReLU(), nn.Linear(20, 1))
X = torch.rand(2, 20)
"""
CURE = "Set in_features=30 in `2` (Linear)"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = session_with(TEXT, tmp_path)
    session.engine.answer(TEXT, trace_file(TEXT))
    return session


@pytest.fixture
def pane(session: Session, qtbot: QtBot) -> CodePane:
    pane = CodePane(session, LIGHT)
    qtbot.addWidget(pane)
    pane.resize(600, 300)
    pane.show()
    return pane


def opened(pane: CodePane) -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, title: str) -> None:
    next(each for each in menu.actions() if each.text() == title).trigger()
    menu.close()


def test_alt_enter_offers_the_cures_at_the_caret(pane: CodePane, session: Session) -> None:
    pane.editor.put_caret(pane.editor.text.index("nn.Linear(20, 1)") + 4)
    QTest.keyClick(pane.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    choose(opened(pane), CURE)
    assert "nn.Linear(30, 1)" in session.state.text
    assert session.history.count() == 1
    session.history.undo()
    assert session.state.text == TEXT


def test_where_nothing_is_wrong_alt_enter_says_so(pane: CodePane, session: Session) -> None:
    told: list[str] = []
    session.told.connect(told.append)
    pane.editor.put_caret(0)
    QTest.keyClick(pane.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert told == ["There is no fix for this line."]
    assert session.state.text == TEXT


def test_the_sign_in_the_margin_opens_the_cures_of_its_line(
    pane: CodePane, session: Session
) -> None:
    line = pane.editor.document().findBlockByNumber(3)
    area = pane.editor.blockBoundingGeometry(line).translated(pane.editor.contentOffset())
    where = QPoint(8, int(area.center().y()))
    QTest.mouseClick(pane.editor.margin, Qt.MouseButton.LeftButton, pos=where)
    choose(opened(pane), CURE)
    assert "nn.Linear(30, 1)" in session.state.text


def test_the_menu_of_the_code_begins_with_the_cures(pane: CodePane, session: Session) -> None:
    pane.editor.put_caret(pane.editor.text.index("nn.Linear(20, 1)"))
    menu = code_menu(pane.editor, session, pane.fixes)
    assert menu.actions()[0].text() == CURE
