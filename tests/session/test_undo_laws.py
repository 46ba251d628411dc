"""Undo of everything gives the first text to the byte, whatever was edited."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from tests.edits.anywhere import Anywhere
from tests.edits.idioms import model_files
from tests.fakes import session_with


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(model_files(), st.data())
def test_undoing_all_edits_gives_the_first_text(
    qtbot: QtBot, tmp_path: Path, text: str, data: st.DataObject
) -> None:
    session = session_with(text, tmp_path)
    first = session.state.text
    for _ in range(4):
        session.apply(Anywhere(session.state.text, session.state.outline, data).edit())
    last = session.state.text
    while session.history.canUndo():
        session.history.undo()
    assert session.state.text == first
    while session.history.canRedo():
        session.history.redo()
    assert session.state.text == last
