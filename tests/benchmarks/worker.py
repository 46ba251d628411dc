"""A process that answers questions one by one and is given up when one takes too long.

Run by itself as ``python -m tests.benchmarks.worker MODULE SUBJECT DESCRIPTOR``; not a process of
`multiprocessing`, in which some of the tools compared refuse to work.
"""

import importlib
import subprocess
import sys
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any


class UnansweredError(Exception):
    """No answer came; the text says why."""


class Worker:
    """Asks a process of its own, started anew after a question that it did not survive.

    In the process ``work(subject)`` of the module is called once and returns the function that
    answers each question.
    """

    def __init__(self, module: str, subject: str) -> None:
        self._module, self._subject = module, subject
        self._start()

    def ask(self, question: object, seconds: float) -> Any:
        """The answer. Raises UnansweredError after so many seconds, or if the process ends."""
        try:
            self._pipe.send(question)
            if self._pipe.poll(seconds):
                return self._pipe.recv()
            reason = f"took more than {seconds:.0f} s"
        except (EOFError, BrokenPipeError, ConnectionResetError):
            reason = "ended its process"
        self.stop()
        self._start()
        raise UnansweredError(reason)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()

    def _start(self) -> None:
        self._pipe, theirs = Pipe()
        descriptor = theirs.fileno()
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, self._module, self._subject, str(descriptor)],
            pass_fds=[descriptor],
        )
        theirs.close()


def main(module: str, subject: str, descriptor: str) -> None:
    pipe = Connection(int(descriptor))
    answer = importlib.import_module(module).work(subject)
    while True:
        try:
            question = pipe.recv()
        except EOFError:
            return
        pipe.send(answer(question))


if __name__ == "__main__":
    main(*sys.argv[1:])
