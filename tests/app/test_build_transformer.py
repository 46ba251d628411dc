"""A transformer from an empty file, by dragging and wiring alone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspector.edits.code import ReplaceCode
from inspector.edits.inputs import SetInput
from inspector.edits.names import RenameClass
from inspector.report.place import Place
from tests.app.conftest import Hand
from tests.app.test_wiring_commands import Drawing, forward
from tests.edits.editing import at


def begin_class(hand: Hand, name: str) -> None:
    """An own class as the model, on a sequence of 7 vectors of 32 numbers."""
    hand.session.apply(SetInput("torch.rand(2, 7, 32)"))
    hand.run()
    hand.drag_to_tree("New class", "")
    hand.session.apply(RenameClass("Block", name))
    hand.run()


def trigger(hand: Hand, path: str, action: str) -> None:
    hand.session.select(Place(path))
    hand.contents.actions[action].trigger()
    hand.run()


def test_an_encoder_is_dragged_and_wired_together_and_repeated(hand: Hand) -> None:
    begin_class(hand, "EncoderBlock")
    for query in ("LayerNorm", "MultiheadAttention"):
        hand.drag_to_tree(query, "0", kind="module")
    hand.drag_to_tree("Residual", "0", kind="container")
    for query in ("LayerNorm", "Linear", "GELU", "Linear"):
        hand.drag_to_tree(query, "0.residual", kind="module")
    hand.set_argument("0.residual.1", "out_features", "128")
    hand.set_argument("0.residual.3", "in_features", "128")
    trigger(hand, "", "unwrap")

    drawing = Drawing(hand)
    QTest.keyClick(drawing.canvas, Qt.Key.Key_1)
    drawing.canvas.look_at(drawing.scene.area.center(), 0.8)
    drawing.draw(drawing.handle("input:X"), drawing.socket("/residual"))
    drawing.choose("Add to X")
    assert forward(hand.text.partition("class EncoderBlock")[2]) == [
        "X_in = X",
        "X = self.norm(X)",
        "X = self.attention(X, X, X, need_weights=False)[0]",
        "X = self.residual(X + X_in)",
        "return X",
    ]

    trigger(hand, "", "wrap_repeat")
    hand.session.apply(ReplaceCode(at(hand.text, "3", hand.text.count("3") - 2), "6"))
    hand.run()
    assert "model = nn.Sequential(*[EncoderBlock() for _ in range(6)])\n" in hand.text
    assert hand.session.state.problems == ()
    assert hand.row("").output == "2 × 7 × 32"
    # By hand: two norms, the four projections of attention, and an MLP of 32 to 128 and back.
    block = 2 * 64 + 4 * (32 * 32 + 32) + (32 * 128 + 128) + (128 * 32 + 32)
    assert hand.row("").parameters == 6 * block


def test_the_key_of_attention_is_wired_apart_from_its_query(hand: Hand) -> None:
    begin_class(hand, "Attention")
    for query in ("LayerNorm", "MultiheadAttention"):
        hand.drag_to_tree(query, "0", kind="module")
    trigger(hand, "", "unwrap")
    drawing = Drawing(hand)
    drawing.canvas.look_at(drawing.scene.area.center(), 0.8)
    drawing.draw(drawing.handle("input:X"), drawing.socket("/attention", 1, 3))
    drawing.choose("Replace key: X")
    assert forward(hand.text) == [
        "X_in = X",
        "X = self.norm(X)",
        "X = self.attention(X, X_in, X, need_weights=False)[0]",
        "return X",
    ]
    assert hand.session.state.problems == ()


def test_a_recurrent_module_hands_its_sequence_on(hand: Hand) -> None:
    begin_class(hand, "Tagger")
    for query in ("LSTM", "Linear"):
        hand.drag_to_tree(query, "0", kind="module")
    assert "        X = self.lstm(X)[0]\n" in hand.text
    assert hand.session.state.problems == ()
    trigger(hand, "0.lstm", "remove")
    assert forward(hand.text) == ["X = self.linear(X)", "return X"]


def test_what_was_put_into_a_class_is_selected_and_the_next_goes_behind_it(hand: Hand) -> None:
    begin_class(hand, "Feeding")
    hand.drag_to_tree("LayerNorm", "0", kind="module")
    assert hand.session.state.selection == Place("0.norm")
    hand.contents.palette_pane.search.setText("GELU")
    QTest.keyClick(hand.contents.palette_pane.search, Qt.Key.Key_Return)
    hand.run()
    assert forward(hand.text) == ["X = self.norm(X)", "X = self.gelu(X)", "return X"]
    assert hand.session.state.selection == Place("0.gelu")
