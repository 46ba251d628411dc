import pytest
from pytestqt.qtbot import QtBot

from inspector.canvas import draft
from inspector.canvas.inks import Inks
from inspector.canvas.paint_nodes import leaf_look
from inspector.canvas.view import CanvasView
from inspector.graph.measures import Measure
from inspector.look.theme import DARK, LIGHT
from tests.graph.models import CHIMERA, chain
from tests.graph.notation import report


@pytest.fixture
def view(qtbot: QtBot) -> CanvasView:
    view = CanvasView()
    view.animated = False
    view.resize(700, 900)
    qtbot.addWidget(view)
    return view


def measured(view: CanvasView) -> set[str]:
    overlay = view.overlaying.overlay
    return set(overlay.readings) if overlay is not None else set()


def test_coloring_moves_nothing(view: CanvasView) -> None:
    view.set_report(report(CHIMERA))
    before = view.scene
    view.overlaying.set_measure(Measure.PARAMETERS)
    assert view.scene is before
    assert "/0/net/0" in measured(view)
    view.overlaying.set_measure(Measure.KIND)
    assert view.overlaying.overlay is None


def test_what_is_expanded_later_is_measured_too(view: CanvasView) -> None:
    view.overlaying.set_measure(Measure.PARAMETERS)
    view.set_report(report(CHIMERA))
    view.expand_to_depth(1)
    assert measured(view) == {"/", "/0", "/1", "/2"}
    view.toggle("/0")
    assert measured(view) == {"/", "/0", "/0/net", "/0/linear", "/1", "/2"}


def test_an_overlay_outlives_the_theme_and_the_model(view: CanvasView) -> None:
    view.set_report(report(CHIMERA))
    view.overlaying.set_measure(Measure.DTYPE)
    view.set_theme(DARK)
    assert view._inks.value(view.scene.graph.nodes[1]) == "float32"  # type: ignore[union-attr]
    view.set_report(None)
    assert measured(view) == set()
    view.set_report(report(chain(2)))
    assert measured(view) == {"input:X", "/", "/0", "/1", "output:output"}


def test_a_large_picture_is_measured_beside_the_window(
    view: CanvasView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.set_report(report(CHIMERA))
    monkeypatch.setattr(draft, "_QUICK_CALLS", 2)
    view.overlaying.set_measure(Measure.PARAMETERS)
    assert view.overlaying.overlay is None
    with qtbot.waitSignal(view.overlaying.changed):
        pass
    assert "/0/net/0" in measured(view)


def test_what_an_overlay_says_is_part_of_how_a_node_looks(view: CanvasView) -> None:
    lines = """
    input X 2x8
    net Net X -> c
      a Linear X -> b 2x8
        parameter weight 100x100
      a Linear b -> c 2x8
    return c
    """
    view.set_report(report(lines))
    view.overlaying.set_measure(Measure.PARAMETERS)
    scene, inks = view.scene, view._inks
    assert scene is not None
    node = scene.graph.index["/a"]
    look = leaf_look(scene, node, (10, 10), inks, 1.0)
    assert leaf_look(scene, node, (10, 10), Inks(LIGHT), 1.0) != look
    assert look == leaf_look(scene, node, (10, 10), inks, 1.0)
