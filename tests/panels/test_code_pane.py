from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from inspector.look.theme import LIGHT
from inspector.panels.code_menu import code_menu
from inspector.panels.code_pane import BURST, REST, CodePane
from inspector.report.model import Failure, Report, Source
from inspector.report.place import Place
from inspector.session.session import Session
from inspector.session.state import Document
from tests.fakes import FakeEngine, session_with

TEXT = """\
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 256)
        self.out = nn.Linear(256, 10)

    def forward(self, X):
        return self.out(self.hidden(X))


model = nn.Sequential(MLP(), nn.ReLU())
X = torch.rand(2, 20)
"""
LONG = TEXT + "\n" * 300 + "# the end\n"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return session_with(TEXT, tmp_path)


def pane_of(session: Session, qtbot: QtBot) -> CodePane:
    pane = CodePane(session, LIGHT)
    qtbot.addWidget(pane)
    pane.resize(600, 300)
    pane.show()
    return pane


def focused(session: Session, qtbot: QtBot) -> CodePane:
    pane = pane_of(session, qtbot)
    pane.activateWindow()
    pane.focus_code()
    qtbot.waitUntil(pane.editor.hasFocus)
    return pane


def put_caret(pane: CodePane, before: str) -> None:
    pane.editor.put_caret(pane.editor.text.index(before))


def selected_lines(pane: CodePane, session: Session) -> list[str]:
    marks = pane.editor.marks
    return [
        line for n, line in enumerate(session.state.text.split("\n"), 1) if marks.is_selected(n)
    ]


# Typing


def test_typing_reaches_the_session_and_is_one_step_of_the_history(
    session: Session, qtbot: QtBot
) -> None:
    pane = pane_of(session, qtbot)
    put_caret(pane, "256)")
    QTest.keyClicks(pane.editor, "99")
    QTest.keyClick(pane.editor, Qt.Key.Key_Backspace)
    QTest.keyClick(pane.editor, Qt.Key.Key_Delete)
    assert "nn.Linear(20, 956)" in session.state.text
    assert session.history.count() == 1
    assert session.history.undoText() == "Typing"
    session.history.undo()
    assert session.state.text == TEXT
    assert pane.editor.text == TEXT


@pytest.mark.parametrize("how", ["pause", "caret", "new line"])
def test_a_new_step_begins_after_a_pause_elsewhere_or_on_a_new_line(
    how: str, session: Session, qtbot: QtBot
) -> None:
    pane = pane_of(session, qtbot)
    put_caret(pane, "X = torch")
    QTest.keyClicks(pane.editor, "# a")
    if how == "pause":
        qtbot.wait(BURST + 100)
    elif how == "caret":
        QTest.keyClick(pane.editor, Qt.Key.Key_Left)
        QTest.keyClick(pane.editor, Qt.Key.Key_Right)
    else:
        QTest.keyClick(pane.editor, Qt.Key.Key_Return)
    QTest.keyClicks(pane.editor, "b")
    assert session.history.count() == 2


