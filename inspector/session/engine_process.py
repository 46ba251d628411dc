"""One engine process as the window knows it, however it was started. Imports no Qt."""

import contextlib
import threading
from collections import deque
from collections.abc import Callable
from signal import Signals
from typing import IO, Protocol

from inspector.protocol.frames import ProtocolError, encode, read_message
from inspector.protocol.messages import Message, Request

_KEPT_OUTPUT = 2000  # lines of what user code printed


class Link(Protocol):
    """The connection to a process: its bytes, its printing, and its end."""

    errors: IO[bytes]
    """What the process prints."""

    def read(self, count: int) -> bytes:
        """Up to `count` bytes of its messages; none when it has ended. Blocks."""

    def write(self, data: bytes) -> None:
        """Send bytes. Raises OSError if it has ended."""

    def kill(self) -> None:
        """End the process at once."""

    def ending(self) -> str:
        """Why it ended, as part of a sentence; waits for the end."""

    def close(self) -> None:
        """Let go of the connection."""


class EngineSource(Protocol):
    """Starts engines."""

    def launch(self) -> "EngineProcess":
        """A new engine; it says `Ready` when it can be used."""

    def close(self) -> None:
        """Start no more; what was needed for it ends."""


class EngineProcess:
    """A running engine. Its callbacks come from threads of their own."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self.output: deque[str] = deque(maxlen=_KEPT_OUTPUT)
        """The last lines that user code printed."""
        self._threads: list[threading.Thread] = []

    def listen(self, on_message: Callable[[Message], None], on_end: Callable[[str], None]) -> None:
        """Report each message, and once why there will be no more; from another thread."""
        self._threads = [
            threading.Thread(target=self._read_output, name="engine output", daemon=True),
            threading.Thread(
                target=self._read_messages,
                args=(on_message, on_end),
                name="engine messages",
                daemon=True,
            ),
        ]
        for thread in self._threads:
            thread.start()

    def send(self, request: Request) -> None:
        """Send a request; one that the engine does not live to read is lost without a word."""
        with contextlib.suppress(OSError):  # its end is reported by the thread that reads
            self._link.write(encode(request))

    def kill(self) -> None:
        """End the process at once, whatever it is doing."""
        self._link.kill()

    def close(self) -> None:
        """End the process and wait until nothing of it is left."""
        self.kill()
        for thread in self._threads:
            thread.join(1)  # a process that user code left behind may hold the pipe open
        self._link.close()

    def _read_messages(
        self, on_message: Callable[[Message], None], on_end: Callable[[str], None]
    ) -> None:
        reason = ""
        try:
            while (message := read_message(self._link.read)) is not None:
                on_message(message)
        except ProtocolError as error:
            reason = f"it sent something that is no message ({error})"
            self.kill()
        except (OSError, ValueError):
            pass  # the connection was closed under us
        on_end(reason or self._link.ending())

    def _read_output(self) -> None:
        try:
            for line in self._link.errors:
                self.output.append(line.decode(errors="replace").rstrip("\n"))
        except (OSError, ValueError):
            pass  # the pipe was closed under us


def ending_of(code: int) -> str:
    """What an exit status means, for the user; negative ones are signals."""
    signals = {-11: "it crashed (segmentation fault)", -6: "it aborted", -9: "it was killed"}
    if code < 0 and -code in set(Signals):
        return signals.get(code, f"the signal {Signals(-code).name} ended it")
    return f"it exited with status {code}"
