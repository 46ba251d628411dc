import html
import re

import pytest
from PySide6.QtCore import QPointF

from inspector.canvas.picture import Picture
from inspector.canvas.tips import tip_at
from tests.graph.models import CHIMERA, FAILED
from tests.graph.notation import changed, report


@pytest.fixture
def picture(qapp: object) -> Picture:
    picture = Picture()
    picture.show(report(CHIMERA))
    return picture


def told(picture: Picture, point: QPointF) -> list[str]:
    assert picture.scene is not None
    assert picture.index is not None
    tip = tip_at(picture.scene, picture.index, point, 1.0)
    return html.unescape(re.sub("<.*?>", "", tip)).splitlines()


def center(picture: Picture, key: str) -> QPointF:
    assert picture.scene is not None
    return picture.scene.rect(picture.scene.graph.index[key]).center()


def test_a_node_is_told_about(picture: Picture) -> None:
    assert told(picture, center(picture, "/1"))[0].startswith("1: LazyLinear(")


def test_a_line_tells_what_flows_along_it(picture: Picture) -> None:
    below = QPointF(0, 24)
    assert told(picture, center(picture, "/2/add()") + below) == [
        "from + 1 to relu",
        "2 × 20 float32 on cpu",
    ]


def test_a_long_explanation_is_wrapped(qapp: object) -> None:
    failed = report(FAILED)
    assert failed.failure is not None
    picture = Picture()
    picture.show(changed(failed, failure=changed(failed.failure, explanation="too long " * 40)))
    lines = told(picture, center(picture, "/2"))
    assert max(map(len, lines)) <= 90
    assert len(lines) >= 6


def test_beside_everything_there_is_nothing_to_tell(picture: Picture) -> None:
    assert told(picture, QPointF(-50, -50)) == []


def test_a_name_is_never_taken_for_html(picture: Picture) -> None:
    modules = report(CHIMERA).modules
    evil = changed(modules[-2], arguments="<img src=x>")
    picture.show(
        changed(report(CHIMERA), modules=tuple(evil if m is modules[-2] else m for m in modules))
    )
    assert picture.scene is not None
    assert picture.index is not None
    node = next(n.key for n in picture.scene.graph.nodes if n.identity == evil.path)
    tip = tip_at(picture.scene, picture.index, center(picture, node) - QPointF(0, 8), 1.0)
    assert "<img" not in tip
