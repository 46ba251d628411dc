import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspector.canvas import draft
from inspector.canvas.legend import Legend
from inspector.graph.measures import Measure
from tests.app.conftest import Hand
from tests.edits.editing import example


def legend(hand: Hand) -> Legend:
    found = hand.contents.canvas.findChild(Legend)
    assert isinstance(found, Legend)
    return found


def test_the_picture_is_colored_by_key_with_a_legend_until_that_is_closed(hand: Hand) -> None:
    hand.open(example("mlp"))
    canvas, actions = hand.contents.canvas, hand.contents.actions
    assert not legend(hand).isVisible()
    QTest.keyClick(hand.contents.window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert canvas.overlaying.measure is Measure.FLOPS
    assert actions["color_flops"].isChecked()
    assert legend(hand).isVisible()
    assert legend(hand).title.text() == "FLOPs"
    assert hand.contents.picture_settings.measure() is Measure.FLOPS
    legend(hand).close_button.click()
    assert canvas.overlaying.measure is Measure.KIND
    assert actions["color_kind"].isChecked()
    assert not legend(hand).isVisible()


def test_a_legend_of_kinds_is_there_when_asked_for(hand: Hand) -> None:
    hand.open(example("mlp"))
    hand.contents.actions["legend"].trigger()
    rows = [row.text for row in legend(hand).swatches.swatches]
    assert legend(hand).isVisible()
    assert rows == ["Linear, embedding", "Activation", "Container", "Input, output"]
    legend(hand).close_button.click()
    assert not legend(hand).isVisible()
    assert not hand.contents.picture_settings.has_legend()


def test_the_colors_follow_the_picture(hand: Hand) -> None:
    hand.open(example("mlp"))
    hand.contents.actions["color_parameters"].trigger()
    canvas = hand.contents.canvas
    canvas.collapse_all()
    assert canvas.overlaying.overlay is not None
    assert set(canvas.overlaying.overlay.readings) == {"/"}


def test_parameters_are_drawn_when_asked_for(hand: Hand) -> None:
    hand.open(example("mlp"))
    own_tensors = hand.contents.actions["own_tensors"]
    own_tensors.trigger()

    def titles() -> list[str]:
        scene = hand.contents.canvas.scene
        return [node.title for node in scene.graph.nodes] if scene is not None else []

    assert titles().count("weight") == 2
    assert hand.contents.picture_settings.has_own_tensors()
    own_tensors.trigger()
    assert "weight" not in titles()


def test_a_choice_whose_measuring_was_cancelled_is_taken_back_in_the_menu(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.open(example("mlp"))
    canvas, actions = hand.contents.canvas, hand.contents.actions
    monkeypatch.setattr(draft, "_QUICK_CALLS", 0)
    actions["color_time"].trigger()
    assert actions["color_time"].isChecked()
    canvas.cancel()
    assert actions["color_kind"].isChecked()
    assert hand.contents.picture_settings.measure() is Measure.KIND
