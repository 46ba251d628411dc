from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.look.theme import DARK, LIGHT
from inspector.panels.code_editor import CodeEditor
from inspector.panels.code_marks import Marks, ProblemMark
from inspector.panels.code_view import bring_span_into_view, columns_in_view
from inspector.source.span import Span

TEXT = """\
import torch
from torch import nn

model = nn.Sequential(nn.Linear(20, 30), nn.Linear(20, 1))
X = torch.rand(2, 20)
"""


def editor_with(text: str, qtbot: QtBot) -> CodeEditor:
    editor = CodeEditor(LIGHT)
    qtbot.addWidget(editor)
    editor.resize(700, 300)
    editor.set_text(text)
    editor.show()
    return editor


def line_color(image: QImage, editor: CodeEditor, line: int) -> str:
    """The color of a line far to the right of its text."""
    block = editor.document().findBlockByNumber(line - 1)
    area = editor.blockBoundingGeometry(block).translated(editor.contentOffset())
    viewport = editor.viewport().geometry()
    return QColor(
        image.pixel(viewport.right() - 20, viewport.top() + int(area.center().y()))
    ).name()


def test_lines_of_the_selection_and_of_the_culprit_stand_out(qtbot: QtBot) -> None:
    editor = editor_with(TEXT, qtbot)
    problem = ProblemMark(Span(4, 41, 4, 57), "error", "It does not fit.")
    editor.set_marks(Marks((Span(1, 0, 2, 5),), (problem,)))
    for theme in (LIGHT, DARK):
        editor.set_theme(theme)
        image = editor.grab().toImage()
        assert line_color(image, editor, 1) == theme.selection
        assert line_color(image, editor, 2) == theme.selection
        assert line_color(image, editor, 3) == theme.pane
        assert line_color(image, editor, 4) == theme.error_fill


def test_a_problem_is_underlined_at_its_place_and_explained_there(qtbot: QtBot) -> None:
    editor = editor_with(TEXT, qtbot)
    problem = ProblemMark(Span(4, 41, 4, 57), "error", "It takes <20>.\nUse 30.")
    hidden = ProblemMark(Span(4, 0, 4, 5), "note", "Another.")
    editor.set_marks(Marks((), (problem, hidden)))

    underlined = [each.cursor.selectedText() for each in editor.extraSelections()]
    assert underlined == ["model", "nn.Linear(20, 1)"]

    cursor = editor.textCursor()
    cursor.setPosition(TEXT.index("nn.Linear(20, 1)") + 3)
    point = editor.cursorRect(cursor).center()
    assert editor.explanation_at(point) == "It takes <20>.\nUse 30."
    assert editor.explanation_at(QPoint(690, point.y())) == "It takes <20>.\nUse 30.\n\nAnother."
    assert editor.explanation_at(QPoint(5, 5)) == ""


def test_a_problem_without_width_is_underlined_all_the_same(qtbot: QtBot) -> None:
    editor = editor_with("x = (\n\n", qtbot)
    at_end, on_empty = Span(1, 5, 1, 5), Span(2, 0, 2, 0)
    beyond = Span(9, 0, 9, 4)
    marks = [ProblemMark(span, "error", "?") for span in (at_end, on_empty, beyond)]
    editor.set_marks(Marks((), tuple(marks)))
    assert [each.cursor.selectedText() for each in editor.extraSelections()] == ["", "("]


def test_keys_know_python(qtbot: QtBot) -> None:
    editor = editor_with("", qtbot)
    QTest.keyClicks(editor, "def f(x):")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "return x")
    QTest.keyClick(editor, Qt.Key.Key_Enter, Qt.KeyboardModifier.ShiftModifier)
    assert editor.text == "def f(x):\n    return x\n    "
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClicks(editor, "y")
    QTest.keyClick(editor, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    assert editor.text == "def f(x):\n    return x\n# y"
    QTest.keyClick(editor, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert editor.text == "def f(x):\n    return x\n# y"


def test_history_keys_are_handed_on_and_change_nothing_here(qtbot: QtBot) -> None:
    editor = editor_with("", qtbot)
    QTest.keyClicks(editor, "x")
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(editor.keys.undo_asked):
        QTest.keyClick(editor, Qt.Key.Key_Z, control)
    with qtbot.waitSignal(editor.keys.redo_asked):
        QTest.keyClick(editor, Qt.Key.Key_Y, control)
    with qtbot.waitSignal(editor.keys.redo_asked):
        QTest.keyClick(editor, Qt.Key.Key_Z, control | shift)
    assert editor.text == "x"


def test_text_can_be_pasted_but_a_file_is_not_typed_in(qtbot: QtBot) -> None:
    editor = editor_with("", qtbot)
    text, file = QMimeData(), QMimeData()
    text.setText("a = 1\r\nb = 2")
    file.setUrls([QUrl.fromLocalFile("/model.py")])
    assert editor.canInsertFromMimeData(text)
    assert not editor.canInsertFromMimeData(file)
    editor.insertFromMimeData(text)
    assert editor.text == "a = 1\nb = 2"


def test_a_change_from_elsewhere_keeps_caret_and_view(qtbot: QtBot) -> None:
    text = "".join(f"x{n} = {n}\n" for n in range(1000))
    editor = editor_with(text, qtbot)
    editor.put_caret(text.index("x500"))
    top = editor.firstVisibleBlock().text()
    with qtbot.assertNotEmitted(editor.edited):
        editor.change_text("import torch\nfrom torch import nn\n" + text.replace("x999", "x"))
    assert editor.firstVisibleBlock().text() == top
    assert (editor.caret.line, editor.caret.column) == (503, 0)


def test_the_margin_makes_room_for_the_longest_number(qtbot: QtBot) -> None:
    editor = editor_with("\n" * 998, qtbot)
    before = editor.viewport().x()
    editor.set_text("\n" * 9_999)
    assert editor.viewport().x() > before


def test_what_lies_far_to_the_right_is_brought_into_view_and_back(qtbot: QtBot) -> None:
    editor = editor_with("x = 1\n" + "a" * 400 + " + b\n", qtbot)
    bar = editor.horizontalScrollBar()
    bring_span_into_view(editor, Span(2, 403, 2, 404))
    assert bar.value() > 0
    left, right = columns_in_view(
        editor, editor.document().findBlockByNumber(1), Span(2, 403, 2, 404)
    )
    assert 0 <= left < right <= editor.viewport().width()
    bring_span_into_view(editor, Span(1, 0, 1, 5))
    assert bar.value() == 0


def test_the_code_is_made_larger_by_keys_and_by_the_wheel(qtbot: QtBot) -> None:
    editor = editor_with(TEXT, qtbot)
    size, margin = editor.font_size, editor.margin.width()
    for _ in range(4):
        QTest.keyClick(editor, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert editor.font_size == size + 4
    assert editor.margin.width() > margin
    QTest.keyClick(editor, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert editor.font_size == size + 3
    QTest.keyClick(editor, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert editor.font_size == size
    QTest.wheelEvent(
        editor.viewport().windowHandle() or editor.window().windowHandle(),
        editor.rect().center(),
        QPoint(0, 120),
        QPoint(),
        Qt.KeyboardModifier.ControlModifier,
    )
    assert editor.font_size == size + 1
