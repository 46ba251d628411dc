"""Several nodes of the picture selected together, by clicks and by a rectangle."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspector.canvas.view import CanvasView
from inspector.report.place import Place
from tests.canvas.test_explore_view import click
from tests.canvas.test_view import keys, rect

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def selected(view: CanvasView) -> list[str]:
    """The keys of the highlighted nodes, in the order of the picture."""
    return [keys(view)[node] for node in sorted(view._marks().selected)]


def told(view: CanvasView) -> list[tuple[Place, ...]]:
    found: list[tuple[Place, ...]] = []
    view.places_selected.connect(found.append)
    view.place_selected.connect(lambda place: found.append((place,)))
    return found


def band(view: CanvasView, area: QRectF) -> None:
    """Draw a rectangle with Shift held."""
    corners = area.toRect()
    QTest.mousePress(view, LEFT, SHIFT, corners.topLeft())
    for place in (corners.center(), corners.bottomRight()):
        move(view, place)
    QTest.mouseRelease(view, LEFT, SHIFT, corners.bottomRight())


def move(view: CanvasView, place: QPoint) -> None:
    kind, point = QEvent.Type.MouseMove, QPointF(place)
    QApplication.sendEvent(view, QMouseEvent(kind, point, point, LEFT, LEFT, SHIFT))


def test_control_and_a_click_select_one_more_or_one_less(chimera: CanvasView) -> None:
    chimera.expand_all()
    places = told(chimera)
    first, second, third = (f"/0/net/{n}" for n in (0, 1, 2))
    click(chimera, first)
    click(chimera, third, CONTROL)
    click(chimera, second, CONTROL)
    assert selected(chimera) == [first, second, third]
    assert places[-1] == (Place("0.net.0"), Place("0.net.2"), Place("0.net.1"))
    click(chimera, third, CONTROL)
    assert selected(chimera) == [first, second]
    QTest.keyClick(chimera, Qt.Key.Key_Escape)
    assert selected(chimera) == [first]
    assert places[-1] == (Place("0.net.0"),)


def test_a_rectangle_selects_the_boxes_that_it_touches(chimera: CanvasView) -> None:
    chimera.expand_all()
    area = rect(chimera, "/0/net/0").united(rect(chimera, "/0/net/2"))
    band(chimera, area.adjusted(-3, -3, 3, -4))
    assert selected(chimera) == ["/0/net/0", "/0/net/1", "/0/net/2"]
    assert not chimera._band.isVisible()


def test_a_rectangle_selects_a_frame_only_if_it_holds_all_of_it(chimera: CanvasView) -> None:
    chimera.expand_all()
    band(chimera, rect(chimera, "/0/net").adjusted(-3, -3, 3, 3))
    assert selected(chimera) == ["/0/net"]


def test_what_is_selected_elsewhere_is_highlighted_together(chimera: CanvasView) -> None:
    chimera.expand_all()
    chimera.select(Place("0.net.1"), (Place("0.net.3"), Place("1")))
    assert selected(chimera) == ["/0/net/1", "/0/net/3", "/1"]
    assert keys(chimera)[chimera.current or 0] == "/0/net/1"


def test_words_of_a_container_that_begins_out_of_sight_are_not_painted_twice(
    chimera: CanvasView,
) -> None:
    first = "/0/net/0"
    frame = rect(chimera, "/0/net")
    chimera.pan(-frame.left() - 8, 0)  # its words stand at the left of what is seen
    words = QRect(0, round(frame.top()) + 4, 120, 22)
    before = chimera.grab(words).toImage()
    chimera.choose(keys(chimera).index(first))
    assert chimera.grab(words).toImage() == before
