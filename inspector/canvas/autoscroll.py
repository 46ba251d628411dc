"""Scrolling by itself while something is dragged along the border of the view."""

from PySide6.QtCore import QObject, QPointF, QSize, QTimer, Signal

_BORDER = 36.0
_FASTEST = 18.0
"""Pixels of the screen for each tick, right at the border."""
_TICK = 16
_PATIENCE = 15
"""Ticks at the border before anything moves, so that one can come in over it."""


class AutoScroll(QObject):
    """The nearer to the border, the faster."""

    moved = Signal(float, float)
    """So many pixels for the picture to go on."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._step = 0.0, 0.0
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self._on_tick)
        self._ticks = 0

    @property
    def is_running(self) -> bool:
        return self._clock.isActive()

    def over(self, position: QPointF, view: QSize) -> None:
        """The pointer is at a position of a view of this size."""
        self._step = _pull(position.x(), view.width()), _pull(position.y(), view.height())
        if self._step == (0.0, 0.0):
            self.stop()
        elif not self._clock.isActive():
            self._ticks = 0
            self._clock.start()

    def stop(self) -> None:
        self._clock.stop()

    def _on_tick(self) -> None:
        self._ticks += 1
        if self._ticks > _PATIENCE:
            self.moved.emit(*self._step)


def _pull(at: float, room: float) -> float:
    """How far to move the picture so that more of it comes in from the nearer border."""
    border = min(_BORDER, room / 4)
    if at < border:
        return _FASTEST * min((border - at) / border, 1.0)
    if at > room - border:
        return -_FASTEST * min((at - room + border) / border, 1.0)
    return 0.0
