from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from inspector.engine.api import trace_file
from inspector.look.theme import LIGHT
from inspector.panels.selection_problems import SelectionProblems
from inspector.report.place import Place
from inspector.session.session import Session
from tests.fakes import session_with

TEXT = """\
import torch
from torch import nn

model = nn.Sequential(nn.Linear(20, 30), nn.ReLU(), nn.Linear(20, 1))
X = torch.rand(2, 20)
"""


def run(session: Session) -> None:
    session.engine.answer(session.state.text, trace_file(session.state.text))


def test_the_problem_of_the_selection_is_cured_where_its_arguments_are(
    tmp_path: Path, qtbot: QtBot
) -> None:
    session = session_with(TEXT, tmp_path)
    run(session)
    shown = SelectionProblems(session, LIGHT)
    qtbot.addWidget(shown)
    session.changed.connect(lambda _before, after: shown.show_state(after))
    session.select(Place("0"))
    assert shown.isHidden()

    session.select(Place("2"))
    buttons = {each.text(): each for each in shown.cards[0].findChildren(QPushButton)}
    buttons["Set in_features=30 in `2` (Linear)"].click()
    assert "nn.ReLU(), nn.Linear(30, 1))" in session.state.text
    assert session.history.count() == 1
    run(session)
    assert shown.isHidden()
