"""Finding one's way: traces, one container alone, back and forward, as one does them."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.canvas.selection import Trace
from inspector.canvas.view import CanvasView
from inspector.report.place import Place
from tests.canvas.test_view import color_at, keys, rect
from tests.graph.models import CHIMERA, PARALLEL, RESIDUAL
from tests.graph.notation import report


def choose(view: CanvasView, key: str) -> None:
    assert view.scene is not None
    view.choose(view.scene.graph.index[key])


def click(
    view: CanvasView,
    key: str,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    middle = rect(view, key).center().toPoint()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, modifiers, middle)


def traced(view: CanvasView) -> set[str]:
    path = view._marks().path
    assert path is not None
    return {keys(view)[node] for node in path.nodes}


# Traces


def test_a_path_leads_from_the_selected_node_to_a_second_one(view: CanvasView) -> None:
    view.set_report(report(PARALLEL))
    click(view, "/net1/0")
    click(view, "/cat()", Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    assert traced(view) == {"/net1/0", "/net1/1", "/cat()"}
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view._marks().path is None
    assert view._marks().selected == {keys(view).index("/net1/0")}


def test_what_flows_in_and_what_comes_out_can_be_seen_apart(view: CanvasView) -> None:
    view.set_report(report(PARALLEL))
    choose(view, "/net2")
    view.trace(Trace.IN)
    assert traced(view) == {"input:X", "/net2"}
    view.trace(Trace.OUT)
    assert traced(view) == {"/net2", "/cat()", "output:output"}


def test_edges_off_the_path_are_pale_and_those_on_it_are_not(view: CanvasView) -> None:
    view.set_report(report(RESIDUAL))
    choose(view, "/body/0")
    assert view.scene is not None
    skip = view.scene.graph.ends.index(
        (view.scene.graph.index["input:X"], view.scene.graph.index["/add()"])
    )
    route = view.scene.route(skip)
    x, y = route[len(route) // 2]
    point = view.to_view(QPointF(x, y))
    strong = color_at(view, point).lightness()
    view.trace(Trace.OUT)
    assert color_at(view, point).lightness() > strong + 30


def test_where_no_path_leads_that_is_said(view: CanvasView, qtbot: QtBot) -> None:
    view.set_report(report(PARALLEL))
    choose(view, "/net1/0")
    with qtbot.waitSignal(view.message) as caught:
        view.trace(Trace.BETWEEN)
    assert "second node" in caught.args[0]
    click(view, "/net2", Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(view.message) as caught:
        view.trace(Trace.BETWEEN)
    assert caught.args[0].startswith("No tensor flows")
    assert view._marks().path is None


# One container alone


def test_a_container_is_shown_alone_and_escape_leads_out(chimera: CanvasView) -> None:
    choose(chimera, "/0/net/1")
    QTest.keyClick(chimera, Qt.Key.Key_I)
    assert keys(chimera)[:2] == ["input:X", "/0/net"]
    assert keys(chimera)[-1] == "output:/0/linear"
    QTest.keyClick(chimera, Qt.Key.Key_Escape)
    assert keys(chimera)[chimera.current or 0] == "/0/net"
    QTest.keyClick(chimera, Qt.Key.Key_Escape)
    assert keys(chimera)[1] == "/"


def test_what_is_alone_stays_alone_in_the_next_report_while_it_exists(
    chimera: CanvasView,
) -> None:
    chimera.isolate("/0")
    chimera.set_report(report(CHIMERA))
    assert chimera.root == "/0"
    chimera.set_report(report(PARALLEL))
    assert chimera.root is None
    assert "/cat()" in keys(chimera)


def test_what_is_found_outside_leads_out(chimera: CanvasView, qtbot: QtBot) -> None:
    chimera.isolate("/0")
    chimera.look_for("matmul")
    qtbot.waitUntil(lambda: chimera.finding.at is not None)
    assert chimera.root is None
    assert keys(chimera)[chimera.current or 0] == "/2/matmul()"
    chimera.end_find()
    assert chimera.root == "/0"


# Back and forward


def test_back_and_forward_give_the_place_the_expansion_and_the_selection(
    chimera: CanvasView, qtbot: QtBot
) -> None:
    chimera.fit()
    choose(chimera, "/1")
    qtbot.waitUntil(lambda: chimera._trail._at == 0)
    camera = chimera.camera
    chimera.toggle("/0")
    choose(chimera, "/2/relu()")
    chimera.zoom_at(3, QPointF(100, 100))
    with qtbot.waitSignal(chimera.place_selected) as caught:
        chimera.go_back()
    assert caught.args == [Place("1")]
    assert "/0/net" in keys(chimera)
    assert chimera.camera.zoom == camera.zoom
    assert (chimera.camera.x, chimera.camera.y) == pytest.approx((camera.x, camera.y), abs=1.5)
    QTest.mouseClick(chimera, Qt.MouseButton.ForwardButton, pos=QPoint(5, 5))
    assert "/0/net" not in keys(chimera)
    assert keys(chimera)[chimera.current or 0] == "/2/relu()"


def test_what_one_comes_back_to_is_where_its_node_is_now(chimera: CanvasView, qtbot: QtBot) -> None:
    chimera.actual_size()
    choose(chimera, "/2/relu()")
    assert chimera.scene is not None
    chimera.look_at(chimera.scene.rect(chimera.scene.graph.index["/2/relu()"]).center(), 1.0)
    qtbot.waitUntil(lambda: chimera._trail._at >= 0)
    before = rect(chimera, "/2/relu()").center()
    chimera.look_at(QPointF(0, 0), 0.5)
    shorter = CHIMERA.replace("  1 LazyLinear", "  more ReLU e -> m 2x16\n  1 LazyLinear")
    chimera.set_report(report(shorter))
    chimera.go_back()
    assert (rect(chimera, "/2/relu()").center() - before).manhattanLength() <= 2
