"""Cut, copy, paste and the rewriting of the selection, by their keys and menu entries."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from inspector.report.place import Place
from inspector.resource_files import resource
from tests.app.conftest import Hand
from tests.edits.editing import example

CONTROL = Qt.KeyboardModifier.ControlModifier


def press(hand: Hand, key: Qt.Key) -> None:
    """A key with Ctrl while the tree has the focus."""
    hand.contents.tree.view.setFocus()
    QTest.keyClick(hand.contents.tree.view, key, CONTROL)


def answer(monkeypatch: pytest.MonkeyPatch, *texts: str) -> None:
    """What the user types into the questions to come, one after the other."""
    waiting = list(texts)

    def next_answer(*_args: object, **_keywords: object) -> tuple[str, bool]:
        return waiting.pop(0), True

    monkeypatch.setattr(QInputDialog, "getText", next_answer)
    monkeypatch.setattr(QInputDialog, "getItem", next_answer)


def test_a_module_is_copied_and_pasted_as_python(hand: Hand) -> None:
    hand.open(example("net"))
    hand.session.select(Place("1"))
    press(hand, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "nn.ReLU()\n"
    hand.session.select(Place("2"))
    press(hand, Qt.Key.Key_V)
    assert "nn.LazyLinear(10), nn.ReLU())" in hand.text
    assert hand.session.history.undoText() == "Paste ReLU"
    assert hand.session.state.selection == Place("3")


def test_what_is_cut_is_gone_and_can_be_pasted_elsewhere(hand: Hand) -> None:
    hand.open(example("net"))
    hand.session.select(Place("0"))
    press(hand, Qt.Key.Key_X)
    assert "nn.Sequential(nn.ReLU(), nn.LazyLinear(10))" in hand.text
    assert hand.session.history.undoText() == "Cut 0"
    hand.session.select(Place("1"))
    press(hand, Qt.Key.Key_V)
    assert "nn.Sequential(nn.ReLU(), nn.LazyLinear(10), nn.LazyLinear(256))" in hand.text


def test_pasting_what_is_no_python_says_so_and_changes_nothing(hand: Hand) -> None:
    hand.open(example("net"))
    said: list[str] = []
    hand.session.told.connect(said.append)
    QGuiApplication.clipboard().setText("three little words")
    press(hand, Qt.Key.Key_V)
    assert "no Python" in said[-1]
    assert hand.text == example("net")


def test_a_module_is_bypassed_and_enabled_by_the_same_key(hand: Hand) -> None:
    hand.open(example("net"))
    hand.session.select(Place("1"))
    press(hand, Qt.Key.Key_B)
    assert "nn.Identity(nn.ReLU())" in hand.text
    assert hand.contents.actions["bypass"].text() == "&Enable"
    press(hand, Qt.Key.Key_B)
    assert hand.text == example("net")
    assert hand.contents.actions["bypass"].text() == "&Bypass"


def test_a_class_is_extracted_and_inlined_again(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.open(example("net"))
    hand.session.select(Place(""))
    answer(monkeypatch, "Head")
    hand.contents.actions["extract"].trigger()
    assert "class Head(nn.Sequential):" in hand.text
    assert "net = Head()" in hand.text
    hand.session.select(Place(""))
    hand.contents.actions["inline"].trigger()
    assert hand.text.split() == example("net").split()


def test_a_shared_module_is_used_again_and_unshared(hand: Hand) -> None:
    hand.open(example("net"))
    hand.session.select(Place("2"))
    hand.contents.actions["use_again"].trigger()
    assert "linear = nn.LazyLinear(10)\n" in hand.text
    assert "nn.ReLU(), linear, linear)" in hand.text


def test_a_number_becomes_an_argument_of_the_class(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.open(example("mlp"))
    hand.session.select(Place("hidden"))
    answer(monkeypatch, "out_features = 256", "num_hiddens")
    hand.contents.actions["make_argument"].trigger()
    assert "def __init__(self, num_hiddens=256):" in hand.text
    assert "nn.LazyLinear(num_hiddens)" in hand.text


def test_a_constant_becomes_a_buffer_and_a_parameter_from_the_menu(hand: Hand) -> None:
    hand.open(example("fixed_hidden_mlp"))
    for kind, line in (
        ("buffer", 'self.register_buffer("rand_weight", torch.rand((20, 20)))'),
        ("parameter", "self.rand_weight = nn.Parameter(torch.rand((20, 20)))"),
    ):
        row = next(row for row in hand.session.state.rows if row.name == "rand_weight")
        hand.session.select(row.place)
        hand.contents.actions[f"make_{kind}"].trigger()
        assert line in hand.text
        row = next(row for row in hand.session.state.rows if row.name == "rand_weight")
        assert row.type == kind
        hand.session.select(row.place)
        assert not hand.contents.actions[f"make_{kind}"].isEnabled()


def test_what_is_written_out_among_others_tells_of_its_new_names(hand: Hand) -> None:
    gpt = resource("templates", "gpt.py").read_text(encoding="utf-8")
    hand.open(gpt.replace("*[GPTBlock(width, num_heads) for _ in range(depth)]", "GPTBlock(64, 4)"))
    said: list[str] = []
    hand.session.told.connect(said.append)
    hand.session.select(Place("blocks.0.attention"))
    hand.contents.actions["inline"].trigger()
    assert "self.attention_qkv = nn.Linear(width, 3 * width)\n" in hand.text
    assert said[-1].startswith("The parameters of attention are called attention_… now")


def test_a_template_begins_a_new_document(hand: Hand) -> None:
    menu = hand.contents.actions.menus["templates"]
    (lenet,) = [action for action in menu.actions() if action.text() == "LeNet"]
    lenet.trigger()
    assert "class LeNet(nn.Module):" in hand.text
    assert not hand.session.state.foreign


def test_f12_goes_to_the_class_of_a_module_and_else_to_where_it_is_made(hand: Hand) -> None:
    hand.open(example("nest_mlp"))
    tree, editor = hand.contents.tree.view, hand.contents.code.editor
    for path, line in (("", "class NestMLP(nn.Module):"), ("linear", "nn.LazyLinear(16)")):
        hand.session.select(Place(path))
        tree.setFocus()
        QTest.keyClick(tree, Qt.Key.Key_F12)
        assert editor.hasFocus()
        assert line in editor.textCursor().block().text()
