"""When a tooltip appears: soon once the pointer rests, at once from one to the next."""

from PySide6.QtCore import QObject, QPointF, QTimer, Signal
from PySide6.QtWidgets import QToolTip

_REST = 300
_NEXT = 60
"""Milliseconds; Qt waits for 700."""


class TipClock(QObject):
    """Counts from the last movement of the pointer."""

    due = Signal(QPointF)
    """The pointer rests at a position of the widget."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._position = QPointF()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(lambda: self.due.emit(self._position))

    def start(self, position: QPointF) -> None:
        """The pointer has moved."""
        self._position = position
        self._timer.start(_NEXT if QToolTip.isVisible() else _REST)

    def stop(self) -> None:
        """The pointer is busy with something else, or gone."""
        self._timer.stop()
        if QToolTip.isVisible():
            QToolTip.hideText()
