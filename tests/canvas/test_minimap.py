import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.canvas.view import CanvasView
from tests.graph.models import chain
from tests.graph.notation import report


@pytest.fixture
def view(qtbot: QtBot) -> CanvasView:
    view = CanvasView()
    view.animated = False
    view.resize(700, 700)
    qtbot.addWidget(view)
    view.set_report(report(chain(40)))
    view.expand_all()
    with qtbot.waitExposed(view):
        view.show()
    return view


@pytest.fixture
def near(view: CanvasView, qtbot: QtBot) -> CanvasView:
    """At actual size, the chain does not fit into the view."""
    view.actual_size()
    qtbot.waitUntil(view.minimap.isVisible)
    return view


def middle(view: CanvasView) -> QPointF:
    return view.to_picture(QPointF(view.rect().center()))


def test_it_is_there_only_while_the_picture_is_larger_than_the_view(
    near: CanvasView, qtbot: QtBot
) -> None:
    near.fit()
    qtbot.waitUntil(near.minimap.isHidden)
    near.actual_size()
    qtbot.waitUntil(near.minimap.isVisible)
    near.minimap.is_wanted = False
    assert near.minimap.isHidden()


def test_its_frame_is_around_what_is_in_view(near: CanvasView) -> None:
    scene = near.scene
    assert scene is not None
    whole = near.minimap.to_map(scene.area)
    near.look_at(QPointF(scene.area.center().x(), 0), 1.0)
    assert near.minimap.frame.center().y() < whole.center().y()
    near.look_at(scene.area.bottomLeft(), 1.0)
    assert near.minimap.frame.center().y() > whole.center().y()
    assert QRectF(near.minimap.rect()).contains(near.minimap.frame)


def test_a_click_looks_there_and_a_drag_moves_on(near: CanvasView) -> None:
    scene = near.scene
    assert scene is not None
    target = near.minimap.to_map(QRectF(scene.area.center(), scene.area.center())).topLeft()
    QTest.mousePress(near.minimap, Qt.MouseButton.LeftButton, pos=target.toPoint())
    assert abs(middle(near).y() - scene.area.center().y()) < 40
    before = middle(near).y()
    QTest.mouseMove(near.minimap, target.toPoint() + QPoint(0, 10))
    QTest.mouseRelease(near.minimap, Qt.MouseButton.LeftButton)
    assert middle(near).y() > before + 100


def test_grabbing_the_frame_aside_from_its_middle_does_not_jump(near: CanvasView) -> None:
    scene = near.scene
    assert scene is not None
    near.look_at(scene.area.center(), 0.9)
    before = middle(near)
    grabbed = near.minimap.frame.center() + QPointF(1, 1)
    QTest.mousePress(near.minimap, Qt.MouseButton.LeftButton, pos=grabbed.toPoint())
    QTest.mouseRelease(near.minimap, Qt.MouseButton.LeftButton, pos=grabbed.toPoint())
    assert middle(near) == before


def test_it_shows_every_node_and_what_was_found(near: CanvasView, qtbot: QtBot) -> None:
    scene = near.scene
    assert scene is not None
    spot = near.minimap.to_map(scene.rect(scene.graph.index["/20"])).center().toPoint()
    plain = near.minimap.grab().toImage().pixelColor(spot)
    assert plain != near.inks.canvas
    near.look_for("linear")
    qtbot.waitUntil(lambda: near.finding.found is not None and near.finding.found.nodes.sum() == 40)
    assert near.minimap.grab().toImage().pixelColor(spot) != plain


def test_in_a_narrow_view_it_covers_no_node(near: CanvasView, qtbot: QtBot) -> None:
    scene = near.scene
    assert scene is not None
    near.resize(500, 700)
    near.look_at(scene.area.center(), 1.0)
    qtbot.waitUntil(near.minimap.isVisible)
    # A node is then as wide as the view.
    near.look_at(scene.area.center(), 500 / scene.box(scene.graph.index["/20"]).width)
    qtbot.waitUntil(near.minimap.isHidden)
    near.resize(900, 700)
    qtbot.waitUntil(near.minimap.isVisible)
