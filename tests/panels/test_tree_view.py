"""How the rows of the tree share its width, and what is told of those that have too little."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from inspector.engine.api import trace_file
from inspector.look.theme import LIGHT
from inspector.panels.tree_model import Column, TreeModel
from inspector.panels.tree_pane import TreePane
from inspector.panels.tree_view import TreeView
from inspector.report.place import Place
from inspector.session.drops import Drops
from tests.fakes import FakeEngine, session_with

READER = """import torch
from torch import nn


class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(9, 16)
        self.lstm = nn.LSTM(16, 16, num_layers=2, batch_first=True)

    def forward(self, X):
        Y, (hidden, cell) = self.lstm(self.embed(X))
        return hidden[-1]


model = Reader()
X = torch.randint(9, (2, 5))
"""


@pytest.fixture
def pane(qtbot: QtBot, tmp_path: Path) -> TreePane:
    session = session_with(READER, tmp_path)
    pane = TreePane(session, Drops(session), LIGHT)
    qtbot.addWidget(pane)
    pane.resize(600, 300)
    pane.show()
    assert isinstance(session.engine, FakeEngine)
    session.engine.answer(READER, trace_file(READER))
    QApplication.processEvents()
    return pane


def cell(view: TreeView, path: str, column: Column) -> QModelIndex:
    model = view.model()
    assert isinstance(model, TreeModel)
    row = model.rows.at(Place(path))
    assert row is not None
    return model.index_of(row.key).siblingAtColumn(column)


def told(view: TreeView, index: QModelIndex) -> str:
    """What the view tells of a cell when the pointer rests there."""
    place = view.visualRect(index).center()
    over = view.viewport().mapToGlobal(place)
    QApplication.sendEvent(view.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, place, over))
    return QToolTip.text()


def test_several_outputs_of_one_row_do_not_take_the_room_of_all_names(pane: TreePane) -> None:
    view = pane.view
    output = str(cell(view, "lstm", Column.OUTPUT).data())
    assert output == "2 × 5 × 16, 2 × 2 × 16"
    wide = view.columnWidth(Column.OUTPUT)
    assert view.fontMetrics().horizontalAdvance("2 × 5 × 16, …") < wide
    assert wide < view.fontMetrics().horizontalAdvance(output)


@pytest.mark.parametrize(
    ("path", "column", "words"),
    [
        ("embed", Column.OUTPUT, ""),
        ("embed", Column.MODULE, ""),
        ("lstm", Column.OUTPUT, "2 × 5 × 16, 2 × 2 × 16"),
        ("lstm", Column.MODULE, "lstm: LSTM(16, 16, num_layers=2, batch_first=True)"),
    ],
)
def test_what_a_cell_has_no_room_for_is_told_and_what_can_be_read_is_not(
    pane: TreePane, path: str, column: Column, words: str
) -> None:
    assert told(pane.view, cell(pane.view, path, column)) == (words and f"<qt>{words}</qt>")
    QToolTip.hideText()
