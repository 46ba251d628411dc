from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inspector.look.theme import LIGHT
from inspector.panels.argument_choice import ChoiceLine
from inspector.panels.argument_code_line import CodeLine
from inspector.panels.argument_form import ArgumentForm
from inspector.panels.argument_line import ArgumentLine
from inspector.panels.argument_switch import SwitchLine
from inspector.panels.inspector_pane import InspectorPane
from inspector.report.place import Place
from inspector.session.session import Session
from tests.fakes import session_with
from tests.panels.reports import FIXED_HIDDEN

TEXT = """\
import torch
from torch import nn

model = nn.Sequential(nn.Linear(20, 10), nn.Conv2d(1, 2, 3))
"""


Opened = Callable[[Session, Place], ArgumentForm]


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    """Shows the form of a place in a pane of its own."""
    panes: list[InspectorPane] = []

    def form_of(session: Session, place: Place) -> ArgumentForm:
        pane = InspectorPane(session, LIGHT)
        qtbot.addWidget(pane)
        panes.append(pane)
        pane.resize(300, 700)
        session.select(place)
        pane.show()
        pane.activateWindow()
        return pane.form

    return form_of


def line_of(form: ArgumentForm, name: str) -> ArgumentLine:
    line = form.line(name)
    assert line is not None
    return line


def focus(widget: QWidget, qtbot: QtBot) -> None:
    widget.setFocus()
    qtbot.waitUntil(lambda: widget.hasFocus() or widget.focusWidget() is not None)


def field_of(form: ArgumentForm, name: str, qtbot: QtBot) -> CodeLine:
    """The line edit of an argument, with the focus in it and all its text selected."""
    editor = line_of(form, name).editor
    assert isinstance(editor, CodeLine)
    focus(editor, qtbot)
    editor.selectAll()
    return editor


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return session_with(TEXT, tmp_path)


def test_the_code_changes_as_one_types_and_the_burst_is_one_step(
    session: Session, opened: Opened, qtbot: QtBot
) -> None:
    field = field_of(opened(session, Place("0")), "out_features", qtbot)
    QTest.keyClicks(field, "2")
    assert "nn.Linear(20, 2)," in session.state.text
    QTest.keyClicks(field, "56")
    assert "nn.Linear(20, 256)," in session.state.text
    assert session.history.count() == 1
    assert session.history.undoText() == "Set out_features"
    session.history.undo()
    assert session.state.text == TEXT


def test_the_caret_stays_where_one_types(session: Session, opened: Opened, qtbot: QtBot) -> None:
    field = field_of(opened(session, Place("0")), "out_features", qtbot)
    field.setCursorPosition(1)
    QTest.keyClicks(field, " + 5 *")
    assert field.text() == "1 + 5 *0"
    assert field.cursorPosition() == 7
    assert "nn.Linear(20, 1 + 5 *0)" in session.state.text


def test_a_report_that_arrives_does_not_disturb_an_unfinished_expression(
    session: Session, opened: Opened, qtbot: QtBot
) -> None:
    form = opened(session, Place("0"))
    field = field_of(form, "out_features", qtbot)
    QTest.keyClicks(field, "max(1")
    session.engine.progressed.emit("forward")
    assert field.text() == "max(1"
    assert line_of(form, "out_features").verdict_text == "This is not Python: '(' was never closed."
    assert "nn.Linear(20, max)," in session.state.text, "the last text that was an expression"


def test_a_literal_of_the_wrong_type_is_applied_with_a_hint(
    session: Session, opened: Opened, qtbot: QtBot
) -> None:
    form = opened(session, Place("0"))
    QTest.keyClicks(field_of(form, "out_features", qtbot), '"abc"')
    assert 'nn.Linear(20, "abc")' in session.state.text
    said = line_of(form, "out_features").verdict_text
    assert said == "out_features is usually a whole number, such as 20."


def test_escape_restores_what_the_focus_found(
    session: Session, opened: Opened, qtbot: QtBot
) -> None:
    field = field_of(opened(session, Place("0")), "out_features", qtbot)
    QTest.keyClicks(field, "256")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "10"
    assert session.state.text == TEXT
    assert session.history.count() == 0


