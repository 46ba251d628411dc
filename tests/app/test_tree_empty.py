"""A file in which no model is chosen yet: the tree says what to do, and lets it be done."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from inspector.panels.model_picker import ModelPicker
from tests.app.conftest import Hand
from tests.dragging import drag

TWO = """import torch
from torch import nn

class A(nn.Linear):
    def __init__(self):
        super().__init__(2, 2)

class B(A):
    pass

X = torch.rand(2, 2)
"""


def test_a_file_with_several_models_lets_one_be_chosen_from_the_empty_tree(hand: Hand) -> None:
    hand.open(TWO)
    empty = hand.contents.tree.empty
    assert empty.text.text() == "More than one thing in this file\ncould be the model."
    QTest.mouseClick(empty.choose, Qt.MouseButton.LeftButton)
    (picker,) = hand.contents.window.findChildren(ModelPicker)
    assert picker.isVisible()
    picker.hide()
    hand.session.set_expression("B()")
    assert not empty.choose.isVisible()
    assert hand.contents.toolbar.model_button.text() == "B()  ▾"


def test_what_a_run_would_take_stands_in_the_tree_before_it(hand: Hand) -> None:
    hand.session.open(TWO.replace("class B(A):\n    pass\n", ""), hand.session.state.document)
    assert hand.session.state.shown is None
    assert [row.name for row in hand.session.state.rows] == ["A()"]
    assert hand.contents.toolbar.model_button.text() == "A()  ▾"


def test_a_drop_goes_through_the_words_over_the_empty_tree(hand: Hand) -> None:
    hand.open("import torch\nfrom torch import nn\n")
    assert hand.contents.tree.empty.text.isVisible()
    view = hand.contents.tree.view.viewport()
    source, start = hand._palette_entry("Linear", "module")
    drag(source, start, view, QPointF(view.rect().center()))
    assert "model = nn.Sequential(nn.Linear(" in hand.text
