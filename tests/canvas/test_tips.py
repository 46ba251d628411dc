import pytest
from PySide6.QtCore import QPointF

from inspector.canvas.picture import Picture
from inspector.canvas.tips import tip_at
from inspector.graph.tooltip import Tip
from tests.graph.models import CHIMERA
from tests.graph.notation import report


@pytest.fixture
def picture(qapp: object) -> Picture:
    picture = Picture()
    picture.show(report(CHIMERA))
    return picture


def told(picture: Picture, point: QPointF) -> Tip | None:
    assert picture.scene is not None
    assert picture.index is not None
    found = tip_at(picture.scene, picture.index, point, 1.0)
    assert found is None or found.area.contains(point)
    return found.tip if found is not None else None


def title(picture: Picture, point: QPointF) -> str:
    tip = told(picture, point)
    return tip.title if tip is not None else ""


def box(picture: Picture, key: str) -> tuple[QPointF, QPointF]:
    """The middle of a node and its top left corner."""
    assert picture.scene is not None
    rect = picture.scene.rect(picture.scene.graph.index[key])
    return rect.center(), rect.topLeft()


def test_a_node_and_the_header_of_a_container_are_told_about(picture: Picture) -> None:
    assert title(picture, box(picture, "/1")[0]) == "1"
    assert title(picture, box(picture, "/2/while")[1] + QPointF(60, 12)).startswith("while")


def test_a_line_tells_what_flows_along_it(picture: Picture) -> None:
    assert title(picture, box(picture, "/2/add()")[0] + QPointF(0, 24)) == "+ 1 → relu"


def test_where_a_line_goes_into_a_container_it_is_the_line_that_is_told(picture: Picture) -> None:
    x, y = box(picture, "/2/linear")[0].x(), box(picture, "/2")[1].y()
    assert title(picture, QPointF(x, y + 1)) == "1 → linear"


def test_a_triangle_tells_what_it_does(picture: Picture) -> None:
    assert title(picture, box(picture, "/0")[1] + QPointF(12, 14)) == "Collapse 0"
    picture.toggle("/0")
    tip = told(picture, box(picture, "/0")[1] + QPointF(12, 35))
    assert tip is not None
    assert tip.title == "Expand 0"
    assert tip.rows[0] == ("inside", "net · linear")


def test_beside_everything_and_within_a_container_there_is_nothing_to_tell(
    picture: Picture,
) -> None:
    assert told(picture, QPointF(-50, -50)) is None
    assert picture.scene is not None
    inside = picture.scene.rect(picture.scene.graph.index["/"]).bottomLeft()
    assert told(picture, inside + QPointF(4, -4)) is None
