from itertools import pairwise

import pytest

from inspector.canvas.scene import Scene
from inspector.canvas.walk import Way, walk
from inspector.graph.layout.direction import Direction
from tests.canvas.scenes import at, scene
from tests.graph.models import CHIMERA, PARALLEL


@pytest.fixture
def chimera(qapp: object) -> Scene:
    return scene(CHIMERA)


def step(scene: Scene, key: str, way: Way) -> str | None:
    node = walk(scene, at(scene, key), way)
    return None if node is None else scene.graph.nodes[node].key


PATH = [
    "input:X", "/0/net/0", "/0/net/1", "/0/net/2", "/0/net/3", "/0/linear", "/1", "/2/linear",
    "/2/matmul()", "/2/add()", "/2/relu()", "/2/linear#2", "/2/while/div_()", "/2/sum()",
    "output:output",
]  # fmt: skip


def test_down_and_up_follow_the_tensors_through_containers(chimera: Scene) -> None:
    for one, other in pairwise(PATH):
        assert step(chimera, one, Way.DOWN) == other
    assert step(chimera, PATH[-1], Way.DOWN) is None
    assert step(chimera, "/2/linear", Way.UP) == "/1"


def test_from_left_to_right_it_is_right_and_left_that_follow_them(chimera: Scene) -> None:
    sideways = scene(CHIMERA, direction=Direction.RIGHT)
    for one, other in pairwise(PATH):
        assert step(sideways, one, Way.RIGHT) == other
    assert step(sideways, "/2/linear", Way.LEFT) == "/1"
    assert step(sideways, "/2/matmul()", Way.UP) == "/2/matmul():2.rand_weight"


def test_left_and_right_go_to_siblings(chimera: Scene, qapp: object) -> None:
    assert step(chimera, "/2/matmul()", Way.LEFT) == "/2/matmul():2.rand_weight"
    branches = scene(PARALLEL, 1)
    assert step(branches, "/net1", Way.RIGHT) == "/net2"
    assert step(branches, "/net2", Way.RIGHT) is None


def test_where_the_picture_runs_to_the_right_so_do_the_keys(qapp: object) -> None:
    turned = scene(PARALLEL, 1, Direction.RIGHT)
    assert step(turned, "/net1", Way.RIGHT) == "/cat()"
    assert step(turned, "/cat()", Way.LEFT) in ("/net1", "/net2")
    assert step(turned, "/net1", Way.DOWN) == "/net2"


def test_in_goes_to_the_first_child_and_out_to_the_container(chimera: Scene) -> None:
    assert step(chimera, "/2", Way.IN) == "/2/linear"
    assert step(chimera, "/2/linear", Way.OUT) == "/2"
    assert step(chimera, "/1", Way.IN) is None
    assert step(chimera, "input:X", Way.OUT) is None


def test_in_passes_by_a_constant_at_the_side_of_the_first_child(qapp: object) -> None:
    first = "input X 2x20\nnet Net X -> b\n  constant w 20x20\n  matmul() X w -> b 2x20\nreturn b"
    assert step(scene(first), "/", Way.IN) == "/matmul()"


def test_down_from_a_container_leaves_it(chimera: Scene) -> None:
    assert step(chimera, "/0", Way.DOWN) == "/1"


def test_next_comes_to_every_node_once_each_container_before_what_is_in_it(
    chimera: Scene,
) -> None:
    seen = [walk(chimera, None, Way.NEXT)]
    while (following := walk(chimera, seen[-1], Way.NEXT)) is not None:
        seen.append(following)
    keys = [chimera.graph.nodes[node or 0].key for node in seen]
    assert sorted(keys) == sorted(node.key for node in chimera.graph.nodes)
    assert keys[:5] == ["input:X", "/", "/0", "/0/net", "/0/net/0"]
    assert keys[-1] == "output:output"
    back = [walk(chimera, node, Way.PREVIOUS) for node in seen]
    assert back == [None, *seen[:-1]]


def test_first_and_last_are_the_ends_of_the_reading_order(chimera: Scene) -> None:
    assert step(chimera, "/1", Way.FIRST) == "input:X"
    assert step(chimera, "/1", Way.LAST) == "output:output"


def test_without_a_selection_one_begins_at_the_first_node(chimera: Scene) -> None:
    assert walk(chimera, None, Way.DOWN) == 0
    assert walk(chimera, None, Way.PREVIOUS) is None


def test_in_an_empty_picture_nothing_leads_anywhere(qapp: object) -> None:
    nothing = scene("")
    assert [walk(nothing, None, way) for way in Way] == [None] * len(Way)
