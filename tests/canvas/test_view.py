import sys

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.canvas.under import Under
from inspector.canvas.view import CanvasView
from inspector.look.theme import DARK, LIGHT
from inspector.report.model import Failure, Report
from inspector.report.place import Place
from tests.graph.models import CHIMERA, FAILED, PARALLEL, chain
from tests.graph.notation import report


def keys(view: CanvasView) -> list[str]:
    assert view.scene is not None
    return [node.key for node in view.scene.graph.nodes]


def rect(view: CanvasView, key: str) -> QRectF:
    """Where a node stands in the widget."""
    assert view.scene is not None
    return view.camera.transform.mapRect(view.scene.rect(view.scene.graph.index[key]))


def click(view: CanvasView, position: QPointF) -> None:
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=position.toPoint())


def color_at(view: CanvasView, position: QPointF) -> QColor:
    return view.grab().toImage().pixelColor(position.toPoint())


def test_the_first_report_is_shown_from_its_beginning(chimera: CanvasView) -> None:
    first = rect(chimera, "input:X")
    assert QRectF(chimera.rect()).contains(first)
    assert chimera.camera.zoom >= 0.8


def test_a_click_selects_a_place_and_tells_it(chimera: CanvasView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(chimera.place_selected) as caught:
        click(chimera, rect(chimera, "/0/linear").center())
    assert caught.args == [Place("0.linear")]
    with qtbot.waitSignal(chimera.place_selected) as caught:
        click(chimera, QPointF(3, 3))
    assert caught.args == [None]


def test_selecting_from_outside_tells_nothing_and_marks_every_call(
    chimera: CanvasView, qtbot: QtBot
) -> None:
    chimera.fit()
    with qtbot.assertNotEmitted(chimera.place_selected):
        chimera.select(Place("2.linear"))
    for key in ("/2/linear", "/2/linear#2"):
        box = rect(chimera, key)
        seen = color_at(chimera, QPointF(box.x(), box.center().y() + 2))
        assert seen.blue() > seen.red() + 40, key


def test_a_selection_out_of_sight_is_brought_into_view_and_another_moves_nothing(
    chimera: CanvasView,
) -> None:
    before = chimera.camera
    chimera.select(Place("0.net.0"))
    assert chimera.camera == before
    chimera.pan(0, -5000)
    chimera.select(Place("0.net.1"))
    assert QRectF(chimera.rect()).intersects(rect(chimera, "/0/net/1"))


def test_a_selection_of_which_only_an_edge_is_seen_is_brought_into_view(
    chimera: CanvasView,
) -> None:
    box = rect(chimera, "/0/net/1")
    chimera.pan(0, -box.bottom() + 3)
    chimera.select(Place("0.net.1"))
    assert QRectF(chimera.rect()).contains(rect(chimera, "/0/net/1"))


def test_the_call_that_the_keyboard_comes_to_is_brought_into_view(chimera: CanvasView) -> None:
    chimera.resize(600, 300)
    chimera.actual_size()
    chimera.choose(keys(chimera).index("/2/linear"))
    chimera.choose(keys(chimera).index("/2/linear#2"))
    assert QRectF(chimera.rect()).contains(rect(chimera, "/2/linear#2"))


def test_what_is_hidden_in_a_collapsed_container_is_selected_by_it(chimera: CanvasView) -> None:
    chimera.expand_to_depth(1)
    chimera.select(Place("0.net.3"))
    assert chimera.current == keys(chimera).index("/0")


def test_the_chevron_and_a_double_click_expand_and_collapse_in_place(chimera: CanvasView) -> None:
    header = rect(chimera, "/0").topLeft()
    click(chimera, header + QPointF(16, 14) * chimera.camera.zoom)
    assert "/0/net" not in keys(chimera)
    assert (rect(chimera, "/0").topLeft() - header).manhattanLength() <= 2
    middle = rect(chimera, "/0").center() + QPointF(10, -4)
    QTest.mouseDClick(chimera, Qt.MouseButton.LeftButton, pos=middle.toPoint())
    assert "/0/net" in keys(chimera)


def test_a_double_click_on_a_leaf_and_f2_ask_to_edit_it(chimera: CanvasView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(chimera.place_activated) as caught:
        middle = rect(chimera, "/0/linear").center().toPoint()
        QTest.mouseDClick(chimera, Qt.MouseButton.LeftButton, pos=middle)
    assert caught.args == [Place("0.linear")]
    chimera.select(Place("1"))
    with qtbot.waitSignal(chimera.place_activated) as caught:
        QTest.keyClick(chimera, Qt.Key.Key_F2)
    assert caught.args == [Place("1")]


def test_keys_walk_along_the_lines_and_into_containers(chimera: CanvasView) -> None:
    chimera.expand_to_depth(1)
    chimera.select(Place("0"))
    QTest.keyClick(chimera, Qt.Key.Key_Return)
    assert keys(chimera)[chimera.current or 0] == "/0/net"
    QTest.keyClick(chimera, Qt.Key.Key_Down)
    assert keys(chimera)[chimera.current or 0] == "/0/linear"
    QTest.keyClick(chimera, Qt.Key.Key_Escape)
    assert keys(chimera)[chimera.current or 0] == "/0"


def test_the_keyboard_walks_on_from_the_call_that_it_came_to(chimera: CanvasView) -> None:
    chimera.select(Place("2.linear"))
    assert chimera.scene is not None
    chimera.choose(chimera.scene.graph.index["/2/linear#2"])
    QTest.keyClick(chimera, Qt.Key.Key_Down)
    assert keys(chimera)[chimera.current or 0] == "/2/while/div_()"


def test_zoom_keys_and_fit(chimera: CanvasView) -> None:
    before = chimera.camera.zoom
    QTest.keyClick(chimera, Qt.Key.Key_Plus)
    assert chimera.camera.zoom > before
    QTest.keyClick(chimera, Qt.Key.Key_0)
    assert chimera.camera.zoom >= 1.0
    QTest.keyClick(chimera, Qt.Key.Key_F)
    assert chimera.scene is not None
    assert QRectF(chimera.rect()).contains(chimera.camera.transform.mapRect(chimera.scene.area))
    chimera.select(Place("1"))
    QTest.keyClick(chimera, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert rect(chimera, "/1").width() > 150


def test_a_fitted_picture_stays_fitted_when_the_window_grows(chimera: CanvasView) -> None:
    chimera.fit()
    chimera.resize(500, 400)
    assert chimera.scene is not None
    shown = chimera.camera.transform.mapRect(chimera.scene.area)
    assert shown.width() < 500


def test_dragging_the_ground_pans(chimera: CanvasView) -> None:
    chimera.fit()
    before = rect(chimera, "input:X").center()
    QTest.mousePress(
        chimera, Qt.MouseButton.MiddleButton, pos=rect(chimera, "/1").center().toPoint()
    )
    QTest.mouseMove(chimera, (rect(chimera, "/1").center() + QPointF(30, 20)).toPoint())
    QTest.mouseRelease(chimera, Qt.MouseButton.MiddleButton)
    assert rect(chimera, "input:X").center() - before == QPointF(30, 20)


def test_a_new_report_of_the_same_model_keeps_zoom_expansion_and_place(chimera: CanvasView) -> None:
    chimera.toggle("/0")
    chimera.zoom_at(1.3, QPointF(100, 100))
    zoom, first = chimera.camera.zoom, rect(chimera, "input:X")
    chimera.set_report(report(CHIMERA.replace("relu() i -> j", "tanh() i -> j")))
    assert "/2/tanh()" in keys(chimera)
    assert "/0/net" not in keys(chimera)
    assert chimera.camera.zoom == zoom
    assert (rect(chimera, "input:X").center() - first.center()).manhattanLength() <= 2


def test_a_forgotten_model_gives_way_to_the_next(chimera: CanvasView) -> None:
    chimera.toggle("/0")
    chimera.set_report(None)
    assert chimera.scene is None
    chimera.set_report(report(CHIMERA))
    assert "/0/net" in keys(chimera)


def test_a_stale_picture_is_pale_and_one_that_did_not_run_stays(chimera: CanvasView) -> None:
    chimera.fit()
    spot = QPointF(rect(chimera, "/1").left() + 1, rect(chimera, "/1").center().y())
    strong = color_at(chimera, spot).lightness()
    chimera.set_report(report(CHIMERA), stale=True)
    assert color_at(chimera, spot).lightness() > strong + 40
    chimera.set_report(Report(failure=Failure("source", "SyntaxError", "invalid syntax")))
    assert "/1" in keys(chimera)
    assert color_at(chimera, spot).lightness() > strong + 40


def test_without_a_picture_a_sentence_says_why(view: CanvasView) -> None:
    assert view._empty_text().startswith("Drag a module")
    view.set_report(Report(failure=Failure("build", "NameError", "name 'nn' is not defined")))
    assert view._empty_text() == "The model could not be built.\n\nname 'nn' is not defined"
    view.grab()


def test_an_empty_canvas_says_that_the_code_waits_for_trust(view: CanvasView) -> None:
    view.set_trusted(False)
    assert "has not been run" in view._empty_text()
    view.grab()


def test_what_failed_is_red(view: CanvasView) -> None:
    view.set_report(report(FAILED))
    box = rect(view, "/2")
    inside = color_at(view, QPointF(box.right() - 30, box.bottom() - 6))
    assert inside.red() > inside.blue() + 8


def test_the_theme_changes_every_color(chimera: CanvasView) -> None:
    assert color_at(chimera, QPointF(2, 2)).lightness() > 200
    chimera.set_theme(DARK)
    assert color_at(chimera, QPointF(2, 2)).lightness() < 60
    chimera.set_theme(LIGHT)
    assert color_at(chimera, QPointF(2, 2)).lightness() > 200


def ask_for_menu(view: CanvasView, position: QPointF) -> None:
    place, reason = position.toPoint(), QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(view, QContextMenuEvent(reason, place, view.mapToGlobal(place)))


def test_a_context_menu_is_asked_for_with_what_is_under_the_pointer(
    chimera: CanvasView, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(chimera.context_menu_requested) as caught:
        ask_for_menu(chimera, rect(chimera, "/1").center())
    assert caught.args[0].node.key == "/1"
    assert chimera.current == keys(chimera).index("/1")
    with qtbot.waitSignal(chimera.context_menu_requested) as caught:
        ask_for_menu(chimera, QPointF(3, 3))
    assert caught.args[0].node is None
    assert chimera.current is None


def test_the_menu_keys_ask_for_the_menu_of_the_selection(chimera: CanvasView, qtbot: QtBot) -> None:
    chimera.select(Place("1"))
    with qtbot.waitSignal(chimera.context_menu_requested) as caught:
        reason = QContextMenuEvent.Reason.Keyboard
        middle = chimera.rect().center()
        QApplication.sendEvent(chimera, QContextMenuEvent(reason, middle, middle))
    assert caught.args[0].node.key == "/1"
    assert rect(chimera, "/1").contains(QPointF(chimera.mapFromGlobal(caught.args[1])))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends a menu event for these keys")
def test_shift_and_f10_ask_for_a_menu_within_the_view(chimera: CanvasView, qtbot: QtBot) -> None:
    chimera.select(Place("1"))
    chimera.pan(0, -2000)
    with qtbot.waitSignal(chimera.context_menu_requested) as caught:
        QTest.keyClick(chimera, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert caught.args[0].node.key == "/1"
    assert chimera.rect().contains(chimera.mapFromGlobal(caught.args[1]))


def test_an_empty_canvas_has_a_menu_as_well(view: CanvasView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.context_menu_requested) as caught:
        ask_for_menu(view, QPointF(30, 30))
    assert caught.args[0] == Under()


def test_tracing_fades_what_is_not_on_the_way(view: CanvasView) -> None:
    view.set_report(report(PARALLEL))
    view.select(Place("net2"))
    bar = QPointF(rect(view, "/net1/0").left() + 1, rect(view, "/net1/0").center().y())
    before = color_at(view, bar).lightness()
    view.trace_path()
    assert color_at(view, bar).lightness() > before + 30
    view.trace_path()
    assert color_at(view, bar).lightness() == before


def test_a_large_model_is_painted_at_every_zoom(view: CanvasView) -> None:
    view.set_report(report(chain(400)))
    view.expand_all()
    for zoom in (0.01, 0.05, 0.2, 0.4, 1.0, 4.0):
        view.zoom_at(zoom / view.camera.zoom, QPointF(350, 450))
        assert view.grab().toImage().pixelColor(350, 450).isValid()


def test_opening_a_container_takes_a_moment_and_leaves_no_clock(
    chimera: CanvasView, qtbot: QtBot
) -> None:
    chimera.animated = True
    chimera.toggle("/0")
    assert chimera._glide.is_running
    chimera.grab()
    qtbot.waitUntil(lambda: not chimera._glide.is_running, timeout=1000)


def test_the_canvas_tells_a_screen_reader_what_it_is(view: CanvasView) -> None:
    assert view.accessibleName() == "Model graph"
    assert "Arrows" in view.accessibleDescription()


def test_a_wheel_turns_add_up_while_the_camera_still_flies(
    chimera: CanvasView, qtbot: QtBot
) -> None:
    chimera.animated = True
    before = chimera.camera.zoom
    for _ in range(3):
        chimera.zoom_smoothly(1.2, QPointF(100, 100))
    qtbot.waitUntil(lambda: not chimera._flight.is_running, timeout=1000)
    assert chimera.camera.zoom == pytest.approx(before * 1.2**3)


def test_a_report_that_arrives_in_flight_finds_the_camera_where_it_was_going(
    chimera: CanvasView,
) -> None:
    chimera.animated = True
    chimera.zoom_smoothly(0.5, QPointF(100, 100))
    aim = chimera._flight.end
    chimera.set_report(report(CHIMERA))
    assert chimera.camera == aim
    assert not chimera._flight.is_running


def test_control_and_dragging_zooms_into_a_rectangle(chimera: CanvasView) -> None:
    control, left = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
    start = rect(chimera, "/").topLeft().toPoint() + QPoint(4, 60)
    end = start + QPoint(80, 80)
    corner = chimera.to_picture(QPointF(start))
    QTest.mousePress(chimera, left, control, start)
    moved = QMouseEvent(QEvent.Type.MouseMove, QPointF(end), QPointF(end), left, left, control)
    QApplication.sendEvent(chimera, moved)
    assert chimera._band.isVisible()
    QTest.mouseRelease(chimera, left, control, end)
    assert not chimera._band.isVisible()
    assert chimera.camera.zoom > 5
    assert QRectF(chimera.rect()).contains(chimera.to_view(corner))


def test_tab_goes_through_the_nodes_and_then_out_of_the_picture(qtbot: QtBot) -> None:
    window, chimera = QWidget(), CanvasView()
    qtbot.addWidget(window)
    chimera.set_report(report(CHIMERA))
    before, after = QLineEdit(), QLineEdit()
    column = QVBoxLayout(window)
    for widget in (before, chimera, after):
        column.addWidget(widget)
    window.show()
    window.activateWindow()
    chimera.setFocus()
    for _ in keys(chimera):
        QTest.keyClick(chimera, Qt.Key.Key_Tab)
    assert chimera.current == len(keys(chimera)) - 1
    QTest.keyClick(chimera, Qt.Key.Key_Tab)
    assert window.focusWidget() is after
    chimera.setFocus()
    QTest.keyClick(chimera, Qt.Key.Key_Home)
    QTest.keyClick(chimera, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is before
    chimera.setFocus()
    QTest.keyClick(chimera, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is after


def test_digits_expand_to_a_depth_and_letters_open_and_close(chimera: CanvasView) -> None:
    QTest.keyClick(chimera, Qt.Key.Key_1)
    assert [key for key in keys(chimera) if key.count("/") == 1] == ["/", "/0", "/1", "/2"]
    assert "/0/net" not in keys(chimera)
    chimera.choose(keys(chimera).index("/0"))
    QTest.keyClick(chimera, Qt.Key.Key_E)
    assert "/0/net" in keys(chimera)
    assert "/0/net/0" not in keys(chimera)
    QTest.keyClick(chimera, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    assert "/0/net/0" in keys(chimera)
    assert "/2/linear" not in keys(chimera)
    QTest.keyClick(chimera, Qt.Key.Key_A)
    assert "/2/linear" in keys(chimera)
    QTest.keyClick(chimera, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert keys(chimera) == ["input:X", "/", "output:output"]


def test_escape_at_the_outermost_node_selects_nothing(chimera: CanvasView) -> None:
    chimera.choose(keys(chimera).index("input:X"))
    QTest.keyClick(chimera, Qt.Key.Key_Escape)
    assert chimera.current is None


def test_keys_typed_in_a_field_over_the_picture_do_nothing_to_it(chimera: CanvasView) -> None:
    field = QLineEdit(chimera)
    field.show()
    field.setFocus()
    before = keys(chimera), chimera.current, chimera.camera
    for key in (Qt.Key.Key_1, Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        QTest.keyClick(field, key)
    assert (keys(chimera), chimera.current, chimera.camera) == before


def test_page_down_scrolls_on_along_the_flow(chimera: CanvasView) -> None:
    chimera.resize(400, 300)
    chimera.zoom_at(1 / chimera.camera.zoom, QPointF(0, 0))
    before = rect(chimera, "/1").y()
    QTest.keyClick(chimera, Qt.Key.Key_PageDown)
    assert rect(chimera, "/1").y() == pytest.approx(before - 270, abs=1)


def test_a_tooltip_comes_soon_and_not_when_something_else_begins(
    chimera: CanvasView, qtbot: QtBot
) -> None:
    over = rect(chimera, "/1").center()
    with qtbot.waitSignal(chimera._tip_clock.due, timeout=2000) as caught:
        chimera._tip_clock.start(over)
    assert caught.args == [over]
    chimera._tip_clock.start(over)
    QTest.mousePress(chimera, Qt.MouseButton.LeftButton, pos=over.toPoint())
    assert not chimera._tip_clock._timer.isActive()
    QTest.mouseRelease(chimera, Qt.MouseButton.LeftButton, pos=over.toPoint())
