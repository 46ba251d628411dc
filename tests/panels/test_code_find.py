from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.look.theme import LIGHT
from inspector.panels.code_editor import CodeEditor
from inspector.panels.code_find import Finder, matches


def test_capitals_matter_once_the_query_has_any() -> None:
    text = "linear Linear nn.LINEAR"
    assert matches(text, "linear") == [(0, 6), (7, 13), (17, 23)]
    assert matches(text, "Linear") == [(7, 13)]
    assert matches(text, "n.l") == [(15, 18)]
    assert matches(text, "") == []


def test_the_bar_goes_from_match_to_match_and_round(qtbot: QtBot) -> None:
    editor = CodeEditor(LIGHT)
    finder = Finder(editor, LIGHT)
    qtbot.addWidget(editor)
    qtbot.addWidget(finder.bar)
    editor.show()
    editor.set_text("# 😀 relu\nX = relu(X)\nX = relu(X)\n")
    finder.begin()
    field = finder.bar.field

    QTest.keyClicks(field, "relu")
    assert (editor.caret.line, editor.caret.column) == (1, 7)
    assert editor.textCursor().selectedText() == "relu"
    assert finder.bar.count.text() == "1 of 3"

    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (editor.caret.line, editor.caret.column) == (2, 4)
    QTest.keyClick(field, Qt.Key.Key_F3)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert finder.bar.count.text() == "1 of 3"
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert finder.bar.count.text() == "3 of 3"

    QTest.keyClicks(field, "6")
    assert finder.bar.count.text() == "not found"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not finder.bar.isVisible()


def test_what_is_selected_is_looked_for(qtbot: QtBot) -> None:
    editor = CodeEditor(LIGHT)
    finder = Finder(editor, LIGHT)
    qtbot.addWidget(editor)
    qtbot.addWidget(finder.bar)
    editor.set_text("X = F.relu(X)\nX = F.relu(X)\n")
    editor.put_caret(10, 6)
    finder.begin()
    assert finder.bar.field.text() == "relu"
    assert finder.bar.count.text() == "1 of 2"
