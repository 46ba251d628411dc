"""The short movement of the camera from where one looked to where one wants to look."""

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal

from inspector.canvas.camera import Camera

MILLISECONDS = 110


class Flight(QObject):
    """Counts in time, not in frames: a picture that paints slowly arrives as early as any."""

    moved = Signal(object)
    """The camera of this moment."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._start = self._end = Camera()
        self._clock = QVariantAnimation(self)
        self._clock.setDuration(MILLISECONDS)
        self._clock.setStartValue(0.0)
        self._clock.setEndValue(1.0)
        self._clock.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._clock.valueChanged.connect(self._on_moved)

    @property
    def is_running(self) -> bool:
        return self._clock.state() == QVariantAnimation.State.Running

    @property
    def end(self) -> Camera:
        """Where the camera is going, or where it last went."""
        return self._end

    def start(self, start: Camera, end: Camera) -> None:
        """Fly; from here on if it was flying elsewhere."""
        self.stop()
        self._start, self._end = start, end
        self._clock.start()

    def stop(self) -> None:
        """Stay where the camera is."""
        self._clock.stop()

    def _on_moved(self, share: float) -> None:
        self.moved.emit(self._start.between(self._end, float(share)))
