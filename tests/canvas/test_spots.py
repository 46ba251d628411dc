import pytest
from PySide6.QtCore import QPointF

from inspector.canvas.scene import Scene
from inspector.canvas.spots import Spot, spot_at, under_drag
from inspector.graph.expansion import Expansion
from inspector.graph.folding import Folding
from inspector.graph.index import Index
from inspector.graph.layout.direction import Direction
from inspector.graph.visible import visible
from inspector.report.place import DropTarget, Place
from tests.canvas.scenes import at, edge, scene
from tests.graph.models import BLOCKS, CHIMERA, PARALLEL, RESIDUAL, sequence
from tests.graph.notation import report


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
    assert spot.at is not None
    assert spot.at.y() > chimera.rect(at(chimera, "/1")).bottom()
    assert spot.at.y() < chimera.rect(at(chimera, "/2")).top()


def test_on_the_upper_third_of_a_leaf_means_before_it(chimera: Scene) -> None:
    rect = chimera.rect(at(chimera, "/1"))
    spot = spot_at(chimera, rect.topLeft() + QPointF(50, 10), 1.0)
    assert spot.target == DropTarget("before", Place("1"))
    assert spot.at is not None
    assert chimera.rect(at(chimera, "/0")).bottom() < spot.at.y() < rect.top()
    assert spot.line == chimera.path(edge(chimera, "/0/linear", "/1"))


def test_what_would_stand_last_in_a_container_stands_within_its_frame(chimera: Scene) -> None:
    for key, last in (("/2", "/2/sum()"), ("/0/net", "/0/net/3")):
        box = chimera.rect(at(chimera, key))
        spot = spot_at(chimera, box.bottomLeft() + QPointF(6, -6), 1.0)
        assert spot.at is not None
        assert chimera.rect(at(chimera, last)).bottom() < spot.at.y() < box.bottom()


def test_what_is_dropped_on_a_collapsed_container_stands_at_its_border(qapp: object) -> None:
    collapsed = scene(CHIMERA, 1)
    spot = on_node(collapsed, "/0")
    assert spot.at == QPointF(spot.outline.center().x(), spot.outline.bottom())  # type: ignore[union-attr]


def test_from_left_to_right_the_left_third_means_before_and_it_stands_there(
    chimera: Scene,
) -> None:
    sideways = scene(CHIMERA, direction=Direction.RIGHT)
    rect = sideways.rect(at(sideways, "/1"))
    spot = spot_at(sideways, QPointF(rect.left() + 4, rect.center().y()), 1.0)
    assert spot.target == DropTarget("before", Place("1"))
    assert spot.at is not None
    assert sideways.rect(at(sideways, "/0")).right() < spot.at.x() < rect.left()
    after = spot_at(sideways, QPointF(rect.right() - 4, rect.center().y()), 1.0)
    assert after.target == DropTarget("after", Place("1"))
    assert after.at is not None
    assert rect.right() < after.at.x() < sideways.rect(at(sideways, "/2")).left()


def test_a_drag_is_told_which_container_is_below_it_and_which_are_around(qapp: object) -> None:
    partly = scene(CHIMERA, 1)
    middle = partly.rect(at(partly, "/0")).center()
    assert under_drag(partly, middle, None) == ("/0", {"/0", "/"})
    assert under_drag(partly, middle, Place("0")) == (None, {"/0", "/"})
    assert under_drag(partly, partly.rect(at(partly, "/1")).center(), None) == (None, {"/1", "/"})
    assert under_drag(None, middle, None) == (None, set())


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
    assert spot_at(branches, QPointF(x, y - 5), 1.0).target == DropTarget("upstream", Place("net2"))


def test_what_is_dropped_at_a_branch_stays_in_the_branch(qapp: object) -> None:
    branches = scene(PARALLEL)
    for key in ("/net2", "/net1/0"):
        assert on_node(branches, key).target.place == Place(key[1:].replace("/", "."))
    assert on_node(branches, "/net2").target.relation == "downstream"
    assert on_node(branches, "/net1/0").target.relation == "after"
    route = branches.route(edge(branches, "/net1/1", "/cat()"))
    within, beyond = QPointF(*route[0]) + QPointF(0, 4), QPointF(*route[-1]) - QPointF(0, 4)
    assert spot_at(branches, within, 1.0).target == DropTarget("after", Place("net1.1"))
    assert spot_at(branches, beyond, 1.0).target == DropTarget("downstream", Place("net1"))


def test_along_the_skip_of_a_residual_one_is_not_in_a_branch(qapp: object) -> None:
    skipped = scene(RESIDUAL)
    assert on_node(skipped, "/body/0").target == DropTarget("after", Place("body.0"))
    line = skipped.route(edge(skipped, "/body/1", "/add()"))
    assert spot_at(skipped, QPointF(*line[-1]) - QPointF(0, 4), 1.0).target == DropTarget(
        "after", Place("body")
    )


FOLDED = sequence("Tanh", *["Linear(20)"] * 5, "Tanh")


def test_on_a_fold_means_after_its_last_member_or_before_its_first(qapp: object) -> None:
    folded = scene(FOLDED, folding=Folding())
    assert on_node(folded, "/m1").target == DropTarget("after", Place("m5"))
    upper = folded.rect(at(folded, "/m1")).topLeft() + QPointF(50, 5)
    assert spot_at(folded, upper, 1.0).target == DropTarget("before", Place("m1"))
    assert below(folded, "/m1", "/m6", "/m1") == DropTarget("after", Place("m5"))
    assert below(folded, "/m0", "/m1", "/m0") == DropTarget("after", Place("m0"))


def test_on_a_fold_of_groups_means_beside_all_of_them(qapp: object) -> None:
    index = Index(report(sequence(*["Linear(20)", "ReLU"] * 3, "Tanh")))
    pairs = Scene(visible(index, Expansion(index, 9, {"/m0…2": False}), Folding()))
    assert on_node(pairs, "/m0…2").target == DropTarget("after", Place("m5"))
    upper = pairs.rect(at(pairs, "/m0…2")).topLeft() + QPointF(50, 5)
    assert spot_at(pairs, upper, 1.0).target == DropTarget("before", Place("m0"))


def test_on_a_closed_fold_of_containers_means_after_the_last_of_them(qapp: object) -> None:
    folded = scene(BLOCKS, 1, folding=Folding())
    assert on_node(folded, "/l0").target == DropTarget("after", Place("l2"))
    opened = scene(BLOCKS, folding=Folding())
    box = opened.box(at(opened, "/l0"))
    inside = spot_at(opened, QPointF(box.x + 6, box.bottom - 6), 1.0)
    assert inside.target == DropTarget("into", Place("l0"))
