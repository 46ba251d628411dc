"""Engines started one by one, each importing torch for itself: how it is done on any system."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

from inspector.session.engine_process import EngineProcess, ending_of

ROOT = Path(__file__).resolve().parents[2]


def environment() -> dict[str, str]:
    """The environment of an engine: ours, in which it finds this very package."""
    known = os.environ.get("PYTHONPATH")
    path = f"{ROOT}{os.pathsep}{known}" if known else str(ROOT)
    return {**os.environ, "PYTHONPATH": path}


class SpawnedLink:
    """A process and its standard streams."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            (sys.executable, "-m", "inspector.engine"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        self.errors: IO[bytes] = _present(self._process.stderr)
        self._requests = _present(self._process.stdin)
        self._messages = _present(self._process.stdout)

    def read(self, count: int) -> bytes:
        return self._messages.read(count)

    def write(self, data: bytes) -> None:
        self._requests.write(data)
        self._requests.flush()

    def kill(self) -> None:
        self._process.kill()

    def ending(self) -> str:
        return ending_of(self._process.wait())

    def close(self) -> None:
        self._process.wait()
        for pipe in (self._requests, self._messages, self.errors):
            with contextlib.suppress(BrokenPipeError):  # something was still unsent
                pipe.close()


def _present(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


class Spawning:
    """Starts each engine as a process of its own."""

    def launch(self) -> EngineProcess:
        """A new engine; it takes a second or two until it is ready."""
        return EngineProcess(SpawnedLink())

    def close(self) -> None:
        """Nothing is kept between launches."""
