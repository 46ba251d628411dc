"""Collapsed containers that spring open while something is dragged over them."""

from collections.abc import Collection

from PySide6.QtCore import QObject, QTimer, Signal

OPEN_AFTER = 700
"""Milliseconds over a container; shorter would open what one only passes by."""
CLOSE_AFTER = 400


class Springs(QObject):
    """Remembers what it opened: that closes again when the drag leaves it."""

    toggled = Signal(str)
    """The key of a container to open, or to close again."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._opened: list[str] = []
        self._around: Collection[str] = ()
        self._waiting: str | None = None
        self._opens = QTimer(self, singleShot=True, interval=OPEN_AFTER)
        self._opens.timeout.connect(self._open)
        self._closes = QTimer(self, singleShot=True, interval=CLOSE_AFTER)
        self._closes.timeout.connect(self._close_left)

    def over(self, collapsed: str | None, around: Collection[str]) -> None:
        """The pointer is on a collapsed container or not, and within others, all by their keys."""
        self._around = around
        if collapsed != self._waiting:
            self._waiting = collapsed
            self._opens.stop()
            if collapsed is not None:
                self._opens.start()
        if all(key in around for key in self._opened):
            self._closes.stop()
        elif not self._closes.isActive():
            self._closes.start()

    def end(self, keep: bool) -> None:
        """The drag is over; `keep` leaves open what it ended in."""
        self._around = self._around if keep else ()
        self._waiting = None
        self._opens.stop()
        self._closes.stop()
        self._close_left()
        self._opened.clear()
        self._around = ()

    def _open(self) -> None:
        if self._waiting is not None:
            self._opened.append(self._waiting)
            self.toggled.emit(self._waiting)

    def _close_left(self) -> None:
        """Close what the pointer has left, the inner ones first."""
        left = [key for key in self._opened if key not in self._around]
        self._opened = [key for key in self._opened if key in self._around]
        for key in reversed(left):
            self.toggled.emit(key)
