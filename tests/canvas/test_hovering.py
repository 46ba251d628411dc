"""Drops with real drags, within the canvas and onto it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from inspector.canvas.springs import CLOSE_AFTER, OPEN_AFTER
from inspector.canvas.view import CanvasView
from inspector.report.place import DropTarget, Place
from inspector.session.drop_handler import COMPONENT_MIME, PLACE_MIME
from tests.dragging import drag
from tests.graph.models import CHIMERA, PARALLEL
from tests.graph.notation import report


class Component(QLabel):
    """Something like an entry of the palette."""

    def __init__(self) -> None:
        super().__init__("Linear")
        self.data = QMimeData()
        self.data.setData(COMPONENT_MIME, b"{}")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        data = QMimeData()
        data.setText(self.data.text())
        data.setUrls(self.data.urls())
        for kind in (k for k in self.data.formats() if k.startswith("application/x-inspector")):
            data.setData(kind, self.data.data(kind))
        carried = QDrag(self)
        carried.setMimeData(data)
        carried.exec(Qt.DropAction.CopyAction)


class Handler:
    """Remembers what it was asked; refuses what would go into module 0."""

    def __init__(self) -> None:
        self.asked: list[DropTarget] = []
        self.dropped: list[tuple[str, DropTarget, bool]] = []

    def refusal(self, data: QMimeData, target: DropTarget, copy: bool) -> str | None:
        self.asked.append(target)
        return "Nothing goes into 0." if target.place == Place("0") else None

    def drop(self, data: QMimeData, target: DropTarget, copy: bool) -> None:
        kind = "component" if data.hasFormat(COMPONENT_MIME) else data.text()
        self.dropped.append((kind, target, copy))


class Window(QWidget):
    """Takes files, as the main window does."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[str] = []
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.files += [url.fileName() for url in event.mimeData().urls()]


class Stage:
    """A canvas with chimera at level 1 beside an entry of a palette."""

    def __init__(self) -> None:
        self.window = Window()
        self.entry = Component()
        self.view = CanvasView()
        row = QHBoxLayout(self.window)
        row.addWidget(self.entry)
        row.addWidget(self.view, 1)
        self.window.resize(800, 700)
        self.handler = Handler()
        self.view.animated = False
        self.view.drop_handler = self.handler
        self.view.set_report(report(CHIMERA))
        self.view.expand_to_depth(1)

    def spot(self, key: str, dy: float = 0.0) -> QPointF:
        """The middle of a node in the widget, or so far below it."""
        scene = self.view.scene
        assert scene is not None
        return self.view.to_view(scene.rect(scene.graph.index[key]).center() + QPointF(0, dy))


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    stage = Stage()
    qtbot.addWidget(stage.window)
    with qtbot.waitExposed(stage.window):
        stage.window.show()
    return stage


def test_a_component_is_dropped_where_the_pointer_is(stage: Stage) -> None:
    drag(stage.entry, QPointF(5, 5), stage.view, stage.spot("/1"))
    assert stage.handler.dropped == [("component", DropTarget("after", Place("1")), True)]


def test_a_component_is_dropped_between_two_nodes(stage: Stage) -> None:
    drag(stage.entry, QPointF(5, 5), stage.view, stage.spot("/1", 32))
    assert stage.handler.dropped == [("component", DropTarget("after", Place("1")), True)]


def test_a_drop_that_cannot_be_is_refused_while_hovering(stage: Stage, qtbot: QtBot) -> None:
    said: list[str] = []
    stage.view.message.connect(said.append)
    drag(stage.entry, QPointF(5, 5), stage.view, stage.spot("/0"))
    assert stage.handler.dropped == []
    assert said == ["Nothing goes into 0.", ""]


def test_the_handler_is_asked_once_for_each_target(stage: Stage) -> None:
    drag(stage.entry, QPointF(5, 5), stage.view, stage.spot("/1"))
    assert len(stage.handler.asked) == len(dict.fromkeys(stage.handler.asked))


def test_a_node_is_moved_by_dragging_it_and_copied_with_control(stage: Stage) -> None:
    beside = QPointF(10, 10)
    drag(stage.view, stage.spot("/1"), stage.view, beside)
    into_root = DropTarget("into", Place(""))
    assert stage.handler.dropped == [("1", into_root, False)]
    drag(stage.view, stage.spot("/1"), stage.view, beside, Qt.KeyboardModifier.ControlModifier)
    assert stage.handler.dropped[1:] == [("1", into_root, True)]


def test_what_is_selected_together_is_dragged_together(stage: Stage) -> None:
    stage.view.select(Place("2"), (Place("1"),))
    beside = QPointF(10, 10)
    drag(stage.view, stage.spot("/1"), stage.view, beside)
    drag(stage.view, stage.spot("/0"), stage.view, beside)
    into_root = DropTarget("into", Place(""))
    assert stage.handler.dropped == [("2 selected", into_root, False), ("0", into_root, False)]


def test_a_cancelled_drag_drops_nothing_and_leaves_no_mark(stage: Stage) -> None:
    drag(stage.view, stage.spot("/1"), stage.view, stage.spot("/2"), cancel=True)
    assert stage.handler.dropped == []
    assert stage.view._hovering.spot is None


def test_onto_an_empty_canvas_a_drop_goes_into_the_root(stage: Stage) -> None:
    stage.view.set_report(None)
    drag(stage.entry, QPointF(5, 5), stage.view, QPointF(200, 200))
    assert stage.handler.dropped == [("component", DropTarget("into", Place("")), True)]


def test_what_is_no_part_of_a_model_is_not_taken(stage: Stage) -> None:
    data = QMimeData()
    data.setText("text")
    assert not stage.view._hovering.accepts(data)
    data.setData(PLACE_MIME, b"{}")
    assert stage.view._hovering.accepts(data)
    stage.view.drop_handler = None
    assert not stage.view._hovering.accepts(data)


