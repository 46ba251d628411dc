import pytest
from PySide6.QtCore import QPointF

from inspector.canvas.picture import Picture
from inspector.canvas.under import Under, under
from inspector.report.place import DropTarget, Place
from tests.graph.models import CHIMERA
from tests.graph.notation import report


@pytest.fixture
def picture(qapp: object) -> Picture:
    picture = Picture()
    picture.show(report(CHIMERA))
    return picture


def at(picture: Picture, key: str, dx: float = 0, dy: float = 0) -> Under:
    """What is so far from the top left corner of a node."""
    scene, index = picture.scene, picture.index
    assert scene is not None
    assert index is not None
    point = scene.rect(scene.graph.index[key]).topLeft() + QPointF(dx, dy)
    return under(scene, index, point, 1.0)


def test_of_a_node_one_can_take_its_shape_and_itself(picture: Picture) -> None:
    about = at(picture, "/1", 20, 20)
    assert about.node is not None
    assert about.node.key == "/1"
    assert about.shape == "(2, 20)"
    assert about.text == "LazyLinear(in_features=16, out_features=20, bias=True)"
    assert about.spot is not None
    assert about.spot.target == DropTarget("after", Place("1"))


def test_the_header_and_the_inside_of_a_container_are_the_container(picture: Picture) -> None:
    for dx, dy in ((60, 12), (4, 80)):
        node = at(picture, "/2", dx, dy).node
        assert node is not None
        assert node.key == "/2"


def test_a_line_is_told_by_its_ends_and_what_flows(picture: Picture) -> None:
    assert picture.scene is not None
    rect = picture.scene.rect(picture.scene.graph.index["/2/add()"])
    about = at(picture, "/2/add()", rect.width() / 2, rect.height() + 12)
    assert about.node is None
    assert about.source is not None
    assert about.target is not None
    assert (about.source.key, about.target.key) == ("/2/add()", "/2/relu()")
    assert about.shape == "(2, 20)"
    assert about.spot is not None
    assert about.spot.target.relation == "after"


def test_before_an_input_there_is_nothing_to_insert_but_before_what_reads_it(
    picture: Picture,
) -> None:
    spot = at(picture, "input:X", 20, 10).spot
    assert spot is not None
    assert spot.target == DropTarget("before", Place("0.net.0"))
    assert at(picture, "output:output", 20, 10).spot is None


def test_the_ground_is_beside_the_picture_and_within_the_root(picture: Picture) -> None:
    for key, dx, dy in (("input:X", -200, -10), ("/", 4, 80)):
        about = at(picture, key, dx, dy)
        assert (about.node, about.source) == (None, None)
        assert about.spot is not None
        assert about.spot.target == DropTarget("into", Place(""))
