import pytest
from PySide6.QtCore import QPointF

from inspector.canvas.scene import Scene
from inspector.canvas.spots import Spot, spot_at
from inspector.report.place import DropTarget, Place
from tests.canvas.scenes import at, edge, scene
from tests.graph.models import CHIMERA, PARALLEL


@pytest.fixture
def chimera(qapp: object) -> Scene:
    return scene(CHIMERA)


def on_node(scene: Scene, key: str) -> Spot:
    return spot_at(scene, scene.rect(at(scene, key)).center(), 1.0)


def below(scene: Scene, source: str, target: str, key: str) -> DropTarget:
    """The target of a drop on the line from source to target, just below a node."""
    (x, _), *_ = scene.route(edge(scene, source, target))
    return spot_at(scene, QPointF(x, scene.box(at(scene, key)).bottom + 9), 1.0).target


def test_on_a_leaf_means_after_it(chimera: Scene) -> None:
    spot = on_node(chimera, "/1")
    assert spot.target == DropTarget("after", Place("1"))
    assert spot.bar is not None
    assert spot.bar.top() > chimera.rect(at(chimera, "/1")).bottom()


def test_between_two_nodes_of_a_container_means_after_the_upper_one(chimera: Scene) -> None:
    assert below(chimera, "/0/net/0", "/0/net/1", "/0/net/0") == DropTarget(
        "after", Place("0.net.0")
    )


def test_on_a_line_through_several_levels_the_level_counts(chimera: Scene) -> None:
    assert below(chimera, "/0/net/3", "/0/linear", "/0/net/3") == DropTarget(
        "after", Place("0.net.3")
    )
    assert below(chimera, "/0/net/3", "/0/linear", "/0/net") == DropTarget("after", Place("0.net"))
    assert below(chimera, "/0/linear", "/1", "/0/linear") == DropTarget("after", Place("0.linear"))
    assert below(chimera, "/0/linear", "/1", "/0") == DropTarget("after", Place("0"))


def test_above_the_first_node_of_a_container_means_before_it(chimera: Scene) -> None:
    line = chimera.route(edge(chimera, "/1", "/2/linear"))
    inside = QPointF(line[0][0], chimera.box(at(chimera, "/2/linear")).y - 6)
    assert spot_at(chimera, inside, 1.0).target.relation == "before"
    assert spot_at(chimera, inside, 1.0).target.place.path == "2"  # one of two calls, by its site


def test_above_the_root_means_before_its_first_child_and_below_it_after_its_last(
    chimera: Scene,
) -> None:
    assert below(chimera, "input:X", "/0/net/0", "input:X") == DropTarget("before", Place("0"))
    assert below(chimera, "/2/sum()", "output:output", "/") == DropTarget("after", Place("2"))
    assert on_node(chimera, "input:X").target.relation == "before"


def test_the_area_of_a_container_means_into_it(chimera: Scene) -> None:
    box = chimera.box(at(chimera, "/2"))
    spot = spot_at(chimera, QPointF(box.x + 6, box.bottom - 6), 1.0)
    assert spot.target == DropTarget("into", Place("2"))
    assert spot.outline == chimera.rect(at(chimera, "/2"))
    assert on_node(scene(CHIMERA, 1), "/0").target == DropTarget("into", Place("0"))


def test_beside_the_picture_means_into_the_root(chimera: Scene) -> None:
    assert spot_at(chimera, QPointF(-50, -50), 1.0).target == DropTarget("into", Place(""))


def test_each_call_of_a_shared_module_is_told_by_its_own_expression(chimera: Scene) -> None:
    first, second = on_node(chimera, "/2/linear").target, on_node(chimera, "/2/linear#2").target
    assert first.place.path == second.place.path == "2"
    assert first.place.site != second.place.site


def test_on_one_of_several_branches_means_before_that_branch(qapp: object) -> None:
    source = PARALLEL.replace("input X 2x20", "input Z 2x20").replace(
        "  net1", "  relu() Z -> X 2x20\n  net1"
    )
    branches = scene(source.replace("net Parallel X", "net Parallel Z"), 1)
    route = branches.route(edge(branches, "/relu()", "/net2"))
    x, y = route[-1]
    assert spot_at(branches, QPointF(x, y - 5), 1.0).target == DropTarget("before", Place("net2"))
