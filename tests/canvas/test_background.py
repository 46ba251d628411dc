import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from inspector.canvas.background import Background, Tell


@pytest.fixture
def background(qapp: object) -> Iterator[Background]:
    owner = QObject()
    background = Background(owner)
    yield background
    background.close()


class Held:
    """Work that goes on until it is let go, and then tells a step so that it can be given up."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()
        self.reached_the_end = False

    def __call__(self, tell: Tell) -> str:
        tell("Counting", 0.25)
        self.begun.set()
        assert self.go.wait(10)
        tell("Counting", 0.5)
        self.reached_the_end = True
        return "counted"


def test_the_result_comes_to_the_thread_that_asked(background: Background, qtbot: QtBot) -> None:
    found: list[tuple[int, threading.Thread]] = []
    background.start(lambda tell: 6 * 7, lambda n: found.append((n, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(found))
    assert found == [(42, threading.main_thread())]
    assert not background.is_busy


def test_while_the_work_goes_on_one_can_read_how_far_it_is(background: Background) -> None:
    held = Held()
    background.start(held, lambda result: None)
    assert held.begun.wait(10)
    assert background.is_busy
    assert background.doing == ("Counting", 0.25)
    held.go.set()


def test_work_that_is_given_up_ends_at_its_next_step_and_gives_nothing(
    background: Background,
) -> None:
    held = Held()
    found: list[str] = []
    background.start(held, found.append)
    assert held.begun.wait(10)
    background.cancel()
    assert not background.is_busy
    held.go.set()
    background.close()
    QCoreApplication.processEvents()
    assert not held.reached_the_end
    assert found == []


def test_only_the_newest_work_gives_its_result(background: Background, qtbot: QtBot) -> None:
    first, found = Held(), []
    background.start(first, found.append)
    assert first.begun.wait(10)
    background.start(lambda tell: "second", found.append)
    background.start(lambda tell: "third", found.append)
    first.go.set()
    qtbot.waitUntil(lambda: bool(found))
    assert found == ["third"]
    assert not first.reached_the_end


def test_a_mistake_in_the_work_is_raised_where_it_was_asked_for(
    background: Background, qtbot: QtBot
) -> None:
    with capture_exceptions() as caught:
        background.start(lambda tell: 1 // 0, lambda result: None)
        qtbot.waitUntil(lambda: not background.is_busy)
    assert [error.__class__ for _, error, _ in caught] == [ZeroDivisionError]


def test_nothing_runs_on_when_the_owner_is_gone(qapp: object) -> None:
    owner = QObject()
    background = Background(owner)
    held = Held()
    background.start(held, lambda result: None)
    assert held.begun.wait(10)
    threading.Timer(0.01, held.go.set).start()
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    assert "background" not in {thread.name for thread in threading.enumerate()}


def test_many_things_are_let_go_of_a_few_at_a_time(background: Background, qtbot: QtBot) -> None:
    class Thing:
        pass

    things = [Thing() for _ in range(10_000)]
    first, last = weakref.ref(things[0]), weakref.ref(things[-1])
    background.free(*things)
    things.clear()
    assert first() is not None
    qtbot.waitUntil(lambda: first() is None and last() is None)
