"""A real drag, driven from within the loop that runs it."""

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDrag
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_STEPS = 6
_GUARD = 30_000
"""Milliseconds after which a drag that does not end is given up."""


def drag(
    source: QWidget,
    start: QPointF,
    target: QWidget,
    end: QPointF,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    cancel: bool = False,
) -> None:
    """Press on one widget, move to another of the same window, and release or cancel there."""
    window = source.window()
    handle = window.windowHandle()
    first = source.mapTo(window, start.toPoint())
    last = target.mapTo(window, end.toPoint())
    over = set(window.findChildren(QDrag))
    ran: list[bool] = []

    def within_the_drag() -> None:
        if ran or not set(window.findChildren(QDrag)) - over:
            return
        ran.append(True)
        for step in range(1, _STEPS + 1):
            share = step / _STEPS
            QTest.mouseMove(
                handle,
                QPoint(
                    *(
                        round(a + (b - a) * share)
                        for a, b in zip(first.toTuple(), last.toTuple(), strict=True)
                    )
                ),
            )
        if cancel:
            QDrag.cancel()
        else:
            QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, modifiers, last)

    # The drag is there once its loop runs; how long it takes until then depends on the machine.
    move = QTimer(interval=0)
    move.timeout.connect(within_the_drag)
    guard = QTimer(singleShot=True, interval=_GUARD)
    guard.timeout.connect(QDrag.cancel)
    move.start()
    guard.start()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, modifiers, first)
    far = QApplication.startDragDistance() + 2
    QTest.mouseMove(handle, first + QPoint(far, far))
    QApplication.processEvents()
    move.stop()
    guard.stop()
    assert ran, "no drag began"
