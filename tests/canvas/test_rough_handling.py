"""Whatever is done to the canvas, in whatever order, while reports come and go."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.canvas.camera import LEAST_ZOOM, MOST_ZOOM
from inspector.canvas.tip_text import tip_html
from inspector.canvas.tips import tip_at
from inspector.canvas.view import CanvasView
from inspector.look.theme import LIGHT
from inspector.report.model import Report
from inspector.report.place import DropTarget, Place
from inspector.session.drop_handler import COMPONENT_MIME
from tests.graph.models import CHIMERA, FAILED, PARALLEL, chain
from tests.graph.notation import report

REPORTS = [None, Report(), *map(report, (CHIMERA, FAILED, PARALLEL, chain(60)))]
KEYS = [
    Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Escape,
    Qt.Key.Key_End, Qt.Key.Key_E, Qt.Key.Key_A, Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_F,
    Qt.Key.Key_P, Qt.Key.Key_PageDown, Qt.Key.Key_Plus, Qt.Key.Key_Minus,
]  # fmt: skip
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
ACTIONS = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
positions = st.tuples(st.integers(-5, 305), st.integers(-5, 405)).map(lambda xy: QPointF(*xy))


class Handler:
    """Refuses every other place."""

    def refusal(self, data: QMimeData, target: DropTarget, copy: bool) -> str | None:
        return "No." if len(target.place.path) % 2 else None

    def drop(self, data: QMimeData, target: DropTarget, copy: bool) -> None:
        assert isinstance(target.place, Place)


@pytest.fixture
def view(qtbot: QtBot) -> CanvasView:
    view = CanvasView()
    view.drop_handler = Handler()
    view.resize(300, 400)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    return view


def dragged() -> QMimeData:
    data = QMimeData()
    data.setData(COMPONENT_MIME, b"no component")
    data.setText("Linear")
    return data


def carry(view: CanvasView, at: QPointF) -> None:
    data = dragged()
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(view, kind(at.toPoint(), ACTIONS, data, LEFT, NONE))


def drop(view: CanvasView, at: QPointF) -> None:
    carry(view, at)
    data = dragged()
    QApplication.sendEvent(view, QDropEvent(at, ACTIONS, data, LEFT, NONE))


def leave(view: CanvasView, at: QPointF) -> None:
    QApplication.sendEvent(view, QDragLeaveEvent())


def spring(view: CanvasView, at: QPointF) -> None:
    carry(view, at)
    view._springs._open()


def turn(view: CanvasView, at: QPointF) -> None:
    notches = round(at.x()) % 7 - 3
    event = QWheelEvent(
        at, at, QPointF(0, 0).toPoint(), QPointF(0, 960 * notches).toPoint(),
        Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def press(view: CanvasView, at: QPointF) -> None:
    QTest.mousePress(view, LEFT, NONE, at.toPoint())


def release(view: CanvasView, at: QPointF) -> None:
    QTest.mouseRelease(view, LEFT, NONE, at.toPoint())


def rest(view: CanvasView, at: QPointF) -> None:
    view._gestures._hover(at)
    scene, index = view.scene, view._picture.index
    if scene is not None and index is not None:
        told = tip_at(scene, index, view.to_picture(at), view.camera.zoom)
        assert told is None or tip_html(told.tip, LIGHT, view.line_of)


steps = st.one_of(
    st.tuples(st.just("report"), st.sampled_from(REPORTS)),
    st.tuples(st.just("key"), st.sampled_from(KEYS)),
    st.tuples(st.sampled_from([carry, drop, leave, spring, turn, press, release, rest]), positions),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(steps, min_size=4, max_size=25), st.booleans())
def test_the_canvas_can_always_be_painted_and_left(
    view: CanvasView, done: list[tuple[object, object]], animated: bool
) -> None:
    view.animated = animated
    view.set_report(report(CHIMERA))
    for what, how in done:
        if what == "report":
            view.set_report(how)  # type: ignore[arg-type]
        elif what == "key":
            QTest.keyClick(view, how)  # type: ignore[call-overload]
        else:
            what(view, how)  # type: ignore[operator]
        assert LEAST_ZOOM <= view.camera.zoom <= MOST_ZOOM
        assert view.current is None or view.current < len(view.scene.graph.nodes)  # type: ignore[union-attr]
    view.grab()
    release(view, QPointF(5, 5))
    leave(view, QPointF())
    assert view._hovering.spot is None
    assert not view._auto_scroll.is_running
    assert not view._springs._opened
    view.set_report(None)


@pytest.mark.parametrize("factor", [1e-9, 1e9])
def test_at_the_ends_of_the_zoom_one_still_sees_the_picture(
    view: CanvasView, factor: float
) -> None:
    view.animated = False
    view.set_report(report(CHIMERA))
    for _ in range(3):
        view.zoom_smoothly(factor, QPointF(150, 200))
    carry(view, QPointF(150, 200))
    view.grab()
    assert view.scene is not None
    assert view.camera.transform.mapRect(view.scene.area).intersects(view.rect().toRectF())
    leave(view, QPointF())
