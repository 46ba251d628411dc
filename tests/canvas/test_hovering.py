"""Drops with real drags, within the canvas and onto it."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from inspector.canvas.view import CanvasView
from inspector.report.place import DropTarget, Place
from inspector.session.drop_handler import COMPONENT_MIME, PLACE_MIME
from tests.dragging import drag
from tests.graph.models import CHIMERA
from tests.graph.notation import report


class Component(QLabel):
    """Something like an entry of the palette."""

    def __init__(self) -> None:
        super().__init__("Linear")
        self.data = QMimeData()
        self.data.setData(COMPONENT_MIME, b"{}")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        data = QMimeData()
        for kind in self.data.formats():
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
