import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.edits.call_hint import call_hint
from inspector.edits.completion import complete
from inspector.look.theme import LIGHT
from inspector.outline.read import get
from inspector.panels.code_editor import CodeEditor
from inspector.panels.code_hint import SignatureHint

HEAD = "from torch import nn\n\n"


@pytest.fixture
def editor(qtbot: QtBot) -> CodeEditor:
    editor = CodeEditor(LIGHT)
    qtbot.addWidget(editor)
    outline = get(HEAD)
    editor.complete_from(
        lambda text, offset: complete(text, offset, outline),
        lambda text, offset: call_hint(text, offset, outline),
    )
    editor.set_text(HEAD)
    editor.resize(600, 300)
    editor.show()
    editor.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    editor.put_caret(len(HEAD))
    return editor


def hint(editor: CodeEditor) -> SignatureHint:
    assert editor.hint is not None
    return editor.hint


def keys(editor: CodeEditor, text: str) -> None:
    for character in text:
        QTest.keyClicks(editor, character)
        QApplication.processEvents()


def test_a_parenthesis_tells_what_the_call_takes(editor: CodeEditor) -> None:
    keys(editor, "nn.Dropout(")
    assert hint(editor).is_open
    text = hint(editor).label.text()
    assert text.startswith("nn.Dropout(<b ")
    assert ">p=0.5</b>, inplace=False)" in text
    keys(editor, "0.1, ")
    assert ">inplace=False</b>)" in hint(editor).label.text()


def test_it_goes_away_behind_the_call(editor: CodeEditor) -> None:
    keys(editor, "nn.Dropout(0.1")
    assert hint(editor).is_open
    keys(editor, ")")
    assert editor.text == f"{HEAD}nn.Dropout(0.1)"
    assert not hint(editor).is_open


def test_escape_closes_it_and_typing_on_leaves_it_closed(editor: CodeEditor) -> None:
    keys(editor, "nn.Dropout(")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not hint(editor).is_open
    keys(editor, "0")
    assert not hint(editor).is_open


def test_an_unknown_function_tells_nothing(editor: CodeEditor) -> None:
    keys(editor, "unknown(")
    assert not hint(editor).is_open
