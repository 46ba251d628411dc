import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from inspector.canvas.view import CanvasView
from inspector.graph.layout.direction import Direction
from tests.canvas.scenes import at, edge, scene
from tests.graph.models import CHIMERA, RESIDUAL
from tests.graph.notation import report

CONSTANT = "/2/matmul():2.rand_weight", "/2/matmul()"
ALONG = "/2/matmul()", "/2/add()"


@pytest.mark.parametrize("direction", Direction)
def test_lines_run_with_the_picture_and_those_of_constants_across(
    direction: Direction, qapp: object
) -> None:
    found = scene(CHIMERA, direction=direction)
    runs_right = direction is Direction.RIGHT
    assert found.is_horizontal(edge(found, *ALONG)) is runs_right
    assert found.is_horizontal(edge(found, *CONSTANT)) is not runs_right


@pytest.mark.parametrize("direction", Direction)
def test_a_curve_leaves_and_arrives_with_the_picture(direction: Direction, qapp: object) -> None:
    found = scene(RESIDUAL, 1, direction)
    path = found.path(edge(found, "input:X", "/add()"))
    along = QPointF(1, 0) if direction is Direction.RIGHT else QPointF(0, 1)
    for share in (0.001, 0.999):
        before, after = path.pointAtPercent(share - 0.001), path.pointAtPercent(share + 0.001)
        step = after - before
        assert QPointF.dotProduct(step, along) > 0.99 * (step.x() ** 2 + step.y() ** 2) ** 0.5


def test_a_view_can_be_turned_before_it_shows_anything(qtbot: QtBot) -> None:
    view = CanvasView()
    qtbot.addWidget(view)
    view.set_direction(Direction.RIGHT)
    view.set_report(report(CHIMERA))
    assert view.scene is not None
    assert view.scene.direction is Direction.RIGHT


def test_which_nodes_are_on_a_path_is_found_once_for_a_path(qapp: object) -> None:
    chimera = scene(CHIMERA)
    path = frozenset({at(chimera, "/1"), at(chimera, "/2")})
    mask = chimera.mask(path)
    assert {node for node, is_on in enumerate(mask.tolist()) if is_on} == path
    assert chimera.mask(path) is mask
    assert not chimera.mask(frozenset()).any()
