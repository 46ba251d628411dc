"""The chapter's models, composed in the whole window by real drags."""

import pytest
from PySide6.QtCore import QPointF, Qt

from inspector.edits.code import ReplaceCode
from inspector.edits.names import RenameClass
from inspector.graph.rows import Row
from tests.app.conftest import Hand
from tests.edits.editing import class_of

CONTROL = Qt.KeyboardModifier.ControlModifier


def outputs(hand: Hand) -> list[str]:
    return [row.output for row in hand.session.state.rows]


def test_net_is_dragged_together_in_the_tree_and_on_the_picture(hand: Hand) -> None:
    hand.drag_to_tree("LazyLinear", "")
    hand.set_argument("0", "out_features", "256")
    hand.drag_to_tree("ReLU", "0", part=0.9, kind="module")
    hand.drag_to_canvas("LazyLinear", QPointF(20, 20))
    hand.set_argument("2", "out_features", "10")
    assert "nn.Sequential(nn.LazyLinear(256), nn.ReLU(), nn.LazyLinear(10))" in hand.text
    assert outputs(hand) == ["2 × 10", "2 × 256", "2 × 256", "2 × 10"]
    root = hand.row("")
    assert root.parameters == 20 * 256 + 256 + 256 * 10 + 10


def test_siblings_change_places_and_children_their_parents(hand: Hand) -> None:
    hand.open(hand.text.replace("()", "(nn.Flatten(), nn.Tanh(), nn.Sequential())", 1))
    hand.move_row("/0", "/1", part=0.9)
    assert "nn.Sequential(nn.Tanh(), nn.Flatten(), nn.Sequential())" in hand.text
    hand.move_row("/0", "/2", part=0.5)
    assert "nn.Sequential(nn.Flatten(), nn.Sequential(nn.Tanh()))" in hand.text
    hand.session.history.undo()
    hand.session.history.undo()
    assert "nn.Sequential(nn.Flatten(), nn.Tanh(), nn.Sequential())" in hand.text


def test_mlp_is_dragged_together_in_a_class_of_its_own(hand: Hand) -> None:
    hand.drag_to_tree("New class", "")
    hand.session.apply(RenameClass("Block", "MLP"))
    hand.run()
    hand.drag_to_tree("LazyLinear", "0")
    hand.drag_to_tree("relu", "0", kind="function")
    hand.drag_to_tree("LazyLinear", "0")
    assert (
        class_of(hand.text, "MLP")
        == """\
class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.LazyLinear(32)
        self.linear2 = nn.LazyLinear(32)

    def forward(self, X):
        X = self.linear(X)
        X = F.relu(X)
        X = self.linear2(X)
        return X
"""
    )
    assert hand.session.state.problems == ()


def compose_nest_mlp(hand: Hand, path: str) -> None:
    hand.drag_to_tree("Sequential", path, kind="container")
    inner = f"{path}.sequential"
    for query in ("LazyLinear", "ReLU", "LazyLinear", "ReLU"):
        hand.drag_to_tree(query, inner, kind="module")
    hand.set_argument(f"{inner}.0", "out_features", "64")
    hand.set_argument(f"{inner}.2", "out_features", "32")
    hand.drag_to_tree("LazyLinear", path)
    hand.set_argument(f"{path}.linear", "out_features", "16")


def compose_fixed_hidden_mlp(hand: Hand, path: str) -> None:
    hand.drag_to_tree("LazyLinear", path)
    hand.set_argument(f"{path}.linear", "out_features", "20")
    hand.drag_to_tree("constant", path)
    hand.drag_to_tree("matmul", path, kind="function")
    product = step(hand, "matmul", "@")
    assert product.site is not None
    hand.session.apply(ReplaceCode(product.site, "X @ self.rand_weight + 1"))
    hand.run()
    hand.drag_to_tree("relu", path, kind="function")
    key = hand.row(f"{path}.linear").key
    hand.move_row(key, hand.row(path).key, part=0.5, modifiers=CONTROL)
    hand.drag_to_tree("while", path)
    hand.drag_to_tree("sum", path, kind="function")
    total = step(hand, "sum")
    assert total.site is not None
    hand.session.apply(ReplaceCode(total.site, "X.sum()"))
    hand.run()


