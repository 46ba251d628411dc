import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from inspector.canvas.hit import pill_rect
from inspector.canvas.view import CanvasView
from inspector.report.place import Place
from tests.graph.models import BLOCKS, GROWING, sequence
from tests.graph.notation import report

KEPT = """
input X 2x20
net Net X -> x4
  l0 Layer X -> x1
    parameter scale 20
    linear Linear X -> y0 2x20
      parameter weight 20x20
    child spare ReLU()
    tanh() y0 -> x1 2x20
  l1 Layer x1 -> x2
    parameter scale 20
    linear Linear x1 -> y1 2x20
      parameter weight 20x20
    child spare ReLU()
    tanh() y1 -> x2 2x20
  l2 Layer x2 -> x3
    parameter scale 20
    linear Linear x2 -> y2 2x20
      parameter weight 20x20
    child spare ReLU()
    tanh() y2 -> x3 2x20
  norm Norm x3 -> x4 2x20
return x4
"""
"""Equal layers, each with a parameter of its own and a module that it never calls."""


@pytest.fixture
def chain(view: CanvasView) -> CanvasView:
    view.set_report(report(sequence("Tanh", *["Linear(20)"] * 6, "ReLU")))
    return view


def titles(view: CanvasView) -> list[str]:
    assert view.scene is not None
    return [node.title for node in view.scene.graph.nodes if node.parent == "/"]


def selected(view: CanvasView) -> list[str]:
    assert view.scene is not None
    return [view.scene.graph.nodes[node].title for node in view._selection.nodes]


def on_pill(view: CanvasView, key: str, share: float = 0.5) -> QPointF:
    """Where in the widget the badge of a node is, counted from its left."""
    assert view.scene is not None
    pill = pill_rect(view.scene, view.scene.graph.index[key])
    assert pill is not None
    return view.to_view(QPointF(pill.left() + share * pill.width(), pill.center().y()))


def press(view: CanvasView, key: Qt.Key, shift: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(view, key, modifier)


def test_a_double_click_on_the_count_unfolds_and_a_key_folds_again(chain: CanvasView) -> None:
    assert titles(chain) == ["m0", "m1 … m6", "m7"]
    place = on_pill(chain, "/m1").toPoint()
    QTest.mouseDClick(chain, Qt.MouseButton.LeftButton, pos=place)
    assert titles(chain) == [f"m{n}" for n in range(8)]
    chain.select(Place("m4"))
    assert chain.can_fold("/m4")
    assert not chain.can_fold("/m0")
    press(chain, Qt.Key.Key_U)
    assert titles(chain) == ["m0", "m1 … m6", "m7"]
    assert not chain.can_fold("/m1")


def test_a_place_within_a_run_selects_the_node_of_the_run(chain: CanvasView) -> None:
    chain.select(Place("m5"))
    assert selected(chain) == ["m1 … m6"]


def test_the_selected_member_is_taken_out_of_its_run(chain: CanvasView) -> None:
    chain.select(Place("m4"))
    press(chain, Qt.Key.Key_U, shift=True)
    assert titles(chain) == ["m0", "m1 … m3", "m4", "m5", "m6", "m7"]
    assert selected(chain) == ["m4"]
    chain.fold("/m4")
    assert titles(chain) == ["m0", "m1 … m6", "m7"]


def test_the_first_is_taken_out_if_no_other_is_selected(chain: CanvasView) -> None:
    chain.unfold_one("/m1")
    assert titles(chain) == ["m0", "m1", "m2 … m6", "m7"]


def test_within_an_open_run_a_member_that_is_not_drawn_selects_the_frame(view: CanvasView) -> None:
    view.set_report(report(BLOCKS))
    view.expand_all()
    view.select(Place("l2"))
    assert selected(view) == ["l0 … l2"]
    view.select(Place("l2.linear"))
    assert selected(view) == ["linear"]


def test_nothing_is_folded_if_that_is_not_wanted_also_not_in_the_next_model(
    chain: CanvasView,
) -> None:
    chain.folds_repeats = False
    assert titles(chain) == [f"m{n}" for n in range(8)]
    chain.set_report(None)
    chain.set_report(report(sequence(*["Linear(20)"] * 3)))
    assert titles(chain) == ["m0", "m1", "m2"]


def test_what_was_unfolded_stays_so_in_the_next_report(chain: CanvasView) -> None:
    chain.unfold("/m1")
    chain.set_report(report(sequence("Tanh", *["Linear(20)"] * 7)))
    assert titles(chain) == [f"m{n}" for n in range(8)]


def trip(view: CanvasView) -> int:
    assert view.scene is not None
    return view.scene.graph.nodes[view.scene.graph.index["/for"]].trip


def test_the_arrows_in_the_header_of_a_loop_turn_to_other_trips(view: CanvasView) -> None:
    view.set_report(report(GROWING))
    for share, now in ((0.9, 2), (0.9, 3), (0.9, 3), (0.1, 2)):
        QTest.mouseClick(
            view, Qt.MouseButton.LeftButton, pos=on_pill(view, "/for", share).toPoint()
        )
        assert trip(view) == now
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=on_pill(view, "/for", 0.1).toPoint())
    assert trip(view) == 1


def test_keys_turn_the_loop_around_the_selection_which_stays(view: CanvasView) -> None:
    view.set_report(report(GROWING))
    assert view.scene is not None
    view.choose(view.scene.graph.index["/for/cat()"])
    press(view, Qt.Key.Key_BracketRight)
    assert trip(view) == 2
    assert selected(view) == ["cat"]
    press(view, Qt.Key.Key_BracketLeft)
    assert trip(view) == 1


def test_a_fold_is_not_dragged_before_it_is_unfolded(chain: CanvasView) -> None:
    said: list[str] = []
    chain.message.connect(said.append)
    assert chain.scene is not None
    assert chain.drag_node(chain.scene.graph.index["/m1"], QPointF())
    assert said == ["These are 6: unfold them first, then drag one."]


def test_what_an_open_fold_hides_is_highlighted_at_what_is_drawn_in_its_place(
    view: CanvasView,
) -> None:
    view.set_report(report(KEPT))
    view.expand_all()
    assert titles(view) == ["l0 … l2", "norm"]
    for path in ("l2", "l2.scale", "l0.scale", "l2.spare"):
        view.select(Place(path))
        assert selected(view) == ["l0 … l2"], path
    for path in ("l1.linear", "l1.linear.weight", "l0.linear.weight"):
        view.select(Place(path))
        assert selected(view) == ["linear"], path
    view.unfold("/l0")
    view.select(Place("l2.scale"))
    assert selected(view) == []
