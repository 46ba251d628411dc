from tests.app.conftest import Hand
from tests.edits.editing import example


def test_back_and_forward_are_offered_only_where_there_is_somewhere_to_go(hand: Hand) -> None:
    hand.open(example("mlp"))
    canvas, actions, qtbot = hand.contents.canvas, hand.contents.actions, hand.qtbot

    def offered() -> tuple[bool, bool]:
        return actions["back"].isEnabled(), actions["forward"].isEnabled()

    canvas.expand_all()
    qtbot.waitUntil(lambda: canvas._trail._at == 0)
    assert offered() == (False, False)
    canvas.collapse_all()
    qtbot.waitUntil(lambda: canvas._trail._at == 1)
    assert offered() == (True, False)
    actions["back"].trigger()
    assert offered() == (False, True)
    actions["forward"].trigger()
    assert offered() == (True, False)
    canvas.set_report(None)
    assert offered() == (False, False)
