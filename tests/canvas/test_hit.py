import pytest
from PySide6.QtCore import QPointF

from inspector.canvas.hit import edge_at, label_at, node_at, on_chevron, on_header
from inspector.canvas.scene import Scene
from tests.canvas.scenes import at, edge, scene
from tests.graph.models import CHIMERA


@pytest.fixture
def chimera(qapp: object) -> Scene:
    return scene(CHIMERA)


def test_the_innermost_node_is_hit(chimera: Scene) -> None:
    for key in ("/0/net/0", "/2/linear#2", "input:X", "/2/matmul():2.rand_weight"):
        assert node_at(chimera, chimera.rect(at(chimera, key)).center()) == at(chimera, key)


def test_between_the_nodes_of_a_container_the_container_is_hit(chimera: Scene) -> None:
    box = chimera.box(at(chimera, "/2"))
    assert node_at(chimera, QPointF(box.x + 5, box.bottom - 5)) == at(chimera, "/2")


def test_beside_everything_nothing_is_hit(chimera: Scene) -> None:
    assert node_at(chimera, QPointF(-20, -20)) is None
    assert edge_at(chimera, QPointF(-20, -20), 8) is None


def test_a_line_is_hit_within_the_tolerance(chimera: Scene) -> None:
    line = edge(chimera, "/2/matmul()", "/2/add()")
    (x, top), (_, bottom) = chimera.route(line)
    middle = (top + bottom) / 2
    assert edge_at(chimera, QPointF(x + 4, middle), 5) == line
    assert edge_at(chimera, QPointF(x + 6, middle), 5) is None


def test_a_label_is_hit_on_its_text(chimera: Scene) -> None:
    line = edge(chimera, "/2/matmul()", "/2/add()")
    box = chimera.label_box(line)
    assert box is not None
    assert label_at(chimera, QPointF(box.x + 5, box.y + 5)) == line


def test_a_container_is_opened_by_its_chevron_and_grabbed_by_its_header(chimera: Scene) -> None:
    node = at(chimera, "/2")
    corner = chimera.rect(node).topLeft()
    assert on_chevron(chimera, node, corner + QPointF(16, 15))
    assert not on_chevron(chimera, node, corner + QPointF(60, 15))
    assert on_header(chimera, node, corner + QPointF(60, 15))
    assert not on_header(chimera, node, corner + QPointF(60, 200))
