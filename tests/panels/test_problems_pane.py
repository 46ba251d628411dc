from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from inspector.look.theme import DARK, LIGHT
from inspector.panels.problems_card import ProblemCard
from inspector.panels.problems_pane import PATIENCE, ProblemsPane
from inspector.report.model import Failure, Fix, Problem, Report, Source, Totals
from inspector.report.place import Place
from inspector.session.engine_client import EngineState
from inspector.session.session import Session
from inspector.session.state import UNSAVED, Document
from inspector.source.span import Span
from tests.fakes import FakeEngine, session_with

TEXT = """\
import torch
from torch import nn

model = nn.Sequential(nn.Linear(20, 30), nn.Linear(20, 1))
X = torch.rand(2, 20)
"""
SECOND = Span(4, 41, 4, 57)
FAILURE = Failure(
    "forward",
    "RuntimeError",
    "mat1 and mat2 shapes cannot be multiplied (2x30 and 20x1)",
    "Linear <b>1</b> got 2 × 30 from “0”, but takes 20.",
    "Set in_features to 30.",
    module="1",
    source=Source(UNSAVED, *SECOND),
    fixes=(
        Fix(
            "Set in_features to 30",
            "set_argument",
            {"site": list(SECOND), "name": "in_features", "value": "30"},
        ),
        Fix("Ask an oracle", "ask_an_oracle"),
    ),
)
NOTE = Problem("note", "unused", "“0” is never called.", module="0")
UNREGISTERED = Problem("warning", "unregistered", "A list hides its modules.")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return session_with(TEXT, tmp_path)


@pytest.fixture
def pane(session: Session, qtbot: QtBot) -> ProblemsPane:
    pane = ProblemsPane(session, LIGHT)
    qtbot.addWidget(pane)
    pane.resize(320, 400)
    pane.show()
    return pane


def engine_of(session: Session) -> FakeEngine:
    assert isinstance(session.engine, FakeEngine)
    return session.engine


def fail(session: Session, *problems: Problem) -> None:
    engine_of(session).answer(session.state.text, Report(failure=FAILURE, problems=problems))


def words(card: ProblemCard) -> list[str]:
    return [each.text() for each in card.findChildren(QLabel) if each.isVisible()]


def buttons(card: ProblemCard) -> list[QPushButton]:
    return [each for each in card.findChildren(QPushButton) if each.isVisible()]


def remark(pane: ProblemsPane) -> list[str]:
    return [line.text for line in pane.lines if line.isVisible()]