def test_enter_selects_all_so_that_the_next_value_replaces_it(
    session: Session, opened: Opened, qtbot: QtBot
) -> None:
    field = field_of(opened(session, Place("0")), "out_features", qtbot)
    QTest.keyClicks(field, "30")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "40")
    assert "nn.Linear(20, 40)" in session.state.text


def test_undo_in_a_field_is_the_undo_of_the_document(
    session: Session, opened: Opened, qtbot: QtBot
) -> None:
    field = field_of(opened(session, Place("0")), "out_features", qtbot)
    QTest.keyClicks(field, "256")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.state.text == TEXT
    assert field.text() == "10"
    QTest.keyClick(field, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "256"


def test_leaving_a_field_with_nonsense_in_it_shows_the_code_again(
    session: Session, opened: Opened, qtbot: QtBot
) -> None:
    form = opened(session, Place("0"))
    field = field_of(form, "out_features", qtbot)
    QTest.keyClicks(field, ")")
    focus(line_of(form, "in_features").editor, qtbot)
    assert field.text() == "10"
    assert line_of(form, "out_features").verdict_text == ""


def test_a_default_is_shown_in_pale_and_an_empty_field_goes_back_to_it(
    session: Session, opened: Opened, qtbot: QtBot
) -> None:
    form = opened(session, Place("0"))
    field = field_of(form, "dtype", qtbot)
    assert (field.text(), field.placeholderText()) == ("", "None")
    QTest.keyClicks(field, "torch.float64")
    assert "nn.Linear(20, 10, dtype=torch.float64)" in session.state.text
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert session.state.text == TEXT


def test_a_required_argument_cannot_be_left_out(
    session: Session, opened: Opened, qtbot: QtBot
) -> None:
    form = opened(session, Place("0"))
    field = field_of(form, "in_features", qtbot)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert session.state.text == TEXT
    said = line_of(form, "in_features").verdict_text
    assert said == "in_features has no default; it must be given."


def test_a_check_box_writes_the_opposite_of_the_default_and_can_be_reset(
    session: Session, opened: Opened, qtbot: QtBot
) -> None:
    switch = line_of(opened(session, Place("0")), "bias").editor
    assert isinstance(switch, SwitchLine)
    assert (switch.box.isChecked(), switch.box.is_default) == (True, True)
    focus(switch.box, qtbot)
    QTest.keyClick(switch.box, Qt.Key.Key_Space)
    assert "nn.Linear(20, 10, bias=False)" in session.state.text
    assert (switch.box.isChecked(), switch.box.is_default) == (False, False)
    QTest.mouseClick(switch.reset, Qt.MouseButton.LeftButton)
    assert session.state.text == TEXT
    assert (switch.box.isChecked(), switch.box.is_default) == (True, True)


def test_a_check_box_gives_way_to_an_expression(
    session: Session, opened: Opened, qtbot: QtBot
) -> None:
    form = opened(session, Place("0"))
    switch = line_of(form, "bias").editor
    assert isinstance(switch, SwitchLine)
    QTest.mouseClick(switch.code, Qt.MouseButton.LeftButton)
    editor = line_of(form, "bias").editor
    assert isinstance(editor, ChoiceLine)
    qtbot.waitUntil(editor.hasFocus)
    QTest.keyClicks(editor, "1 > 0")
    assert "nn.Linear(20, 10, bias=1 > 0)" in session.state.text
    session.history.undo()
    focus(line_of(form, "in_features").editor, qtbot)
    assert isinstance(line_of(form, "bias").editor, SwitchLine)


def test_a_choice_can_be_picked_by_key_and_still_be_any_expression(
    session: Session, opened: Opened, qtbot: QtBot
) -> None:
    form = opened(session, Place("1"))
    editor = line_of(form, "padding_mode").editor
    assert isinstance(editor, ChoiceLine)
    focus(editor, qtbot)
    QTest.keyClick(editor, Qt.Key.Key_Down)
    QTest.keyClick(editor, Qt.Key.Key_Down)
    assert 'nn.Conv2d(1, 2, 3, padding_mode="reflect")' in session.state.text
    editor.line.selectAll()
    QTest.keyClicks(editor, "mode")
    assert "nn.Conv2d(1, 2, 3, padding_mode=mode)" in session.state.text


def test_a_choice_knows_the_keys_of_a_field_too(
    session: Session, opened: Opened, qtbot: QtBot
) -> None:
    editor = line_of(opened(session, Place("1")), "padding_mode").editor
    focus(editor, qtbot)
    QTest.keyClicks(editor, "mode")
    assert "padding_mode=mode)" in session.state.text
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.state.text == TEXT
    QTest.keyClicks(editor, "other")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert session.state.text == TEXT


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_another_class_keeps_the_arguments_that_it_takes_too(
    session: Session, opened: Opened, qtbot: QtBot
) -> None:
    form = opened(session, Place("0"))
    field = form.names["type"].editor
    focus(field, qtbot)
    field.selectAll()
    QTest.keyClicks(field, "nn.LazyLinear")
    assert session.state.text == TEXT, "a name is taken over as a whole"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "nn.Sequential(nn.LazyLinear(10)," in session.state.text
    assert [line.field.name for line in form.lines][:2] == ["out_features", "bias"]


@pytest.fixture
def hidden(tmp_path: Path) -> Session:
    return session_with(FIXED_HIDDEN, tmp_path)


def test_a_renamed_module_stays_selected(hidden: Session, opened: Opened, qtbot: QtBot) -> None:
    form = opened(hidden, Place("0.linear"))
    field = form.names["name"].editor
    focus(field, qtbot)
    field.selectAll()
    QTest.keyClicks(field, "hidden")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert hidden.state.text == FIXED_HIDDEN.replace("self.linear", "self.hidden")
    assert hidden.state.selection == Place("0.hidden")
    assert form.names["name"].editor.text() == "hidden"


def test_a_name_that_cannot_be_is_refused_while_it_is_typed(
    hidden: Session, opened: Opened, qtbot: QtBot
) -> None:
    form = opened(hidden, Place("0.linear"))
    field = form.names["name"].editor
    focus(field, qtbot)
    field.selectAll()
    QTest.keyClicks(field, "rand_weight")
    said = form.names["name"].verdict_text
    assert said == "FixedHiddenMLP has an attribute “rand_weight” already."
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert hidden.state.text == FIXED_HIDDEN


def test_the_class_of_the_file_is_renamed_everywhere(
    hidden: Session, opened: Opened, qtbot: QtBot
) -> None:
    form = opened(hidden, Place("0"))
    field = form.names["class"].editor
    focus(field, qtbot)
    field.selectAll()
    QTest.keyClicks(field, "Hidden")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert hidden.state.text == FIXED_HIDDEN.replace("FixedHiddenMLP", "Hidden")


def step_named(session: Session, name: str) -> Place:
    return next(row.place for row in session.state.rows if row.name == name)


def test_the_code_of_a_step_is_edited_in_place_and_stays_selected(
    hidden: Session, opened: Opened, qtbot: QtBot
) -> None:
    form = opened(hidden, step_named(hidden, "relu"))
    assert form.step is not None
    field = form.step.editor
    assert field.text() == "F.relu(X @ self.rand_weight + 1)"
    assert [line.field.name for line in form.lines] == ["input", "inplace"]
    focus(field, qtbot)
    QTest.keyClick(field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, " * 2")
    assert "X = F.relu(X @ self.rand_weight + 1) * 2\n" in hidden.state.text
    assert form.step is not None
    assert form.step.editor is field, "the field being typed in is not exchanged"
    assert field.hasFocus()
    assert hidden.state.selected is not None
    assert hidden.state.selected.kind == "step"


def test_the_head_of_a_loop_is_edited_and_keeps_its_word(
    hidden: Session, opened: Opened, qtbot: QtBot
) -> None:
    form = opened(hidden, step_named(hidden, "while"))
    assert form.step is not None
    field = form.step.editor
    assert field.text() == "while X.abs().sum() > 1"
    focus(field, qtbot)
    QTest.keyClick(field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, "0")
    assert "while X.abs().sum() > 10:\n" in hidden.state.text
    field.selectAll()
    QTest.keyClicks(field, "for _ in range(3)")
    assert form.step.verdict_text == "It must begin with “while”."
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert hidden.state.text == FIXED_HIDDEN


def test_a_text_that_is_not_python_yet_locks_the_form(
    session: Session, opened: Opened, qtbot: QtBot
) -> None:
    form = opened(session, Place("0"))
    session.type_text(TEXT + "def (", new_burst=True)
    assert not form.isEnabled()
    session.history.undo()
    assert form.isEnabled()
