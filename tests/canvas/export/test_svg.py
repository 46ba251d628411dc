from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from inspector.canvas.export.svg import svg
from inspector.canvas.export.whole import paint_whole, whole_area
from inspector.canvas.inks import Inks
from inspector.canvas.scene import Scene
from inspector.graph.expansion import Expansion
from inspector.graph.index import Index
from inspector.graph.visible import visible
from inspector.look.theme import LIGHT
from inspector.report.model import Report
from tests.graph.models import CHIMERA
from tests.graph.notation import report
from tests.graph.writing.models import column

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def application(qapp: object) -> None:
    """Fonts need one."""


def drawn(report: Report) -> tuple[str, Scene]:
    """The document of a report with everything open, and its scene."""
    index = Index(report)
    scene = Scene(visible(index, Expansion(index, 9)))
    return svg(scene, index, Inks(LIGHT)), scene


def test_every_node_tells_its_path_shapes_and_parameters() -> None:
    text, scene = drawn(report(CHIMERA))
    titles = [title.text or "" for title in ElementTree.fromstring(text).iter(f"{SVG}title")]
    assert titles[0] == "chimera"
    assert len(titles) == 1 + len(scene.graph.nodes)
    told = next(title for title in titles if title.startswith("0.net.2"))
    for words in ("LazyLinear", "2 × 64 float32", "2 × 32 float32", "2,080"):
        assert words in told


def test_a_node_with_its_edge_takes_less_than_a_kilobyte() -> None:
    text, scene = drawn(report(column(100)))
    assert len(text.encode()) / len(scene.graph.nodes) < 1000


def test_what_a_viewer_paints_is_the_picture() -> None:
    text, scene = drawn(report(CHIMERA))
    size = whole_area(scene).size().toSize()
    ours, theirs = (QImage(size, QImage.Format.Format_RGB32) for _ in range(2))
    paint_whole(QPainter(ours), scene, Inks(LIGHT), 1.0)
    painter = QPainter(theirs)
    QSvgRenderer(QByteArray(text.encode())).render(painter)
    painter.end()
    points = [(x, y) for x in range(0, size.width(), 3) for y in range(0, size.height(), 3)]
    other = [p for p in points if _differs(ours.pixelColor(*p), theirs.pixelColor(*p))]
    # Letters and round corners are smoothed a little differently.
    assert len(other) < len(points) * 0.01


def _differs(one: QColor, other: QColor) -> bool:
    return abs(one.lightness() - other.lightness()) > 60


@pytest.mark.parametrize("name", ["</title><script>x</script>", 'a"b&c', "\x01\x0b", "ا🙂", "]]>"])
def test_a_name_is_text_whatever_is_in_it(name: str) -> None:
    known = report(CHIMERA)
    text, _ = drawn(Report(model=name, calls=known.calls, tensors=known.tensors))
    root = ElementTree.fromstring(text)
    assert [*root.iter(f"{SVG}script")] == []
    assert root.findtext(f"{SVG}title") == name.replace("\x01\x0b", "\ufffd\ufffd")
