from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.engine.api import trace_file
from inspector.look.theme import LIGHT
from inspector.panels.input_editor import InputEditor, input_summary
from inspector.session.session import Session
from tests.fakes import FakeEngine, session_with

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)

Opened = Callable[[str], tuple[Session, InputEditor]]


@pytest.fixture
def opened(tmp_path: Path, qtbot: QtBot) -> Opened:
    """A session whose X is made by an expression, with the editor open below a button."""
    kept: list[QWidget] = []

    def open_with(expression: str) -> tuple[Session, InputEditor]:
        line = f"X = {expression}\n" if expression else ""
        text = f"import torch\nfrom torch import nn\n\nmodel = nn.Linear(20, 4)\n{line}"
        session = session_with(text, tmp_path)
        button, editor = QPushButton("X"), InputEditor(session, LIGHT)
        kept.extend((button, editor))
        for widget in kept:
            qtbot.addWidget(widget)
        button.show()
        editor.open_below(button)
        return session, editor

    return open_with


def line_of(session: Session) -> str:
    """The line of the file that makes X."""
    lines = session.state.text.split("\n")
    return next((line for line in lines if line.startswith("X = ")), "")


def retype(field: QWidget, text: str) -> None:
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(field, text)


@pytest.mark.parametrize(
    ("expression", "summary"),
    [
        ("torch.rand(2, 20)", "X  2 × 20  float32 rand"),
        ("torch.randint(0, 10, (2, 16))", "X  2 × 16  int64 randint"),
        ("torch.zeros(3, dtype=torch.bool)", "X  3  bool zeros"),
        ("(torch.rand(2, 20), torch.rand(5))", "X  2 inputs"),
        ("torch.arange(40).reshape(2, 20)", "X  torch.arange(40).reshap…"),
        ("", "X  none"),
    ],
)
def test_the_toolbar_tells_the_input(opened: Opened, expression: str, summary: str) -> None:
    session, _ = opened(expression)
    assert input_summary(session.state) == summary


def test_the_toolbar_tells_what_the_model_ran_on_without_an_input(opened: Opened) -> None:
    session, _ = opened("")
    engine = session.engine
    assert isinstance(engine, FakeEngine)
    engine.answer(session.state.text, trace_file(session.state.text))
    assert input_summary(session.state) == "X  2 × 20 assumed"


def test_a_shape_is_written_while_it_is_typed_as_one_step(opened: Opened) -> None:
    session, editor = opened("torch.rand(2, 20)")
    retype(editor.rows[0].shape, "8x3 32 32")
    assert line_of(session) == "X = torch.rand(8, 3, 32, 32)"
    assert editor.rows[0].shape.text() == "8x3 32 32", "what is typed stays as it is typed"
    assert editor.code.editor.text() == "torch.rand(8, 3, 32, 32)"
    assert session.history.count() == 1
    session.history.undo()
    assert editor.rows[0].shape.text() == "2, 20"


def test_what_is_no_shape_is_said_and_not_written(opened: Opened) -> None:
    session, editor = opened("torch.rand(2, 20)")
    retype(editor.rows[0].shape, "n")
    assert editor.rows[0].message == "“n” is not a size. Write a shape such as 2, 20."
    assert line_of(session) == "X = torch.rand(2, 20)"


def test_a_huge_input_is_written_and_its_memory_is_said(opened: Opened) -> None:
    session, editor = opened("torch.rand(2, 20)")
    retype(editor.rows[0].shape, "1000000 1000000")
    assert line_of(session) == "X = torch.rand(1000000, 1000000)"
    wanted = "1,000,000,000,000 elements take 4.0 TB of memory."
    assert editor.rows[0].message == wanted


def test_another_distribution_brings_a_dtype_that_it_can_have(opened: Opened) -> None:
    session, editor = opened("torch.rand(2, 20, dtype=torch.float64)")
    row = editor.rows[0]
    row.make.setFocus()
    for _ in range(4):  # rand, randn, zeros, ones, randint
        QTest.keyClick(row.make, Qt.Key.Key_Down)
    assert line_of(session) == "X = torch.randint(0, 10, (2, 20), dtype=torch.float64)"
    row.dtype.setFocus()
    QTest.keyClick(row.dtype, Qt.Key.Key_Home)
    assert line_of(session) == "X = torch.randint(0, 10, (2, 20))"
    retype(row.high, "1000")
    assert line_of(session) == "X = torch.randint(0, 1000, (2, 20))"
    retype(row.low, "2000")
    assert row.message == "No number is 2000 or more and below 1000."


def test_inputs_are_added_and_removed(opened: Opened) -> None:
    session, editor = opened("torch.rand(2, 20)")
    QTest.mouseClick(editor.add, Qt.MouseButton.LeftButton)
    assert line_of(session) == "X = (torch.rand(2, 20), torch.rand(2, 20))"
    retype(editor.rows[1].shape, "5")
    QTest.mouseClick(editor.rows[0].remove, Qt.MouseButton.LeftButton)
    assert line_of(session) == "X = torch.rand(5)"
    assert not editor.rows[0].remove.isVisible(), "one input is the least"


def test_an_expression_beyond_the_fields_is_edited_as_code(opened: Opened) -> None:
    session, editor = opened("torch.arange(40).reshape(2, 20)")
    assert editor.rows == ()
    field = editor.code.editor
    retype(field, "torch.rand(2, 2")
    assert editor.code.verdict_text.startswith("“torch.rand(2, 2” is not a Python expression")
    QTest.keyClicks(field, "0)")
    assert line_of(session) == "X = torch.rand(2, 20)"
    assert [row.shape.text() for row in editor.rows] == ["2, 20"]
    assert field.hasFocus()


def test_a_file_without_x_gets_one(opened: Opened) -> None:
    session, editor = opened("")
    QTest.mouseClick(editor.form, Qt.MouseButton.LeftButton)
    assert line_of(session) == "X = torch.rand(2, 20)"
    assert [row.shape.text() for row in editor.rows] == ["2, 20"]


def test_the_seed_is_a_line_of_the_file(opened: Opened) -> None:
    session, editor = opened("torch.rand(2, 20)")
    retype(editor.seed.editor, "42")
    assert "torch.manual_seed(42)\nmodel = " in session.state.text
    assert session.history.undoText() == "Seed 4" or session.history.count() == 1
    retype(editor.seed.editor, "-1")
    assert editor.seed.verdict_text == "A seed is a whole number, 0 or more."


def test_escape_closes_the_editor(opened: Opened) -> None:
    _, editor = opened("torch.rand(2, 20)")
    QTest.keyClick(editor.rows[0].shape, Qt.Key.Key_Escape)
    assert not editor.isVisible()
