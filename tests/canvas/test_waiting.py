import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.canvas import draft
from inspector.canvas.backdrop import CANCELLED, WELCOME
from inspector.canvas.view import CanvasView
from inspector.canvas.waiting import Waiting
from inspector.graph.measures import Measure
from tests.graph.models import chain
from tests.graph.notation import report


@pytest.fixture
def view(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> CanvasView:
    """A canvas for which three nodes are already many."""
    view = CanvasView()
    view.animated = False
    view.resize(700, 900)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    view.set_report(report(chain(3)))
    monkeypatch.setattr(draft, "_QUICK_NODES", 3)
    return view


def keys(view: CanvasView) -> list[str]:
    assert view.scene is not None
    return [node.key for node in view.scene.graph.nodes]


def until_drawn(view: CanvasView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not view._picture.is_waiting)


def test_a_large_picture_comes_later_and_the_old_one_stays_until_then(
    view: CanvasView, qtbot: QtBot
) -> None:
    view.collapse_all()
    assert keys(view) == ["input:X", "/", "output:output"]
    view.expand_all()
    assert keys(view) == ["input:X", "/", "output:output"]
    until_drawn(view, qtbot)
    assert keys(view) == ["input:X", "/", "/0", "/1", "/2", "output:output"]


def test_escape_gives_up_the_next_picture_and_keeps_what_was_expanded(
    view: CanvasView, qtbot: QtBot
) -> None:
    view.collapse_all()
    view.expand_all()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view._picture.is_waiting
    view.set_report(report(chain(4)))
    until_drawn(view, qtbot)
    assert keys(view) == ["input:X", "/", "output:output"]


def test_the_newest_of_several_wishes_is_drawn_with_all_that_was_opened(
    view: CanvasView, qtbot: QtBot
) -> None:
    view.set_report(report(chain(5)))
    view.collapse_all()
    view.expand_all()
    view.set_report(report(chain(2)))
    until_drawn(view, qtbot)
    assert keys(view) == ["input:X", "/", "/0", "/1", "output:output"]


def test_one_who_waits_long_is_told_why_and_can_cancel(view: CanvasView, qtbot: QtBot) -> None:
    go = threading.Event()
    background = view._picture._background
    assert background is not None

    def work(tell: draft.Tell) -> None:
        tell("Laying out 48,212 nodes", 0.4)
        assert go.wait(10)

    line = view.findChild(Waiting)
    background.start(work, lambda result: None)
    assert not line.isVisible()
    qtbot.waitUntil(line.isVisible)
    assert line.text == "Laying out 48,212 nodes… 40%"
    view.cancel()
    assert not line.isVisible()
    go.set()


def test_where_the_first_picture_was_cancelled_a_click_draws_it(
    view: CanvasView, qtbot: QtBot
) -> None:
    view.set_report(None)
    assert view._empty_text() == WELCOME
    view.expand_all()
    view.set_report(report(chain(9)))
    view.cancel()
    assert view.scene is None
    assert view._empty_text() == CANCELLED
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.rect().center())
    assert view._empty_text() == ""
    until_drawn(view, qtbot)
    assert "/8" in keys(view)


def test_the_first_picture_that_was_cancelled_is_forgotten_with_its_model(view: CanvasView) -> None:
    view.set_report(None)
    view.set_report(report(chain(9)))
    view.cancel()
    view.set_report(None)
    assert view._empty_text() == WELCOME


def test_a_coloring_that_was_cancelled_is_not_wanted_any_more(
    view: CanvasView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft, "_QUICK_CALLS", 0)
    view.overlaying.set_measure(Measure.TIME)
    assert view.overlaying.measure is Measure.TIME
    view.cancel()
    assert view.overlaying.measure is Measure.KIND