def test_a_file_dropped_on_the_canvas_is_left_to_the_window(stage: Stage) -> None:
    stage.entry.data = QMimeData()
    stage.entry.data.setUrls([QUrl.fromLocalFile("/tmp/model.py")])
    drag(stage.entry, QPointF(5, 5), stage.view, stage.spot("/1"))
    assert stage.window.files == ["model.py"]
    assert stage.handler.asked == []


def test_on_the_upper_part_of_a_node_a_drop_goes_before_it(stage: Stage) -> None:
    drag(stage.entry, QPointF(5, 5), stage.view, stage.spot("/1", -16))
    assert stage.handler.dropped == [("component", DropTarget("before", Place("1")), True)]


def test_several_files_or_text_are_left_to_the_window_as_well(stage: Stage) -> None:
    for number in (1, 2):
        stage.entry.data = QMimeData()
        stage.entry.data.setText("text")
        stage.entry.data.setUrls([QUrl.fromLocalFile(f"/tmp/{n}.py") for n in range(number)])
        drag(stage.entry, QPointF(5, 5), stage.view, stage.spot("/1"))
    assert stage.window.files == ["0.py", "0.py", "1.py"]
    assert stage.handler.asked == []


class Carried:
    """A drag that rests over the canvas for as long as a test needs."""

    def __init__(self, view: CanvasView, data: QMimeData) -> None:
        self.view, self.data = view, data
        self.actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def to(self, position: QPointF) -> QDragMoveEvent:
        button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        place = position.toPoint()
        for kind in (QDragEnterEvent, QDragMoveEvent):
            event = kind(place, self.actions, self.data, button, none)
            QApplication.sendEvent(self.view, event)
        return event  # type: ignore[return-value]

    def leave(self) -> None:
        QApplication.sendEvent(self.view, QDragLeaveEvent())


@pytest.fixture
def carried(stage: Stage) -> Iterator[Carried]:
    stage.entry.data.setText("Linear")
    carried = Carried(stage.view, stage.entry.data)
    yield carried
    carried.leave()


def keys(view: CanvasView) -> list[str]:
    assert view.scene is not None
    return [node.key for node in view.scene.graph.nodes]


def test_a_ghost_stands_where_the_thing_would(stage: Stage, carried: Carried) -> None:
    empty = stage.view.grab().toImage()
    carried.to(stage.spot("/1", 5))
    spot = stage.view._hovering.spot
    assert spot is not None
    assert spot.at is not None
    middle = stage.view.to_view(spot.at).toPoint()
    outside = stage.spot("output:output").toPoint()
    seen = stage.view.grab().toImage()
    left = middle - QPoint(30, 0)
    assert seen.pixelColor(left) != empty.pixelColor(left)
    assert seen.pixelColor(outside) == empty.pixelColor(outside)
    carried.leave()
    assert stage.view.grab().toImage() == empty


def test_a_refusal_is_told_beside_the_pointer(stage: Stage, carried: Carried) -> None:
    pointer = stage.spot("/0")
    carried.to(stage.spot("/1"))
    beside = (pointer + QPointF(60, 44)).toPoint()
    before = stage.view.grab().toImage().pixelColor(beside)
    carried.to(pointer)
    told = stage.view.grab().toImage().pixelColor(beside)
    assert told.red() > told.blue() + 5
    assert told != before


def test_a_collapsed_container_springs_open_and_closes_when_it_is_left(
    stage: Stage, carried: Carried, qtbot: QtBot
) -> None:
    carried.to(stage.spot("/2"))
    assert "/2/linear" not in keys(stage.view)
    qtbot.waitUntil(lambda: "/2/linear" in keys(stage.view), timeout=OPEN_AFTER + 1000)
    assert stage.view._hovering.spot is not None
    carried.to(stage.spot("/1"))
    qtbot.waitUntil(lambda: "/2/linear" not in keys(stage.view), timeout=CLOSE_AFTER + 1000)


def test_what_sprang_open_stays_so_for_a_drop_in_it_and_not_for_a_cancel(
    stage: Stage, carried: Carried
) -> None:
    view = stage.view
    for dropped in (False, True):
        carried.to(stage.spot("/2"))
        view._springs._open()
        carried.to(stage.spot("/2/linear"))
        if dropped:
            view._end_hovering(dropped=True)
        else:
            carried.leave()
        assert ("/2/linear" in keys(view)) is dropped


def test_at_the_border_the_picture_comes_along_as_far_as_there_is_more(
    stage: Stage, carried: Carried, qtbot: QtBot
) -> None:
    view = stage.view
    view.expand_all()
    view.show_beginning()
    before = view.camera
    assert view.scene is not None
    carried.to(QPointF(view.width() / 2, view.height() - 4))
    below = view.camera.transform.mapRect(view.scene.area).bottom()
    assert below > view.height()
    qtbot.waitUntil(lambda: view.camera.y < before.y - 40, timeout=2000)
    assert view.camera.x == before.x
    carried.to(stage.spot("/0/linear"))
    assert not view._auto_scroll.is_running
    view.fit()
    resting = view.camera
    view._on_auto_scroll(10, 10)
    assert view.camera == resting


def test_a_report_that_arrives_below_a_drag_asks_again(stage: Stage, carried: Carried) -> None:
    carried.to(stage.spot("/1"))
    asked = len(stage.handler.asked)
    stage.view.set_report(report(PARALLEL))
    assert len(stage.handler.asked) == asked + 1
    stage.view.grab()
    stage.view.set_report(None)
    stage.view.grab()
    assert stage.handler.asked[-1] == DropTarget("into", Place(""))
