from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.look.theme import LIGHT
from inspector.panels.output_pane import OutputPane
from inspector.report.model import Report
from inspector.session.engine_client import Ended, EngineState
from inspector.session.session import Session
from tests.fakes import FakeEngine, session_with


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return session_with("model = None\n", tmp_path)


@pytest.fixture
def engine(session: Session) -> FakeEngine:
    assert isinstance(session.engine, FakeEngine)
    return session.engine


@pytest.fixture
def pane(session: Session, qtbot: QtBot) -> OutputPane:
    pane = OutputPane(session, LIGHT)
    qtbot.addWidget(pane)
    pane.resize(400, 200)
    pane.show()
    return pane


def test_what_was_printed_is_shown_after_a_run(engine: FakeEngine, pane: OutputPane) -> None:
    engine.output = ("hello", "<b>world</b>")
    assert pane.text.toPlainText() == ""
    engine.answer("", Report())
    assert pane.text.toPlainText() == "hello\n<b>world</b>"
    engine.output += ("again",)
    engine.answer("", Report())
    assert pane.text.toPlainText() == "hello\n<b>world</b>\nagain"


def test_an_endless_run_is_watched_and_so_are_the_last_lines_after_it(
    engine: FakeEngine, pane: OutputPane, qtbot: QtBot
) -> None:
    engine.state = EngineState.RUNNING
    engine.state_changed.emit(EngineState.RUNNING)
    engine.output = ("step 1",)
    qtbot.waitUntil(lambda: pane.text.toPlainText() == "step 1")
    engine.state = EngineState.READY
    engine.answer("", Report())
    engine.output += ("late",)
    qtbot.waitUntil(lambda: pane.text.toPlainText() == "step 1\nlate")


def test_clear_hides_what_was_printed_until_more_comes(
    engine: FakeEngine, pane: OutputPane
) -> None:
    engine.output = ("old",)
    pane.refresh()
    QTest.mouseClick(pane.clear_button, Qt.MouseButton.LeftButton)
    assert pane.text.toPlainText() == ""
    assert not pane.clear_button.isEnabled()
    pane.refresh()
    assert pane.text.toPlainText() == ""
    engine.output = ("old", "new")
    pane.refresh()
    assert pane.text.toPlainText() == "new"


def test_all_that_is_shown_can_be_copied(engine: FakeEngine, pane: OutputPane) -> None:
    engine.output = ("one", "two")
    pane.refresh()
    QTest.mouseClick(pane.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "one\ntwo"


def test_the_last_words_of_an_engine_that_crashed_stay_until_the_next_run(
    engine: FakeEngine, pane: OutputPane
) -> None:
    engine.output = ()  # of the engine that took its place
    engine.ended.emit(Ended("it crashed", ("printed", "Fatal Python error")))
    assert pane.text.toPlainText() == "printed\nFatal Python error"
    engine.output = ("fresh",)
    engine.answer("", Report())
    assert pane.text.toPlainText() == "fresh"


def test_the_view_follows_new_lines_only_from_the_end(engine: FakeEngine, pane: OutputPane) -> None:
    engine.output = tuple(f"line {n}" for n in range(100))
    pane.refresh()
    bar = pane.text.verticalScrollBar()
    assert bar.value() == bar.maximum()
    bar.setValue(10)
    engine.output += ("more",)
    pane.refresh()
    assert bar.value() == 10


def test_nothing_can_be_written_there(engine: FakeEngine, pane: OutputPane) -> None:
    engine.output = ("one",)
    pane.refresh()
    QTest.keyClicks(pane.text, "x")
    assert pane.text.toPlainText() == "one"
