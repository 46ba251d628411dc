"""Engines forked from a process that has imported torch already."""

import os
import signal
import socket
import sys
import time

import pytest

from inspector.protocol.messages import Run
from tests.engine.talking import NEWS, forked, zygote

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(sys.platform != "linux", reason="forks"),
]
GOOD = "import torch\nfrom torch import nn\nnet = nn.Linear(2, 3)\nX = torch.rand(4, 2)"


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for_end(pid: int) -> bool:
    for _ in range(100):
        if not is_alive(pid):
            return True
        time.sleep(0.02)
    return False


def test_engines_come_quickly_live_apart_and_can_be_killed() -> None:
    with zygote() as (control, process):
        with forked(control) as (first, ready):
            assert ready.pid == first.pid != process.pid
            first.send(Run(1, GOOD))
            assert first.reply().report.failure is None
            start = time.perf_counter()
            with forked(control) as (second, _):
                assert time.perf_counter() - start < 0.5, "no import of torch"
                second.send(Run(1, "import time\ntime.sleep(60)"))
                os.kill(second.pid, signal.SIGKILL)
                assert wait_for_end(second.pid), "and it is reaped"
                end = (b"E", second.pid, -signal.SIGKILL)
                assert NEWS.unpack(control.recv(NEWS.size)) == end
            first.send(Run(2, GOOD))
            assert first.reply().id == 2
        assert wait_for_end(first.pid), "its connection was closed"
        assert process.poll() is None


def test_the_zygote_ends_when_its_control_socket_is_closed_and_takes_its_engines_with_it() -> None:
    with zygote() as (control, process), forked(control) as (engine, _):
        control.shutdown(socket.SHUT_RDWR)
        assert process.wait(10) == 0
        assert wait_for_end(engine.pid)