def test_a_step_after_an_undo_is_a_step_of_its_own(session: Session, qtbot: QtBot) -> None:
    pane = pane_of(session, qtbot)
    QTest.keyClicks(pane.editor, "# a")
    QTest.keyClick(pane.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.state.text == TEXT
    QTest.keyClicks(pane.editor, "# b")
    QTest.keyClick(pane.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.state.text == TEXT
    QTest.keyClick(pane.editor, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert session.state.text == "# b" + TEXT


def test_undo_by_keys_goes_to_where_the_change_was(tmp_path: Path, qtbot: QtBot) -> None:
    session = session_with(LONG, tmp_path)
    pane = pane_of(session, qtbot)
    put_caret(pane, "# the end")
    QTest.keyClicks(pane.editor, "x")
    pane.show_line(1)
    assert pane.editor.firstVisibleBlock().blockNumber() == 0
    QTest.keyClick(pane.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    end = LONG.count("\n", 0, LONG.index("# the end")) + 1
    assert pane.editor.caret.line == end
    assert pane.editor.firstVisibleBlock().blockNumber() > 200


# Changes from elsewhere


def test_an_edit_from_elsewhere_keeps_the_caret_at_its_word(session: Session, qtbot: QtBot) -> None:
    pane = pane_of(session, qtbot)
    put_caret(pane, "nn.ReLU")
    session.type_text("import math\n" + TEXT.replace("256", "64"), new_burst=True)
    assert pane.editor.text == session.state.text
    cursor = pane.editor.textCursor()
    assert cursor.block().text()[cursor.positionInBlock() :] == "nn.ReLU())"


def test_another_document_is_shown_from_its_top(tmp_path: Path, qtbot: QtBot) -> None:
    session = session_with(LONG, tmp_path)
    pane = pane_of(session, qtbot)
    put_caret(pane, "# the end")
    session.open(LONG.replace("256", "64"), Document())
    assert pane.editor.text == session.state.text
    assert pane.editor.textCursor().position() == 0
    assert pane.editor.verticalScrollBar().value() == 0


# The selection


def test_the_code_of_the_selection_is_marked_where_it_is_made_and_called(
    session: Session, qtbot: QtBot
) -> None:
    pane = pane_of(session, qtbot)
    session.select(Place("0.hidden"))
    assert selected_lines(pane, session) == [
        "        self.hidden = nn.Linear(20, 256)",
        "        return self.out(self.hidden(X))",
    ]


def test_a_selection_elsewhere_scrolls_to_its_code(tmp_path: Path, qtbot: QtBot) -> None:
    session = session_with(LONG, tmp_path)
    pane = pane_of(session, qtbot)
    pane.show_line(310)
    session.select(Place("0.out"))
    view = range(pane.editor.firstVisibleBlock().blockNumber(), 310)
    assert 8 in view  # the ninth line makes it
    assert pane.editor.caret.line == 310
    pane.go_to_selection()
    assert (pane.editor.caret.line, pane.editor.caret.column) == (9, 19)


def test_the_caret_selects_what_it_rests_on(session: Session, qtbot: QtBot) -> None:
    pane = focused(session, qtbot)
    put_caret(pane, "Linear(256, 10)")
    qtbot.waitUntil(lambda: session.state.selection == Place("0.out"))
    put_caret(pane, "nn.ReLU")
    qtbot.waitUntil(lambda: session.state.selection == Place("1"))


def test_the_caret_selects_nothing_without_the_focus(session: Session, qtbot: QtBot) -> None:
    pane = focused(session, qtbot)
    pane.editor.clearFocus()
    put_caret(pane, "nn.ReLU")
    qtbot.wait(REST + 60)
    assert session.state.selection is None


def test_nothing_is_marked_as_selected_while_the_text_is_not_python(
    session: Session, qtbot: QtBot
) -> None:
    pane = pane_of(session, qtbot)
    session.select(Place("0.out"))
    put_caret(pane, "model =")
    QTest.keyClicks(pane.editor, "def ")
    assert session.state.syntax is not None
    assert selected_lines(pane, session) == []
    assert pane.editor.marks.gravest(15) == "error"


def test_the_culprit_stays_marked_while_lines_move(session: Session, qtbot: QtBot) -> None:
    pane = pane_of(session, qtbot)
    source = Source(session.state.document.file_name, 9, 19, 9, 37)
    failure = Failure("forward", "RuntimeError", "shapes", "They do not fit.", source=source)
    engine = session.engine
    assert isinstance(engine, FakeEngine)
    engine.answer(TEXT, Report(failure=failure))
    assert pane.editor.marks.gravest(9) == "error"
    QTest.keyClick(pane.editor, Qt.Key.Key_Return)
    assert pane.editor.marks.gravest(9) is None
    assert pane.editor.marks.gravest(10) == "error"
    assert pane.editor.marks.problems[0].text == "They do not fit."


def test_lines_and_places_can_be_shown_from_outside(session: Session, qtbot: QtBot) -> None:
    pane = pane_of(session, qtbot)
    pane.show_line(2)
    assert pane.editor.textCursor().selectedText() == "from torch import nn"
    row = session.state.rows.at(Place("1"))
    assert row is not None
    assert row.site is not None
    pane.show_span(row.site)
    assert (pane.editor.caret.line, pane.editor.caret.column) == (15, 29)
    pane.show_line(99)
    assert pane.editor.caret.line == TEXT.count("\n") + 1


def test_the_menu_offers_the_history_of_the_document(session: Session, qtbot: QtBot) -> None:
    pane = pane_of(session, qtbot)
    QTest.keyClicks(pane.editor, "# a")
    menu = code_menu(pane.editor, session, pane.fixes)
    titles = {each.text(): each for each in menu.actions() if each.text()}
    assert titles["&Undo Typing"].isEnabled()
    assert not titles["&Redo"].isEnabled()
    titles["&Undo Typing"].trigger()
    assert session.state.text == TEXT


def test_escape_closes_the_find_bar_and_is_left_to_the_window_otherwise(
    session: Session, qtbot: QtBot
) -> None:
    pane = pane_of(session, qtbot)
    bar = pane.finder.bar
    QTest.keyClick(pane.editor, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert bar.isVisible()
    QTest.keyClick(pane.editor, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert not pane.editor.keys.takes_escape


def test_a_name_leads_to_its_definition(session: Session, qtbot: QtBot) -> None:
    pane = pane_of(session, qtbot)
    put_caret(pane, "out(self.hidden")
    QTest.keyClick(pane.editor, Qt.Key.Key_F12)
    assert (pane.editor.caret.line, pane.editor.caret.column) == (9, 8)
    told: list[str] = []
    session.told.connect(told.append)
    pane.editor.put_caret(TEXT.index("super"))
    QTest.keyClick(pane.editor, Qt.Key.Key_F12)
    assert told == ["super is not defined in this file."]


def test_a_line_is_gone_to_by_its_number(session: Session, qtbot: QtBot) -> None:
    pane = pane_of(session, qtbot)
    QTest.keyClick(pane.editor, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    dialog = pane.findChild(QInputDialog)
    assert dialog is not None
    dialog.setIntValue(11)
    dialog.accept()
    assert pane.editor.caret.line == 11
