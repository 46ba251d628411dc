import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.look.theme import LIGHT
from inspector.panels.code_editor import CodeEditor


def typed(before: str, keys: str, qtbot: QtBot) -> str:
    """The text after keys at the bar ``|`` of a text, with the caret as a bar."""
    editor = CodeEditor(LIGHT)
    qtbot.addWidget(editor)
    editor.set_text(before.replace("|", ""))
    editor.put_caret(before.index("|"))
    for key in keys:
        if key == "←":
            QTest.keyClick(editor, Qt.Key.Key_Backspace)
        else:
            QTest.keyClicks(editor, key)
    caret = editor.textCursor().position()
    return f"{editor.text[:caret]}|{editor.text[caret:]}"


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("f|", "(", "f(|)"),
        ("f|", "(x)", "f(x)|"),
        ("f|", "([3])", "f([3])|"),
        ("f(|)", "[", "f([|])"),
        ("f|x", "(", "f(|x"),
        ("f(x|", ")", "f(x)|"),
        ("f((x|)", ")", "f((x)|)"),
        ("x = |", "'a'", "x = 'a'|"),
        ("# it|", "'", "# it'|"),
        ("'(|'", "(", "'((|'"),
        ("|", '"""', '"""|'),
        ("f(|)", "←", "f|"),
        ("x = '|'", "←", "x = |"),
        ("f(|x)", "←", "f|x)"),
    ],
)
def test_what_closes_comes_by_itself_and_is_typed_over(
    before: str, keys: str, after: str, qtbot: QtBot
) -> None:
    assert typed(before, keys, qtbot) == after


def test_what_is_selected_is_put_between(qtbot: QtBot) -> None:
    editor = CodeEditor(LIGHT)
    qtbot.addWidget(editor)
    editor.set_text("x + y\n")
    editor.put_caret(5, 0)
    QTest.keyClicks(editor, "(")
    assert editor.text == "(x + y)\n"
    assert editor.textCursor().selectedText() == "x + y"
