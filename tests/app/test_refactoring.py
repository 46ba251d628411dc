"""Cut, copy, paste and the rewriting of the selection, by their keys and menu entries."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from inspector.report.place import Place
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
