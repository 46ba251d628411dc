"""Long work off the window's thread: one piece at a time, the newest wins, any can be given up.

The thread touches no Qt object: the window looks at intervals whether it is done, so that nothing
can be told to a widget that is gone.
"""

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

T = TypeVar("T")
Tell = Callable[[str, float], None]
"""How the work says what it does and which share of it is done; raises CancelledError if nobody
waits for the result any more."""
_LOOK = 15
"""Milliseconds between two looks at the work."""
_SWITCH = 0.0005
"""Seconds that the work goes on while the window wants to."""
_FEW = 4000
"""So many objects are freed in a millisecond or two."""


@contextmanager
def _beside_the_window() -> Iterator[None]:
    """Let the window in often, and never let it wait for a search of all objects for garbage.

    What the work has made is set aside from such searches for good: it is many plain values, and
    they are freed without them.
    """
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH)
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        sys.setswitchinterval(interval)


class _Job:
    """One piece of work, run in a thread once the piece before it has ended."""

    def __init__(
        self,
        work: Callable[[Tell], Any],
        then: Callable[[Any], None],
        before: threading.Thread | None,
    ) -> None:
        self._work, self.then, self._before = work, then, before
        self.is_wanted = True
        self.doing: tuple[str, float] = ("", 0.0)
        self.result: Any = None
        self.error: BaseException | None = None
        self.thread = threading.Thread(target=self._run, name="background")
        self.thread.start()

    @property
    def is_done(self) -> bool:
        return not self.thread.is_alive()

    def _run(self) -> None:
        if self._before is not None:
            self._before.join()
            self._before = None
        try:
            with _beside_the_window():
                self.result = self._work(self._tell) if self.is_wanted else None
        except CancelledError:
            pass
        except BaseException as error:  # noqa: BLE001  # raised again in the window's thread
            self.error = error

    def _tell(self, doing: str, share: float) -> None:
        if not self.is_wanted:
            raise CancelledError
        self.doing = doing, share


class _Line:
    """The newest job; apart from the QObject, so that it can be ended when that is gone."""

    def __init__(self) -> None:
        self.job: _Job | None = None

    def end(self) -> None:
        """Give up the work and wait until its thread has ended."""
        if self.job is not None:
            self.job.is_wanted = False
            self.job.thread.join()


class Background(QObject):
    """Runs the newest work that was asked for; `then` is called with its result."""

    changed = Signal()
    """Work began, went on or ended."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._line = _Line()
        self._looks = QTimer(self)
        self._looks.setInterval(_LOOK)
        self._looks.timeout.connect(self._look)
        self._freeing = QTimer(self)
        self._freeing.timeout.connect(self._free_some)
        self._unneeded: list[Any] = []
        self.destroyed.connect(self._line.end)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    @property
    def is_busy(self) -> bool:
        """Whether a result is waited for."""
        return self._line.job is not None and self._line.job.is_wanted

    @property
    def doing(self) -> tuple[str, float]:
        """What the work says that it does, and which share of it is done."""
        return self._line.job.doing if self._line.job is not None else ("", 0.0)

    def start(self, work: Callable[[Tell], T], then: Callable[[T], None]) -> None:
        """Begin, and give up what was going on."""
        before = self._line.job
        if before is not None:
            before.is_wanted = False
        self._line.job = _Job(work, then, before.thread if before is not None else None)
        self._looks.start()
        self.changed.emit()

    def cancel(self) -> None:
        """Give up what is going on; `then` is not called."""
        if self.is_busy and self._line.job is not None:
            self._line.job.is_wanted = False
            self.changed.emit()

    def close(self) -> None:
        """Give up what is going on, and wait until it has ended."""
        self._looks.stop()
        self._line.end()

    def free(self, *things: object) -> None:
        """Let go of many things, a few at a time: to free all at once would hold up the window."""
        self._unneeded += things
        if len(self._unneeded) > _FEW:
            self._freeing.start()
        else:
            self._free_some()

    def _free_some(self) -> None:
        del self._unneeded[-_FEW:]
        if not self._unneeded:
            self._freeing.stop()

    def _look(self) -> None:
        job = self._line.job
        if job is None or not job.is_done:
            self.changed.emit()
            return
        self._looks.stop()
        self._line.job = None
        self.changed.emit()
        if job.error is not None:
            raise job.error
        if job.is_wanted:
            job.then(job.result)
