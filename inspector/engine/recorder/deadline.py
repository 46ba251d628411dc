"""A time limit: what runs too long is stopped between two events, or wherever Python can be."""

import ctypes
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType

import inspector
from inspector.engine.recorder.recorder import RecordingStopped

_SECONDS_BETWEEN_TRIES = 0.05
_OURS = (*inspector.__path__, threading.__file__)


def within(seconds: float | None, expired: Callable[[], None]) -> AbstractContextManager[object]:
    """A `Deadline`; where there is no limit nothing, and no thread to watch it."""
    return nullcontext() if seconds is None else Deadline(seconds, expired)


class Deadline(AbstractContextManager[None]):
    """Raises RecordingStopped in the thread that entered it, once its seconds are over.

    `expired` is told first, and may find a gentler way: the recorder stops at its next event. A
    loop that makes no events is interrupted by `PyThreadState_SetAsyncExc`, which Python obeys
    between two instructions of its own; so never within one long function of C, and never while
    it executes the code of this package, which could leave its books in disorder.
    """

    def __init__(self, seconds: float, expired: Callable[[], None]) -> None:
        self._seconds = seconds
        self._expired = expired
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._guarded = 0
        self._watch = threading.Thread(target=self._wait, daemon=True)

    def __enter__(self) -> None:
        self._guarded = threading.get_ident()
        self._watch.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            self._end()
        except RecordingStopped:  # it was raised in this very moment
            self._end()
            raise

    def _end(self) -> None:
        with self._lock:
            self._ended.set()
            _raise_in(self._guarded, None)
        self._watch.join()

    def _wait(self) -> None:
        if self._ended.wait(self._seconds):
            return
        self._expired()
        while not self._ended.wait(_SECONDS_BETWEEN_TRIES):
            with self._lock:
                frame = sys._current_frames().get(self._guarded)
                if self._ended.is_set() or frame is None:
                    return
                if not frame.f_code.co_filename.startswith(_OURS):
                    _raise_in(self._guarded, RecordingStopped)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Raise an exception in another thread, or take back one that it has not yet met."""
    thing = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), thing)
