from inspector.graph.layout.direction import Direction
from tests.app.conftest import Hand
from tests.graph.models import CHIMERA
from tests.graph.notation import report


def test_the_picture_is_turned_and_that_is_remembered(hand: Hand) -> None:
    contents = hand.contents
    contents.canvas.set_report(report(CHIMERA))
    contents.actions["to_the_right"].trigger()
    scene = contents.canvas.scene
    assert scene is not None
    assert scene.direction is Direction.RIGHT
    assert scene.area.width() > scene.area.height()
    assert contents.picture_settings.runs_to_the_right()
    contents.actions["to_the_right"].trigger()
    assert contents.canvas.scene is not None
    assert contents.canvas.scene.direction is Direction.DOWN
    assert not contents.picture_settings.runs_to_the_right()
