from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from inspector.look.theme import DARK, LIGHT
from inspector.panels.inspector_pane import TENSORS, VALUES, InspectorPane
from inspector.protocol.messages import Histogram
from inspector.report.place import Place
from inspector.session.engine_client import EngineState
from inspector.session.session import Session
from tests.fakes import session_with
from tests.panels.reports import FIXED_HIDDEN, fixed_hidden


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = session_with(FIXED_HIDDEN, tmp_path)
    session.engine.state_changed.emit(EngineState.READY)
    session.engine.answer(FIXED_HIDDEN, fixed_hidden())
    return session


@pytest.fixture
def pane(session: Session, qtbot: QtBot) -> InspectorPane:
    pane = InspectorPane(session, LIGHT)
    qtbot.addWidget(pane)
    pane.resize(300, 700)
    pane.show()
    pane.activateWindow()
    return pane


def words_in(widget: QWidget) -> list[str]:
    """All that stands on labels which can be seen."""
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def test_without_a_selection_it_says_what_to_do(pane: InspectorPane) -> None:
    assert words_in(pane) == [
        "Select a module in the tree, in the picture or in the code to see and change it here."
    ]


def test_a_selection_is_introduced_with_what_hangs_on_it(
    session: Session, pane: InspectorPane
) -> None:
    session.select(Place("0.linear"))
    assert {"0.linear", "LazyLinear", "One module, called twice."} <= set(words_in(pane))


def test_everything_that_takes_the_focus_has_a_name_for_a_screen_reader(
    session: Session, pane: InspectorPane
) -> None:
    for row in session.state.rows:
        session.select(row.place)
        for page in range(3):
            pane.tabs.setCurrentIndex(page)
            for widget in pane.findChildren(QWidget):
                if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
                    continue
                if widget.focusProxy() is not None:
                    continue
                spoken = QAccessible.queryAccessibleInterface(widget)
                assert spoken.text(QAccessible.Text.Name), f"{widget} on page {page} of {row.name}"


def test_names_of_the_user_are_shown_as_they_are(tmp_path: Path, qtbot: QtBot) -> None:
    text = 'from torch import nn\nmodel = nn.ModuleDict({"<b>bold</b>": nn.ReLU()})\n'
    session = session_with(text, tmp_path)
    pane = InspectorPane(session, LIGHT)
    qtbot.addWidget(pane)
    pane.resize(300, 700)
    session.select(next(row.place for row in session.state.rows if row.parent is not None))
    pane.show()
    qtbot.waitUntil(lambda: "<b>bold</b>" in words_in(pane))
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in pane.findChildren(QLabel))


def test_the_tensors_are_copied_as_a_table(session: Session, pane: InspectorPane) -> None:
    session.select(Place("0.linear"))
    pane.tabs.setCurrentIndex(TENSORS)
    pane.table.list.setFocus()
    QTest.keyClick(pane.table.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[1] == "0.linear\tweight\t20 × 20\tfloat32\tparameter\tTrue\t400\t"


def test_enter_on_a_tensor_shows_its_values(session: Session, pane: InspectorPane) -> None:
    session.select(Place("0.linear"))
    pane.tabs.setCurrentIndex(TENSORS)
    pane.table.list.setFocus()
    bias = pane.table.list.model().index(2, 0)
    pane.table.list.setCurrentIndex(bias)
    QTest.keyClick(pane.table.list, Qt.Key.Key_Return)
    assert pane.tabs.currentIndex() == VALUES
    assert session.engine.described_names[-1] == ("0.linear", "bias")


def test_values_are_asked_for_only_while_they_are_seen(
    session: Session, pane: InspectorPane
) -> None:
    session.select(Place("0.linear"))
    assert session.engine.described_names == []
    pane.tabs.setCurrentIndex(VALUES)
    assert session.engine.described_names == [("0.linear", "weight")]
    session.select(Place("0.rand_weight"))
    assert session.engine.described_names[1:] == [("0", "rand_weight")]
    pane.tabs.setCurrentIndex(TENSORS)
    session.engine.answer(FIXED_HIDDEN, fixed_hidden())
    assert len(session.engine.described_names) == 2


def test_after_each_run_the_values_are_asked_for_anew(
    session: Session, pane: InspectorPane
) -> None:
    session.select(Place("0.linear"))
    pane.tabs.setCurrentIndex(VALUES)
    session.engine.answer(FIXED_HIDDEN, fixed_hidden())
    assert session.engine.described_names == [("0.linear", "weight")] * 2


def test_the_statistics_stand_below_the_bars(
    session: Session, pane: InspectorPane, qtbot: QtBot
) -> None:
    session.select(Place("0.linear"))
    pane.tabs.setCurrentIndex(VALUES)
    answer = Histogram(1, "0.linear", "weight", (1, 5, 2), -0.25, 0.25, 0.003, 0.128)
    session.engine.described.emit(answer)
    wanted = {"−0.250", "0.250", "mean ± std", "0.003 ± 0.128", "min … max", "−0.250 … 0.250"}
    qtbot.waitUntil(lambda: set(words_in(pane.plot)) == wanted)


def test_an_answer_to_an_older_question_is_not_shown(session: Session, pane: InspectorPane) -> None:
    session.select(Place("0.rand_weight"))
    pane.tabs.setCurrentIndex(VALUES)
    session.engine.described.emit(Histogram(1, "0.linear", "weight", (1, 5, 2), 0.0, 1.0))
    assert "mean ± std" not in words_in(pane.plot)


def test_an_older_text_makes_the_numbers_pale(session: Session, pane: InspectorPane) -> None:
    session.select(Place("0.linear"))
    pane.tabs.setCurrentIndex(TENSORS)
    fresh = pane.table.list.grab().toImage()
    session.type_text(FIXED_HIDDEN + "\n", new_burst=True)
    assert pane.table.list.grab().toImage() != fresh
    session.history.undo()
    assert pane.table.list.grab().toImage() == fresh


def test_the_theme_can_be_switched_while_it_is_shown(session: Session, pane: InspectorPane) -> None:
    session.select(Place("0.linear"))
    light = pane.grab().toImage()
    pane.set_theme(DARK)
    assert pane.grab().toImage().pixelColor(2, 300).name() == DARK.pane
    pane.set_theme(LIGHT)
    assert pane.grab().toImage() == light


def test_the_buttons_wrap_and_unwrap_and_remove(session: Session, pane: InspectorPane) -> None:
    session.select(Place("0"))
    wrap = pane.actions_.wrap.menu().actions()[0]
    assert wrap.text() == "Wrap in Sequential"
    wrap.trigger()
    assert "model = nn.Sequential(nn.Sequential(FixedHiddenMLP()))" in session.state.text
    QTest.mouseClick(pane.actions_.unwrap, Qt.MouseButton.LeftButton)
    assert session.state.text == FIXED_HIDDEN
    QTest.mouseClick(pane.actions_.duplicate, Qt.MouseButton.LeftButton)
    assert "nn.Sequential(FixedHiddenMLP(), FixedHiddenMLP())" in session.state.text
    QTest.mouseClick(pane.actions_.remove, Qt.MouseButton.LeftButton)
    assert "model = nn.Sequential(FixedHiddenMLP())" in session.state.text


def test_nothing_is_cut_off_at_240_pixels(session: Session, pane: InspectorPane) -> None:
    pane.resize(240, 700)
    for row in session.state.rows:
        session.select(row.place)
        QTest.qWait(0)
        for label in pane.findChildren(QLabel):
            if label.isVisible():
                assert label.width() >= label.minimumSizeHint().width(), label.text()
                assert label.height() >= label.heightForWidth(label.width()), label.text()