def step(hand: Hand, *names: str) -> Row:
    return next(row for row in hand.session.state.rows if row.name in names)


def test_chimera_is_dragged_together_as_the_readme_says(hand: Hand) -> None:
    hand.drag_to_tree("New class", "")
    hand.session.apply(RenameClass("Block", "NestMLP"))
    hand.run()
    compose_nest_mlp(hand, "0")
    hand.drag_to_tree("LazyLinear", "")
    hand.set_argument("1", "out_features", "20")
    hand.drag_to_tree("New class", "")
    hand.session.apply(RenameClass("Block", "FixedHiddenMLP"))
    hand.run()
    compose_fixed_hidden_mlp(hand, "2")
    assert hand.session.state.problems == ()
    assert "model = nn.Sequential(NestMLP(), nn.LazyLinear(20), FixedHiddenMLP())" in hand.text
    # By hand: 1344 + 2080 + 528 in NestMLP, 340, and 420 for the one linear that is called twice.
    assert [hand.row(path).parameters for path in ("0", "1", "2", "")] == [3952, 340, 420, 4712]
    linear = hand.row("2.linear")
    assert (linear.calls, linear.output) == (2, "2 × 20")
    assert step(hand, "while").output.startswith("× ")
    assert hand.row("").output == "scalar"


def test_two_networks_side_by_side_and_repeated_blocks(hand: Hand) -> None:
    hand.drag_to_tree("Parallel", "")
    hand.drag_to_tree("LazyLinear", "0")
    hand.drag_to_tree("LazyLinear", "0")
    hand.set_argument("0.1", "out_features", "8")
    hand.drag_to_tree("Repeat", "")
    hand.drag_to_tree("Linear", "1.0", kind="module")
    assert outputs(hand)[1] == "2 × 40"
    assert hand.row("1.0.0").instances == 3
    assert hand.row("1").parameters == 3 * (40 * 40 + 40)


def test_a_drop_that_cannot_be_is_refused_and_says_why(hand: Hand) -> None:
    before = hand.text
    hand.drag_to_tree("relu", "", kind="function")
    assert hand.text == before
    assert any("belongs into the forward" in sentence for sentence in hand.told)


@pytest.mark.parametrize("query", ["Residual", "New class", "MySequential", "FixedHiddenMLP"])
def test_parts_that_bring_a_class_run_where_they_are_dropped(hand: Hand, query: str) -> None:
    hand.drag_to_tree(query, "")
    assert hand.session.state.report is not None
    assert hand.session.state.report.failure is None


def test_on_the_picture_a_drop_stays_in_the_branch_and_a_node_is_moved_by_its_upper_part(
    hand: Hand,
) -> None:
    hand.drag_to_tree("Parallel", "")
    hand.drag_to_tree("LazyLinear", "0")
    hand.drag_to_tree("LazyLinear", "0")
    canvas = hand.contents.canvas
    canvas.expand_all()

    def place(key: str, dy: float) -> QPointF:
        assert canvas.scene is not None
        middle = canvas.scene.rect(canvas.scene.graph.index[key]).center()
        return canvas.to_view(middle + QPointF(0, dy))

    hand.drag_to_canvas("ReLU", place("/0/1", 12), kind="module")
    assert "Parallel(nn.LazyLinear(32), nn.Sequential(nn.LazyLinear(32), nn.ReLU()))" in hand.text
    canvas.expand_all()
    hand.drag_to_canvas("Tanh", place("/0/1/1", -11), kind="module")
    written = " ".join(hand.text.split())
    assert "nn.Sequential(nn.LazyLinear(32), nn.Tanh(), nn.ReLU())" in written
    assert hand.session.state.problems == ()