def test_a_problem_says_what_is_wrong_why_and_where_the_gravest_first(
    session: Session, pane: ProblemsPane, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(pane.count_changed) as told:
        fail(session, NOTE, UNREGISTERED)
    assert told.args == [3]
    assert pane.count == 3
    assert [words(card) for card in pane.cards] == [
        [
            "Linear <b>1</b> got 2 × 30 from “0”, but takes 20.",
            "Set in_features to 30.",
            "line 4 · 1",
        ],
        ["A list hides its modules."],
        ["“0” is never called.", "0"],
    ]
    assert remark(pane) == []


def test_names_are_never_read_as_html(session: Session, pane: ProblemsPane) -> None:
    fail(session)
    formats = {each.textFormat() for each in pane.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


def test_a_click_selects_the_place_and_brings_it_into_view(
    session: Session, pane: ProblemsPane, qtbot: QtBot
) -> None:
    fail(session)
    message = pane.cards[0].findChildren(QLabel)[0]
    with qtbot.waitSignal(pane.span_requested) as asked:
        QTest.mouseClick(message, Qt.MouseButton.LeftButton)
    assert asked.args == [SECOND]
    assert session.state.selection == Place("1")


def test_enter_goes_to_the_code(session: Session, pane: ProblemsPane, qtbot: QtBot) -> None:
    fail(session)
    with qtbot.waitSignals([pane.span_requested, pane.code_requested], order="strict"):
        QTest.keyClick(pane.cards[0], Qt.Key.Key_Return)
    with qtbot.waitSignal(pane.code_requested):
        QTest.mouseDClick(pane.cards[0], Qt.MouseButton.LeftButton)


def test_arrow_keys_go_from_problem_to_problem(session: Session, pane: ProblemsPane) -> None:
    fail(session, NOTE)
    QTest.keyClick(pane.cards[0], Qt.Key.Key_Down)
    assert session.state.selection == Place("0")
    QTest.keyClick(pane.cards[1], Qt.Key.Key_Up)
    assert session.state.selection == Place("1")
    QTest.keyClick(pane.cards[0], Qt.Key.Key_Up)


def test_a_fix_is_one_step_that_cures_the_code(session: Session, pane: ProblemsPane) -> None:
    fail(session)
    fix = buttons(pane.cards[0])[0]
    assert fix.text() == "Set in_features to 30"
    QTest.mouseClick(fix, Qt.MouseButton.LeftButton)
    assert "nn.Linear(20, 30), nn.Linear(30, 1)" in session.state.text
    assert session.history.count() == 1


def test_a_fix_that_does_not_fit_says_so_and_changes_nothing(
    session: Session, pane: ProblemsPane, qtbot: QtBot
) -> None:
    fail(session)
    with qtbot.waitSignal(session.told) as told:
        QTest.mouseClick(buttons(pane.cards[0])[1], Qt.MouseButton.LeftButton)
    assert "ask_an_oracle" in told.args[0]
    assert session.state.text == TEXT


def test_a_cured_problem_goes_away(session: Session, pane: ProblemsPane) -> None:
    fail(session, NOTE)
    engine_of(session).answer(TEXT, Report(totals=Totals(seconds=0.00031)))
    assert pane.cards == []
    assert pane.count == 0
    assert remark(pane) == ["No problems. Forward ran in 310\N{NO-BREAK SPACE}µs."]


def test_a_syntax_error_is_a_problem_at_its_line(session: Session, pane: ProblemsPane) -> None:
    session.type_text(TEXT + "def\n")
    assert words(pane.cards[0])[0].startswith("This is not Python yet: ")
    assert words(pane.cards[0])[-1] == "line 6"


def test_a_long_run_can_be_cancelled(session: Session, pane: ProblemsPane, qtbot: QtBot) -> None:
    engine = engine_of(session)
    engine.state = EngineState.RUNNING
    engine.state_changed.emit(EngineState.RUNNING)
    engine.progressed.emit("forward")
    assert remark(pane) == ["Nothing has run yet."]
    qtbot.waitUntil(lambda: remark(pane) == ["Running… in the forward pass"])
    QTest.mouseClick(pane.lines[0].cancel, Qt.MouseButton.LeftButton)
    assert engine.cancelled == 2  # opening a document cancels as well
    engine.state_changed.emit(EngineState.READY)
    assert remark(pane) == ["Cancelled."]


def test_problems_of_an_older_text_turn_pale_after_a_moment(
    session: Session, pane: ProblemsPane, qtbot: QtBot
) -> None:
    fail(session)
    message = pane.cards[0].findChildren(QLabel)[0]
    session.type_text(TEXT + "\n")
    assert message.property("look") == "plain"
    qtbot.wait(PATIENCE + 100)
    assert message.property("look") == "muted"
    fail(session)
    assert message.property("look") == "plain"


def test_code_that_waits_for_trust_is_told_of(
    session: Session, pane: ProblemsPane, tmp_path: Path
) -> None:
    path = tmp_path / "model.py"
    session.open("import os\n" + TEXT, Document(path, path.name))
    assert remark(pane) == ["Not run: the file contains code that waits for your trust."]


def test_a_problem_can_be_copied_whole(session: Session, pane: ProblemsPane) -> None:
    fail(session)
    QTest.keyClick(pane.cards[0], Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n") == [
        FAILURE.explanation,
        FAILURE.hint,
        "line 4 · 1",
    ]


def test_a_flood_of_problems_is_cut_and_counted(session: Session, pane: ProblemsPane) -> None:
    fail(session, *[NOTE] * 249)
    assert pane.count == 250
    assert len(pane.cards) == 100
    more = [each.text() for each in pane.findChildren(QLabel) if "more" in each.text()]
    assert more == ["… and 150 more"]


def test_no_word_is_cut_off_in_a_narrow_pane(session: Session, pane: ProblemsPane) -> None:
    fail(session, NOTE, UNREGISTERED)
    for theme in (LIGHT, DARK):
        pane.set_theme(theme)
        pane.resize(260, 300)
        pane.grab()
        for each in pane.findChildren(QLabel):
            if each.isVisible():
                assert each.height() >= each.heightForWidth(each.width()), each.text()
                assert each.width() >= each.minimumSizeHint().width(), each.text()
    assert not pane.horizontalScrollBar().isVisible()
