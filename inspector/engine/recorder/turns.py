"""One recording at a time in a process."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.RLock()
"""What is patched and put back, such as `nn.Module._call_impl` and the random states, is global."""
_PATIENCE = 0.2
"""Seconds between looks at the thread that one waits for."""
_holders: list[int] = []


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait until no other thread records.

    Raises RuntimeError where that might be for ever: the forward recorded in the other thread
    waits itself, maybe for this one.
    """
    while not _lock.acquire(timeout=_PATIENCE):
        frame = sys._current_frames().get(_holders[-1]) if _holders else None
        if frame is not None and frame.f_code.co_filename == threading.__file__:
            raise RuntimeError(
                "Another forward is being traced, and it waits for a thread, maybe this one. "
                "Trace the models one after the other, or outside of each other's forward."
            )
    _holders.append(threading.get_ident())
    try:
        yield
    finally:
        _holders.pop()
        _lock.release()
