"""A real engine process, and the other end of its connection."""

import os
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspector.protocol.frames import encode, read_message
from inspector.protocol.messages import Message, Ready, Reply, Request

ROOT = Path(__file__).parents[2]
NEWS = struct.Struct(">cQi")


class Pipes:
    """An engine over its standard streams."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    def send(self, *requests: Request) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(b"".join(map(encode, requests)))
        self.process.stdin.flush()

    def next(self) -> Message | None:
        assert self.process.stdout is not None
        output = self.process.stdout.fileno()
        return read_message(lambda count: os.read(output, count))

    def reply(self) -> Reply:
        """The next reply, past the messages about progress."""
        while not isinstance(message := self.next(), Reply):
            assert message is not None, "the engine ended"
        return message

    def hang_up(self) -> int:
        """Close the connection and wait for the end."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(10)


class Channel(Pipes):
    """An engine over a socket, forked by a zygote."""

    def __init__(self, connection: socket.socket, pid: int) -> None:
        self.connection = connection
        self.pid = pid

    def send(self, *requests: Request) -> None:
        self.connection.sendall(b"".join(map(encode, requests)))

    def next(self) -> Message | None:
        return read_message(self.connection.recv)


@contextmanager
def engine() -> Iterator[tuple[Pipes, Ready]]:
    """A started engine that has said that it is ready; killed at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "inspector.engine"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        try:
            pipes = Pipes(process)
            ready = pipes.next()
            assert isinstance(ready, Ready)
            yield pipes, ready
        finally:
            process.kill()


@contextmanager
def zygote() -> Iterator[tuple[socket.socket, subprocess.Popen[bytes]]]:
    """A started zygote and the control socket; killed at the end."""
    here, there = socket.socketpair()
    process = subprocess.Popen(
        [sys.executable, "-m", "inspector.engine", "--zygote", str(there.fileno())],
        cwd=ROOT,
        pass_fds=[there.fileno()],
    )
    there.close()
    with here, process:
        try:
            yield here, process
        finally:
            process.kill()


@contextmanager
def forked(control: socket.socket) -> Iterator[tuple[Channel, Ready]]:
    """Another engine from the zygote."""
    here, there = socket.socketpair()
    with here:
        socket.send_fds(control, [b"F"], [there.fileno()])
        there.close()
        kind, pid, _ = NEWS.unpack(control.recv(NEWS.size))
        assert kind == b"F"
        channel = Channel(here, pid)
        ready = channel.next()
        assert isinstance(ready, Ready)
        yield channel, ready
