"""Several selected in the tree and in the picture, by real clicks and keys, and edited together."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from inspector.report.place import Place
from tests.app.conftest import Hand
from tests.edits.editing import class_of, example

PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def nest(hand: Hand) -> Hand:
    hand.open(example("nest_mlp"))
    return hand


def click(hand: Hand, key: str, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    view = hand.contents.tree.view
    QTest.mouseClick(view.viewport(), LEFT, modifiers, hand._row_point(key, 0.5).toPoint())


def press(hand: Hand, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    hand.contents.tree.view.setFocus()
    QTest.keyClick(hand.contents.tree.view, key, modifiers)


def chosen(hand: Hand) -> list[str]:
    return [row.key for row in hand.session.state.chosen]


def shown(hand: Hand) -> set[str]:
    """The keys of the rows that the tree paints as selected."""
    tree = hand.contents.tree
    rows = map(tree._model.row_at, tree.view.selectionModel().selectedRows())
    return {row.key for row in rows if row is not None}


def step(hand: Hand) -> str:
    return hand.session.history.undoText()


def test_rows_of_the_tree_are_chosen_by_shift_and_control(nest: Hand) -> None:
    click(nest, "/net/0")
    click(nest, "/net/2", SHIFT)
    assert chosen(nest) == ["/net/0", "/net/1", "/net/2"]
    click(nest, "/net/1", CONTROL)
    assert chosen(nest) == ["/net/0", "/net/2"]
    assert shown(nest) == {"/net/0", "/net/2"}
    press(nest, Qt.Key.Key_Escape)
    assert len(chosen(nest)) == 1

    click(nest, "/net/0")  # a range begins at what was selected elsewhere since
    nest.session.select(Place("net.1"))
    press(nest, Qt.Key.Key_Down, SHIFT)
    press(nest, Qt.Key.Key_Down, SHIFT)
    assert chosen(nest) == ["/net/1", "/net/2", "/net/3"]
    press(nest, Qt.Key.Key_Up, SHIFT)
    assert chosen(nest) == ["/net/1", "/net/2"]

    click(nest, "/net", CONTROL)  # what lies within another is not selected beside it
    assert chosen(nest) == ["/net"]
    click(nest, "/net/3", CONTROL)
    assert chosen(nest) == ["/net/3"]
    press(nest, Qt.Key.Key_A, CONTROL)
    assert chosen(nest) == ["/net/0", "/net/1", "/net/2", "/net/3"]


def test_every_edit_of_several_is_one_step_with_a_name(nest: Hand) -> None:
    click(nest, "/net/1")
    click(nest, "/net/2", SHIFT)
    for name, title, items in [
        ("duplicate", "Duplicate 2 modules", "LazyLinear ReLU LazyLinear ReLU LazyLinear ReLU"),
        ("remove", "Remove 2 modules", "LazyLinear ReLU LazyLinear ReLU"),
    ]:
        nest.contents.actions[name].trigger()
        assert step(nest) == title
        nest.run()
        assert " ".join(r.type for r in nest.session.state.rows.children("/net")) == items
    nest.session.history.undo()
    nest.session.history.undo()
    assert nest.text == example("nest_mlp")
    click(nest, "/net/1")
    click(nest, "/net/2", SHIFT)
    press(nest, Qt.Key.Key_B, CONTROL)
    assert step(nest) == "Bypass 2 modules"
    assert nest.text.count("nn.Identity(") == 2
    press(nest, Qt.Key.Key_B, CONTROL)
    assert nest.text == example("nest_mlp")
    press(nest, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert chosen(nest) == ["/net/2", "/net/3"]
    assert step(nest) == "Move 2 modules"
    nest.session.history.undo()
    click(nest, "/net/1")
    click(nest, "/net/2", SHIFT)
    nest.contents.actions["wrap_residual"].trigger()
    assert "Residual(nn.ReLU(), nn.LazyLinear(32))" in nest.text
    assert nest.session.state.selection == Place("net.1")


def test_several_are_cut_pasted_and_dragged_in_their_order(nest: Hand) -> None:
    click(nest, "/net/0")
    click(nest, "/net/1", SHIFT)
    press(nest, Qt.Key.Key_X, CONTROL)
    assert QGuiApplication.clipboard().text() == "nn.LazyLinear(64)\nnn.ReLU()\n"
    assert step(nest) == "Cut 2 modules"
    nest.run()
    click(nest, "/net/1")
    press(nest, Qt.Key.Key_V, CONTROL)
    assert step(nest) == "Paste 2 modules"
    assert chosen(nest) == ["/net/2", "/net/3"]
    nest.run()
    rows = nest.session.state.rows.children("/net")
    assert [row.arguments for row in rows] == ["32", "", "64", ""]
    nest.session.history.undo()
    nest.session.history.undo()
    nest.run()
    click(nest, "/net/0")
    click(nest, "/net/1", SHIFT)
    nest.move_row("/net/0", "/net/3", 0.9)
    rows = nest.session.state.rows.children("/net")
    assert [row.arguments for row in rows] == ["32", "", "64", ""]
    assert chosen(nest) == ["/net/2", "/net/3"]


def test_the_inspector_sums_up_and_sets_an_argument_of_all(nest: Hand) -> None:
    click(nest, "/net/0")
    click(nest, "/net/1", SHIFT)
    inspector = nest.contents.inspector
    assert inspector._title.accessibleName() == "2 modules selected"
    assert (
        inspector._kind.text().replace("\u00a0", " ") == "1,344 parameters · from 2 × 20 to 2 × 64"
    )
    assert inspector.form.lines == ()
    click(nest, "/net/1", CONTROL)
    click(nest, "/net/2", CONTROL)
    assert next(line.field.default for line in inspector.form.lines) == "several values"
    inspector.form._on_argument("out_features", "9")
    inspector.form._on_argument("out_features", "96")
    assert nest.text.count("nn.LazyLinear(96)") == 2
    assert chosen(nest) == ["/net/0", "/net/2"]
    assert step(nest) == "Set out_features of 2 modules"
    nest.session.history.undo()
    assert nest.text == example("nest_mlp")


def test_steps_become_a_class(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    hand.open(example("mlp"))
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_keywords: ("Head", True))
    click(hand, "/hidden")
    click(hand, "/#1", SHIFT)
    hand.contents.actions["extract"].trigger()
    assert class_of(hand.text, "Head").endswith("        return F.relu(self.hidden(X))\n")
    assert step(hand) == "Extract Head"
    assert hand.told[-1] == "In a state_dict they are now within “head”."
    assert hand.run().report.failure is None  # type: ignore[union-attr]
