import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QSpinBox

from inspector.panels.tree_delegate import inner_part
from inspector.report.place import Place
from tests.app.conftest import Hand

TEXT = """\
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.linear = nn.Linear(width, width)

    def forward(self, X):
        return self.linear(X)


class Net(nn.Module):
    def __init__(self, depth=3):
        super().__init__()
        self.blocks = nn.Sequential(*[Block() for _ in range(depth)])
        self.tail = nn.Sequential(*[nn.Linear(8, 8) for _ in range(2)])

    def forward(self, X):
        return self.tail(self.blocks(X))


net = Net()
X = torch.rand(2, 8)
"""


def badge(hand: Hand, path: str) -> QPoint:
    """The middle of the badge in the row of a module."""
    view = hand.contents.tree.view
    row = hand.row(path)
    index = view.model().index_of(row.key)  # type: ignore[attr-defined]
    view.scrollTo(index)
    QApplication.processEvents()
    place = view.delegate.badge_place(inner_part(view.visualRect(index)), row, view.font())
    assert not place.isNull()
    return place.center()


def test_a_double_click_on_the_badge_changes_the_number_in_place(hand: Hand) -> None:
    hand.open(TEXT)
    viewport = hand.contents.tree.view.viewport()
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=badge(hand, "blocks.1"))
    (editor,) = viewport.findChildren(QSpinBox)
    assert editor.value() == 3
    editor.setValue(5)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert hand.text == TEXT.replace("depth=3", "depth=5")
    hand.run()
    assert hand.row("blocks.4").repeats == 5
    hand.session.history.undo()
    assert hand.text == TEXT


def test_the_inspector_shows_the_expression_and_steps_the_number(hand: Hand) -> None:
    hand.open(TEXT)
    hand.session.select(Place("blocks.2"))
    line = hand.contents.inspector.form.repeats
    assert line is not None
    assert line.verdict_text == "range(depth)\nthe default of depth in Net, line 15"
    QTest.keyClick(line.editor, Qt.Key.Key_Up)
    assert "depth=4" in hand.text
    assert hand.session.state.selection == Place("blocks.2")
    line.editor.setText("2")
    line.editor.textEdited.emit("2")
    QTest.keyClick(line.editor, Qt.Key.Key_Return)
    assert hand.text == TEXT.replace("depth=3", "depth=2")
    hand.run()
    assert hand.session.state.selection == Place("blocks.0")  # the third is no more


def test_only_one_of_those_that_a_line_makes_is_changed(hand: Hand) -> None:
    hand.open(TEXT)
    hand.session.select(Place("tail.1"))
    alike = hand.contents.inspector.alike
    assert alike.isVisibleTo(hand.contents.inspector)
    alike.alone.click()
    hand.run()
    assert "nn.Sequential(nn.Linear(8, 8), nn.Linear(8, 8))" in hand.text
    hand.set_argument("tail.1", "out_features", "4")
    assert "nn.Sequential(nn.Linear(8, 8), nn.Linear(8, 4))" in hand.text
    assert not alike.isVisibleTo(hand.contents.inspector)


def test_a_part_of_a_class_says_why_it_cannot_be_changed_alone(hand: Hand) -> None:
    hand.open(TEXT)
    hand.session.select(Place("blocks.1.linear"))
    alike = hand.contents.inspector.alike
    assert not alike.alone.isVisibleTo(alike)
    assert alike.reason_text == "Each Block runs this line several times."
    assert hand.contents.tree.view.delegate.alike == hand.row("blocks.0.linear").site


def test_the_menu_asks_for_the_number_of_what_a_container_repeats(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.open(TEXT)
    hand.session.select(Place("tail"))
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_: (7, True))
    hand.contents.actions["change_repeats"].trigger()
    assert hand.text == TEXT.replace("range(2)", "range(7)")


def test_what_is_made_once_has_no_number_to_change(hand: Hand) -> None:
    hand.open(TEXT)
    hand.session.select(Place(""))
    hand.contents.actions["change_repeats"].trigger()
    assert hand.told[-1] == "Select something that is made or done several times."
    assert hand.text == TEXT


def test_the_uses_of_a_class_are_listed_and_its_defaults_edited(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.open(TEXT)
    hand.session.select(Place("blocks.1"))
    line = hand.contents.inspector.own_class
    assert line.uses.text() == "Used 1 ×"
    assert [each.text() for each in line.uses.menu().actions() if each.text()] == [
        "Definition, line 5",
        "17: self.blocks = nn.Sequential(*[Block() for _ in r…",
    ]
    line.uses.menu().actions()[-1].trigger()
    assert hand.contents.code.editor.textCursor().blockNumber() + 1 == 17
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("16", True))
    line.defaults.menu().actions()[0].trigger()
    assert hand.text == TEXT.replace("width=8", "width=16")


def test_what_is_made_in_another_file_leads_to_the_nearest_code(hand: Hand) -> None:
    hand.open(TEXT.replace("nn.Linear(width, width)", "nn.TransformerEncoderLayer(8, 2, 8)"))
    outside = hand.contents.inspector.outside
    hand.session.select(Place("blocks.0.linear"))
    assert not outside.isVisibleTo(hand.contents.inspector)
    hand.session.select(Place("blocks.0.linear.linear1"))
    assert outside.isVisibleTo(hand.contents.inspector)
    outside.go.click()
    assert hand.contents.code.editor.textCursor().blockNumber() + 1 == 8
