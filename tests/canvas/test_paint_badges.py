import msgspec
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from inspector.canvas.inks import Inks
from inspector.canvas.paint import paint
from inspector.canvas.paint_badges import badges
from inspector.canvas.scene import Scene
from inspector.canvas.sight import Sight
from inspector.graph.expansion import Expansion
from inspector.graph.index import Index
from inspector.graph.visible import visible
from inspector.look.theme import LIGHT
from inspector.report.model import Problem, Severity
from tests.benchmarks.models import flat

ZOOMS = (0.02, 0.2, 0.4, 1.0, 3.0)


def scene(*problems: tuple[Severity, int]) -> Scene:
    """A chain of 200 modules; the calls of some have a problem."""
    found = tuple(
        Problem(severity=gravity, code="x", message="m", call=n) for gravity, n in problems
    )
    index = Index(msgspec.structs.replace(flat(200), problems=found))
    return Scene(visible(index, Expansion(index, 9)))


def whole(scene: Scene, zoom: float) -> Sight:
    return Sight(scene.area.adjusted(-20, -20, 20, 20), zoom)


@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_badge_is_as_large_on_the_screen_from_afar_as_at_actual_size(
    qapp: object, zoom: float
) -> None:
    picture = scene(("error", 5))
    badge = badges(picture, whole(picture, zoom))[0]
    # 40 pixels of the screen around the badge, which is 15 wide.
    side = 40 / zoom
    area = QRectF(badge.x - side / 2, badge.y - side / 2, side, side)
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.canvas))
    painter = QPainter(image)
    painter.scale(zoom, zoom)
    painter.translate(-area.topLeft())
    paint(painter, picture, Sight(area, zoom), Inks(LIGHT))
    painter.end()
    red = QColor(LIGHT.error)
    across = [x for x in range(40) if any(image.pixelColor(x, y) == red for y in range(40))]
    assert max(across) - min(across) + 1 >= 12 * max(1, zoom)


def test_badges_that_would_cover_each_other_are_one_with_their_number(qapp: object) -> None:
    picture = scene(("warning", 5), ("warning", 6), ("warning", 7), ("error", 150))
    # At zoom 0.1 neighbors in the chain are 5 pixels apart, and the error is far from them.
    far = badges(picture, whole(picture, 0.1))
    assert sorted((badge.is_error, badge.nodes) for badge in far) == [(False, 3), (True, 1)]
    near = badges(picture, whole(picture, 1.0))
    assert sorted((badge.is_error, badge.nodes) for badge in near) == [
        (False, 1),
        (False, 1),
        (False, 1),
        (True, 1),
    ]


def test_where_errors_and_warnings_fall_together_it_is_an_error(qapp: object) -> None:
    picture = scene(("warning", 5), ("error", 6))
    assert [(b.is_error, b.nodes) for b in badges(picture, whole(picture, 0.1))] == [(True, 2)]


def test_out_of_sight_there_are_no_badges(qapp: object) -> None:
    picture = scene(("error", 5))
    assert badges(picture, Sight(QRectF(-900, -900, 100, 100), 1.0)) == []


def test_however_many_there_are_few_enough_are_drawn_to_be_told_apart(qapp: object) -> None:
    picture = scene(*(("warning", n) for n in range(1, 200)))
    drawn = badges(picture, whole(picture, 0.02))
    # The chain of 11,000 pixels is 220 high at this zoom: 15 badges of 15 pixels at most.
    assert len(drawn) <= 15
    assert sum(badge.nodes for badge in drawn) == 199
