"""The fork server (Linux): imports torch once and forks an engine in milliseconds.

``python -m inspector.engine --zygote FD`` is started with one end of a Unix socket pair as file
descriptor FD. The other side asks for an engine by sending one byte ``F`` together with one or
two file descriptors (SCM_RIGHTS): the engine's end of a stream socket, over which requests and
replies then go as over the pipes of an ordinary engine, and optionally a descriptor that becomes
the engine's standard error. What comes back are records of thirteen bytes, big-endian: ``F``, the
process id of an engine that was forked (eight bytes, for killing it) and zero; and for each engine
that ended ``E``, its process id and its exit status (four bytes; minus the signal that killed it).
The engine itself sends `Ready` on its own socket. Closing the socket pair ends the zygote, and
with it all its engines.
"""

import contextlib
import os
import select
import signal
import socket
import struct
import sys

from inspector.engine.process import become_engine, die_with_parent
from inspector.engine.server import Server
from inspector.engine.warm_up import warm_up

_NEWS = struct.Struct(">cQi")


def run_zygote(control_fd: int) -> int:
    """Fork an engine for each request until the other side closes the control socket."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    wakes, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)  # so that it wakes us
    signal.set_wakeup_fd(wake)
    die_with_parent(os.getppid())
    warm_up()
    with socket.socket(fileno=control_fd) as control:
        while True:
            ready, _, _ = select.select([control_fd, wakes], [], [])
            if wakes in ready:
                os.read(wakes, 512)
                _tell_ends(control)
            if control_fd in ready and not _fork_one(control, (wakes, wake)):
                return 0


def _fork_one(control: socket.socket, private: tuple[int, int]) -> bool:
    """Fork the engine that is asked for; False when the other side has gone."""
    request, descriptors, _, _ = socket.recv_fds(control, 1, 2)
    if not request:
        return False
    if not descriptors:
        return True
    child = os.fork()
    if child == 0:
        signal.set_wakeup_fd(-1)
        control.close()
        for descriptor in private:
            os.close(descriptor)
        _become_child(descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    control.sendall(_NEWS.pack(b"F", child, 0))
    return True


def _tell_ends(control: socket.socket) -> None:
    """Tell of each engine that has ended, and with which status."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        news = _NEWS.pack(b"E", pid, os.waitstatus_to_exitcode(status))
        with contextlib.suppress(BrokenPipeError):  # nobody is left to be told
            control.sendall(news)


def _become_child(descriptors: list[int]) -> None:
    """Serve one engine in the forked process; does not return."""
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        if len(descriptors) > 1:
            os.dup2(descriptors[1], 2)
            os.close(descriptors[1])
        os.dup2(2, 1)
        become_engine()
        status = Server(descriptors[0], descriptors[0]).run()
    finally:
        sys.stderr.flush()
        os._exit(status)
