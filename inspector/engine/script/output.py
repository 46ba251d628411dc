"""What user code prints: passed on up to a limit, and never into the protocol."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import TextIO

MOST_PRINTED = 200_000
"""Characters that one run may print."""


class CappedOutput(io.TextIOBase):
    """Writes to another stream until the limit is reached, then says so once."""

    def __init__(self, stream: TextIO, limit: int = MOST_PRINTED) -> None:
        self._stream = stream
        self._left = limit
        self._limit = limit

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self._left > 0:
            self._stream.write(text[: self._left])
            self._left -= len(text)
            if self._left <= 0:
                self._stream.write(f"\n[output cut after {self._limit // 1000} kB]\n")
        return len(text)

    def flush(self) -> None:
        self._stream.flush()


@contextmanager
def user_streams() -> Iterator[None]:
    """User prints go to standard error, capped; standard input is at its end."""
    error, old_input = sys.stderr, sys.stdin
    capped = CappedOutput(error)
    sys.stdin, sys.stderr = io.StringIO(), capped
    try:
        with redirect_stdout(capped):
            yield
    finally:
        sys.stdin, sys.stderr = old_input, error
        capped.flush()
