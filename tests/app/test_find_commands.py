"""Find in Model, as one does it: keys typed into the field of the toolbar."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspector.app.find_commands import fits
from inspector.app.search_field import SearchField
from inspector.report.place import Place
from tests.app.conftest import Hand
from tests.edits.editing import example

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def field(hand: Hand) -> SearchField:
    """The field, found by its key, over the chapter's chimera with everything closed."""
    hand.open(example("chimera"))
    hand.contents.canvas.collapse_all()
    QTest.keyClick(hand.contents.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    found = hand.contents.toolbar.search
    assert found.hasFocus()
    return found


def keys(hand: Hand) -> set[str]:
    scene = hand.contents.canvas.scene
    assert scene is not None
    return {node.key for node in scene.graph.nodes}


def await_count(hand: Hand, field: SearchField, text: str) -> None:
    hand.qtbot.waitUntil(lambda: field.count == text)


def test_typing_opens_and_selects_the_first_hit_and_enter_goes_on(
    hand: Hand, field: SearchField
) -> None:
    QTest.keyClicks(field, "ReLU")
    await_count(hand, field, "1 of 3")
    assert hand.session.state.selection == Place("0.net.1")
    assert "/0/net/1" in keys(hand)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert hand.session.state.selection == Place("0.net.3")
    assert field.count == "2 of 3"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "/2/relu()" in keys(hand)
    assert "/0/net/1" not in keys(hand)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.count == "1 of 3"
    QTest.keyClick(field, Qt.Key.Key_Return, SHIFT)
    assert field.count == "3 of 3"
    QTest.keyClick(hand.contents.window, Qt.Key.Key_F3, SHIFT)
    assert field.count == "2 of 3"


def test_escape_gives_back_what_was_open_and_selected(hand: Hand, field: SearchField) -> None:
    before = keys(hand)
    QTest.keyClicks(field, "matmul")
    await_count(hand, field, "1 of 1")
    assert "/2/matmul()" in keys(hand)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert keys(hand) == before
    assert hand.session.state.selection is None
    assert field.text() == ""
    assert hand.contents.canvas.hasFocus()


def test_what_one_did_with_a_hit_stays_when_the_search_ends(hand: Hand, field: SearchField) -> None:
    QTest.keyClicks(field, "matmul")
    await_count(hand, field, "1 of 1")
    canvas = hand.contents.canvas
    assert canvas.scene is not None
    middle = canvas.to_view(canvas.scene.rect(canvas.scene.graph.index["/2/relu()"]).center())
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=middle.toPoint())
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert "/2/matmul()" in keys(hand)
    assert canvas.current == canvas.scene.graph.index["/2/relu()"]


def test_what_one_opened_meanwhile_stays_open_when_the_search_ends(
    hand: Hand, field: SearchField
) -> None:
    QTest.keyClicks(field, "matmul")
    await_count(hand, field, "1 of 1")
    hand.contents.canvas.toggle("/0")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert {"/0/net", "/2/matmul()"} <= keys(hand)


def test_a_constant_is_found_where_it_is_read(hand: Hand, field: SearchField) -> None:
    QTest.keyClicks(field, "rand_weight")
    await_count(hand, field, "1 of 1")
    assert hand.session.state.selection == Place("2.rand_weight")
    assert "/2/matmul():2.rand_weight" in keys(hand)


def test_hits_that_are_hidden_are_counted_where_they_are(hand: Hand, field: SearchField) -> None:
    QTest.keyClicks(field, "ReLU")
    await_count(hand, field, "1 of 3")
    canvas = hand.contents.canvas
    canvas.expand_to_depth(1)

    def counts() -> dict[str, int]:
        found, scene = canvas.finding.found, canvas.scene
        assert found is not None
        assert scene is not None
        return {scene.graph.nodes[node].key: count for node, count in found.hidden.items()}

    hand.qtbot.waitUntil(lambda: counts() == {"/0": 2, "/2": 1})


def test_when_nothing_fits_that_is_said_with_what_could_be_tried(
    hand: Hand, field: SearchField
) -> None:
    QTest.keyClicks(field, "qqq")
    await_count(hand, field, "nothing")
    assert hand.told[-1].startswith("Nothing in the model fits “qqq”. Try")


def test_before_the_model_has_run_its_rows_are_found(hand: Hand) -> None:
    hand.session.open(example("chimera"), hand.session.state.document)
    field = hand.contents.toolbar.search
    field.setFocus()
    QTest.keyClicks(field, "relu")
    assert field.count == "1 of 3"
    assert hand.session.state.selection == Place("0.net.1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert hand.session.state.selection == Place("0.net.3")
    assert fits(hand.row("0.net.0"), "64 lazy")
    assert not fits(hand.row("0.net.0"), "")


def test_a_hit_among_folded_equals_is_taken_out_of_them(hand: Hand) -> None:
    hand.open(
        "import torch\nfrom torch import nn\n\n"
        "model = nn.Sequential(*[nn.Sequential(nn.Linear(8, 8), nn.ReLU()) for _ in range(9)])\n"
        "X = torch.rand(2, 8)\n"
    )
    folded = keys(hand)
    assert "/4" not in folded
    field = hand.contents.toolbar.search
    field.setFocus()
    QTest.keyClicks(field, "4 relu")
    await_count(hand, field, "1 of 1")
    assert "/4/1" in keys(hand)
    assert hand.session.state.selection == Place("4.1")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert keys(hand) == folded


def test_back_and_forward_and_the_minimap_are_in_the_menu(hand: Hand) -> None:
    hand.open(example("chimera"))
    contents = hand.contents
    contents.canvas.choose(1)
    hand.qtbot.waitUntil(lambda: contents.canvas._trail._at >= 0)
    hand.session.select(Place("1"))
    hand.qtbot.waitUntil(contents.actions["back"].isEnabled)
    QTest.keyClick(contents.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert hand.session.state.selection == Place("")
    QTest.keyClick(contents.window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert hand.session.state.selection == Place("1")
    contents.actions["minimap"].trigger()
    assert not contents.canvas.minimap.is_wanted
    assert not contents.picture_settings.minimap()
