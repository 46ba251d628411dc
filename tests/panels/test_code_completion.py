from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.look.theme import LIGHT
from inspector.panels.code_completion import CodeCompletion
from inspector.panels.code_editor import CodeEditor
from inspector.panels.code_pane import CodePane
from tests.edits.editing import example
from tests.fakes import session_with


@pytest.fixture
def editor(qtbot: QtBot, tmp_path: Path) -> CodeEditor:
    pane = CodePane(session_with(example("net"), tmp_path), LIGHT)
    pane.resize(600, 400)
    qtbot.addWidget(pane)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.editor.setFocus()
    pane.editor.moveCursor(QTextCursor.MoveOperation.End)
    return pane.editor


def completion(editor: CodeEditor) -> CodeCompletion:
    assert editor.completion is not None
    return editor.completion


def press(editor: CodeEditor, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """A key as the user presses it: the open list gets it first."""
    target = completion(editor).list if completion(editor).is_open else editor
    QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def test_enter_takes_the_first_suggestion_and_writes_no_line(editor: CodeEditor) -> None:
    QTest.keyClicks(editor, "norm = nn.LayerN")
    assert completion(editor).is_open
    press(editor, Qt.Key.Key_Return)
    assert editor.text.endswith("norm = nn.LayerNorm")
    assert not completion(editor).is_open


def test_escape_closes_the_list_and_keeps_what_was_typed(editor: CodeEditor) -> None:
    QTest.keyClicks(editor, "nn.Lin")
    press(editor, Qt.Key.Key_Escape)
    assert not completion(editor).is_open
    assert editor.text.endswith("nn.Lin")
    press(editor, Qt.Key.Key_Return)
    assert editor.text.endswith("nn.Lin\n")


def test_control_space_tells_the_arguments_of_a_call(editor: CodeEditor) -> None:
    QTest.keyClicks(editor, "drop = nn.Dropout(")
    assert not completion(editor).is_open
    press(editor, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert completion(editor).is_open
    press(editor, Qt.Key.Key_Down)
    press(editor, Qt.Key.Key_Tab)
    assert editor.text.endswith("nn.Dropout(inplace=)")


def test_a_space_or_a_bracket_closes_the_list(editor: CodeEditor) -> None:
    QTest.keyClicks(editor, "nn.Re")
    assert completion(editor).is_open
    QTest.keyClicks(editor, "LU(")
    assert not completion(editor).is_open
