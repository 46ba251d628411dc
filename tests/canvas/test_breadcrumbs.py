import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from inspector.canvas.view import CanvasView
from tests.canvas.test_view import keys
from tests.graph.models import CHIMERA
from tests.graph.notation import report


@pytest.fixture
def view(qtbot: QtBot) -> CanvasView:
    view = CanvasView()
    view.animated = False
    view.resize(700, 700)
    qtbot.addWidget(view)
    view.set_report(report(CHIMERA))
    with qtbot.waitExposed(view):
        view.show()
    return view


def buttons(view: CanvasView) -> list[QToolButton]:
    found = view.breadcrumbs.findChildren(QToolButton)
    return sorted((b for b in found if not b.isHidden()), key=lambda button: button.x())


def names(view: CanvasView) -> list[str]:
    return [button.text() for button in buttons(view) if button.text()]


def select(view: CanvasView, key: str) -> None:
    view.choose(keys(view).index(key))


def test_the_way_to_the_selection_is_named_and_each_name_leads_there(
    view: CanvasView, qtbot: QtBot
) -> None:
    select(view, "/0/net/1")
    qtbot.waitUntil(lambda: names(view) == ["chimera", "0", "net", "1"])
    net = next(button for button in buttons(view) if button.text() == "net")
    QTest.mouseClick(net, Qt.MouseButton.LeftButton)
    assert keys(view)[view.current or 0] == "/0/net"
    qtbot.waitUntil(lambda: names(view) == ["chimera", "0", "net"])


def test_without_a_selection_it_is_the_container_that_one_is_deep_in(
    view: CanvasView, qtbot: QtBot
) -> None:
    assert view.scene is not None
    inside = view.scene.rect(view.scene.graph.index["/2/relu()"]).center()
    view.look_at(inside, 3.0)
    qtbot.waitUntil(lambda: names(view) == ["chimera", "2"])
    view.fit()
    qtbot.waitUntil(view.breadcrumbs.isHidden)


def test_what_stands_beside_a_step_is_listed_after_the_one_before(
    view: CanvasView, qtbot: QtBot
) -> None:
    select(view, "/0/linear")
    qtbot.waitUntil(lambda: names(view) == ["chimera", "0", "linear"])
    after = buttons(view)[3]
    menu = after.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["net\tSequential", "linear\tLazyLinear"]
    menu.actions()[0].trigger()
    assert keys(view)[view.current or 0] == "/0/net"


def test_where_there_is_nothing_to_say_nothing_is_shown(view: CanvasView, qtbot: QtBot) -> None:
    select(view, "/1")
    qtbot.waitUntil(view.breadcrumbs.isVisible)
    view.collapse_all()
    view.choose(None)
    qtbot.waitUntil(view.breadcrumbs.isHidden)


def test_in_a_picture_that_grows_the_names_have_room_again(view: CanvasView, qtbot: QtBot) -> None:
    select(view, "/0/net/1")
    qtbot.waitUntil(lambda: names(view) == ["chimera", "0", "net", "1"])
    full = view.breadcrumbs.width()
    view.resize(150, 700)
    qtbot.waitUntil(lambda: view.breadcrumbs.width() < full)
    view.resize(700, 700)
    qtbot.waitUntil(lambda: view.breadcrumbs.width() == full)


def test_a_long_way_is_cut_in_the_middle_and_never_clipped(view: CanvasView, qtbot: QtBot) -> None:
    deep = ["input X 2x20", "net Sequential X -> r", *_nest(30), "return r"]
    view.set_report(None)
    view.set_report(report("\n".join(deep)))
    view.expand_all()
    select(view, next(key for key in keys(view) if key.endswith("relu()")))
    qtbot.waitUntil(lambda: names(view)[:2] == ["net", "…"] and names(view)[-1] == "relu")
    assert view.breadcrumbs.width() <= view.width() - 24
    last = buttons(view)[-1]
    assert last.x() + last.width() <= view.breadcrumbs.width()


def _nest(depth: int) -> list[str]:
    lines = [f"{'  ' * (n + 1)}container{n} Sequential X -> r" for n in range(depth)]
    return [*lines, f"{'  ' * (depth + 1)}relu() X -> r 2x20"]


def test_the_names_lead_out_of_a_container_that_is_alone(view: CanvasView, qtbot: QtBot) -> None:
    view.isolate("/0/net")
    qtbot.waitUntil(lambda: names(view) == ["chimera", "0", "net"])
    QTest.mouseClick(
        next(button for button in buttons(view) if button.text() == "0"), Qt.MouseButton.LeftButton
    )
    assert view.root is None
    assert keys(view)[view.current or 0] == "/0"
    view.isolate("/0/net")
    qtbot.waitUntil(lambda: [b.objectName() for b in buttons(view)][:1] == ["whole"])
    QTest.mouseClick(buttons(view)[0], Qt.MouseButton.LeftButton)
    assert view.root is None
