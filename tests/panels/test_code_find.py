from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.look.theme import LIGHT
from inspector.panels.code_editor import CodeEditor
from inspector.panels.code_find import Finder
from inspector.panels.code_query import Query
from inspector.panels.code_view import visible_blocks


def found(text: str, query: str) -> list[tuple[int, int]]:
    return Query(query).matches(text)


def test_capitals_matter_once_the_query_has_any() -> None:
    text = "linear Linear nn.LINEAR"
    assert found(text, "linear") == [(0, 6), (7, 13), (17, 23)]
    assert found(text, "Linear") == [(7, 13)]
    assert found(text, "n.l") == [(15, 18)]
    assert found(text, "") == []


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


def replacing(text: str, query: str, new: str, qtbot: QtBot) -> tuple[CodeEditor, Finder]:
    editor = CodeEditor(LIGHT)
    finder = Finder(editor, LIGHT)
    qtbot.addWidget(editor)
    qtbot.addWidget(finder.bar)
    editor.set_text(text)
    finder.begin_replacing()
    finder.bar.field.setText(query)
    finder.bar.new.setText(new)
    return editor, finder


def test_replacing_goes_from_match_to_match(qtbot: QtBot) -> None:
    editor, finder = replacing("# 😀\na = nn.ReLU()\nb = nn.ReLU()\n", "ReLU", "GELU", qtbot)
    finder.replace()
    assert editor.text == "# 😀\na = nn.GELU()\nb = nn.ReLU()\n"
    assert editor.textCursor().selectedText() == "ReLU"
    finder.replace()
    assert editor.text == "# 😀\na = nn.GELU()\nb = nn.GELU()\n"
    assert finder.bar.count.text() == "not found"


def test_all_matches_are_replaced_at_once_and_counted(qtbot: QtBot) -> None:
    editor, finder = replacing("x = x + x\n", "x", "xx", qtbot)
    finder.replace_all()
    assert editor.text == "xx = xx + xx\n"
    assert finder.bar.count.text() == "3 replaced"


def test_a_pattern_that_is_none_says_so_beside_its_field(qtbot: QtBot) -> None:
    _, finder = replacing("x\n", "x", "y", qtbot)
    finder.bar.pattern.setChecked(True)
    finder.bar.field.setText("(")
    assert finder.bar.count.text() == "no pattern"


def test_every_match_in_view_is_framed_until_the_bar_is_closed(qtbot: QtBot) -> None:
    editor = CodeEditor(LIGHT)
    finder = Finder(editor, LIGHT)
    qtbot.addWidget(editor)
    qtbot.addWidget(finder.bar)
    editor.resize(400, 200)
    editor.show()
    editor.set_text("# 😀 relu\nX = relu(X)\nX = tanh(X)\nX = relu(X)\n")

    def framed() -> set[int]:
        """The lines with something in the color of a match."""
        picture = editor.viewport().grab().toImage()
        ratio = picture.devicePixelRatio()
        return {
            block.blockNumber() + 1
            for block, area in visible_blocks(editor)
            for y in range(int(area.top() * ratio), int(area.bottom() * ratio))
            for x in range(picture.width())
            if picture.pixelColor(x, y).name() == LIGHT.found
        }

    finder.begin()
    QTest.keyClicks(finder.bar.field, "relu")
    assert framed() - {1} == {2, 4}  # the one on line 1 is selected
    QTest.keyClicks(finder.bar.field, "(")
    assert framed() - {2} == {4}
    QTest.keyClick(finder.bar.field, Qt.Key.Key_Escape)
    assert framed() == set()
