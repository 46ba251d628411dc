"""Engines forked from one process that has imported torch: ready in milliseconds, on Linux."""

import contextlib
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections import deque
from typing import IO

from inspector.session.engine_process import EngineProcess, ending_of
from inspector.session.spawned_engine import environment

_NEWS = struct.Struct(">cQi")
"""``F``, a process id and 0 for an engine that was forked; ``E`` and its status for its end."""
_PATIENCE = 2.0


class ForkedLink:
    """The sockets and the fate of one forked engine. The zygote tells the latter."""

    def __init__(self, connection: socket.socket, errors: IO[bytes]) -> None:
        self.errors: IO[bytes] = errors
        self._connection = connection
        self._pid: int | None = None
        self._is_killed = False
        self._reason = "it ended"
        self._ended = threading.Event()
        self._lock = threading.Lock()

    def read(self, count: int) -> bytes:
        return self._connection.recv(count)

    def write(self, data: bytes) -> None:
        self._connection.sendall(data)

    def kill(self) -> None:
        with self._lock:
            self._is_killed = True
            self._end_process()

    def ending(self) -> str:
        self._ended.wait(_PATIENCE)
        return self._reason

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)
        self._ended.wait(_PATIENCE)
        self._connection.close()
        self.errors.close()

    def forked(self, pid: int) -> None:
        """The process is there; if it has been killed before, it ends now."""
        with self._lock:
            self._pid = pid
            if self._is_killed:
                self._end_process()

    def ended(self, reason: str) -> None:
        """The process is gone."""
        with self._lock:
            self._reason = reason
            self._pid = None
        self._ended.set()

    def _end_process(self) -> None:
        if self._pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)


class Forking:
    """A zygote: one process that imports torch once, and forks each engine from there."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        self._zygote = subprocess.Popen(
            (sys.executable, "-m", "inspector.engine", "--zygote", str(theirs.fileno())),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment(),
            pass_fds=(theirs.fileno(),),
        )
        theirs.close()
        self._coming: deque[ForkedLink] = deque()
        self._living: dict[int, ForkedLink] = {}
        self._thread = threading.Thread(target=self._hear_news, name="zygote", daemon=True)
        self._thread.start()

    def launch(self) -> EngineProcess:
        """A new engine, ready at once if torch has been imported already."""
        ours, theirs = socket.socketpair()
        errors, printed = os.pipe()
        link = ForkedLink(ours, os.fdopen(errors, "rb"))
        self._coming.append(link)
        try:
            socket.send_fds(self._control, [b"F"], [theirs.fileno(), printed])
        except OSError:
            self._coming.remove(link)
            link.ended("no process could be forked")
        theirs.close()
        os.close(printed)
        return EngineProcess(link)

    def close(self) -> None:
        """End the zygote, and with it all its engines."""
        self._zygote.kill()  # the system ends its engines with it
        self._thread.join()
        self._control.close()

    def _hear_news(self) -> None:
        """Tell the links what becomes of their processes, until the zygote ends."""
        with contextlib.suppress(OSError):
            while len(news := self._control.recv(_NEWS.size, socket.MSG_WAITALL)) == _NEWS.size:
                kind, pid, status = _NEWS.unpack(news)
                if kind == b"F":
                    link = self._coming.popleft()
                    self._living[pid] = link
                    link.forked(pid)
                elif pid in self._living:
                    self._living.pop(pid).ended(ending_of(status))
        reason = self._last_words()
        for link in (*self._coming, *self._living.values()):
            link.ended(reason)

    def _last_words(self) -> str:
        """Why the zygote ended, with the last line that it said."""
        _, said = self._zygote.communicate()
        lines = said.decode(errors="replace").strip().splitlines()
        reason = ending_of(self._zygote.returncode)
        return f"{reason} ({lines[-1]})" if lines else reason
