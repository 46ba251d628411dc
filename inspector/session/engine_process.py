"""One engine process and its pipes. Imports no Qt, so that it can start before the window."""

import contextlib
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable

from inspector.protocol.frames import ProtocolError, encode, read_message
from inspector.protocol.messages import Message, Request

ENGINE = (sys.executable, "-m", "inspector.engine")
_KEPT_OUTPUT = 2000  # lines of what user code printed


class EngineProcess:
    """A running engine. Its callbacks come from threads of their own."""

    def __init__(self, command: tuple[str, ...] = ENGINE) -> None:
        environment = dict(os.environ)
        root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        known = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = f"{root}{os.pathsep}{known}" if known else root
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        self.output: deque[str] = deque(maxlen=_KEPT_OUTPUT)
        """The last lines that user code printed."""
        self._threads: list[threading.Thread] = []

    @property
    def pid(self) -> int:
        return self._process.pid

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
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # its end is reported by the thread that reads
            self._process.stdin.write(encode(request))
            self._process.stdin.flush()

    def kill(self) -> None:
        """End the process at once, whatever it is doing."""
        self._process.kill()

    def close(self) -> None:
        """End the process and wait until nothing of it is left."""
        self.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join(1)  # a process that user code left behind may hold the pipe open
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):  # something was still unsent
                    pipe.close()

    def _read_messages(
        self, on_message: Callable[[Message], None], on_end: Callable[[str], None]
    ) -> None:
        assert self._process.stdout is not None
        reason = ""
        try:
            while (message := read_message(self._process.stdout.read)) is not None:
                on_message(message)
        except ProtocolError as error:
            reason = f"it sent something that is no message ({error})"
            self.kill()
        except (OSError, ValueError):
            pass  # the pipe was closed under us
        code = self._process.wait()
        on_end(reason or _ending(code))

    def _read_output(self) -> None:
        assert self._process.stderr is not None
        try:
            for line in self._process.stderr:
                self.output.append(line.decode(errors="replace").rstrip("\n"))
        except (OSError, ValueError):
            pass  # the pipe was closed under us


def _ending(code: int) -> str:
    """What an exit status means, for the user."""
    signals = {-11: "it crashed (segmentation fault)", -6: "it aborted", -9: "it was killed"}
    return signals.get(code, f"it exited with status {code}")
