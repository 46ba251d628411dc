"""The fork server (Linux): imports torch once and forks an engine in milliseconds.

``python -m inspector.engine --zygote FD`` is started with one end of a Unix socket pair as file
descriptor FD. The other side asks for an engine by sending one byte ``F`` together with one or
two file descriptors (SCM_RIGHTS): the engine's end of a stream socket, over which requests and
replies then go as over the pipes of an ordinary engine, and optionally a descriptor that becomes
the engine's standard error. The answer is the engine's process id as eight bytes, big-endian, for
killing it; the engine itself sends `Ready` on its own socket. Closing the socket pair ends the
zygote, and with it all its engines.
"""

import os
import signal
import socket
import struct
import sys

from inspector.engine.process import become_engine, die_with_parent
from inspector.engine.server import Server
from inspector.engine.warm_up import warm_up

_PID = struct.Struct(">Q")


def run_zygote(control_fd: int) -> int:
    """Fork an engine for each request until the other side closes the control socket."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system reaps ended engines
    die_with_parent(os.getppid())
    warm_up()
    with socket.socket(fileno=control_fd) as control:
        while True:
            request, descriptors, _, _ = socket.recv_fds(control, 1, 2)
            if not request:
                return 0
            if not descriptors:
                continue
            child = os.fork()
            if child == 0:
                control.close()
                _become_child(descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
            control.sendall(_PID.pack(child))


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
