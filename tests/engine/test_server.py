"""Real engine processes: what goes over their pipes, and how they end."""

import os
import signal
import subprocess
import sys
import time
from typing import Any

import pytest
import torch

from inspector.protocol.messages import Describe, Histogram, Progress, Reply, Run
from tests.engine.talking import ROOT, engine

pytestmark = pytest.mark.process
HEAD = "import torch\nfrom torch import nn\n"
GOOD = HEAD + "net = nn.Linear(2, 3)\nX = torch.rand(4, 2)"


def test_a_conversation() -> None:
    with engine() as (talk, ready):
        assert ready.pid == talk.process.pid
        assert ready.torch == str(torch.__version__)
        assert {"cpu", "meta"} <= set(ready.devices)
        talk.send(Run(7, GOOD))
        stages = []
        while isinstance(message := talk.next(), Progress):
            stages.append((message.id, message.stage))
        assert stages == [(7, stage) for stage in ("source", "build", "input", "forward")]
        assert isinstance(message, Reply)
        assert (message.id, message.report.failure) == (7, None)
        talk.send(Describe(8, "", "weight"))
        answer = talk.next()
        assert isinstance(answer, Histogram)
        assert (answer.id, sum(answer.counts)) == (8, 6)
        assert talk.hang_up() == 0


def test_prints_of_every_kind_stay_out_of_the_protocol() -> None:
    loud = HEAD + (
        "import os, sys\n"
        "print('python')\nsys.stdout.write('stdout')\nsys.__stdout__.write('real')\n"
        "os.write(1, b'descriptor')\nos.system('echo shell')\n" + GOOD
    )
    with engine() as (talk, _):
        talk.send(Run(1, loud))
        assert talk.reply().report.failure is None
        talk.send(Run(2, HEAD + "input()"))
        failure = talk.reply().report.failure
        assert failure is not None
        assert failure.type == "EOFError"
        talk.hang_up()
        assert talk.process.stderr is not None
        printed = talk.process.stderr.read().decode()
    for words in ("python", "stdout", "real", "descriptor", "shell"):
        assert words in printed


def test_an_edited_text_has_the_weights_of_plain_python() -> None:
    def text(last: int) -> str:
        layers = f"nn.Linear(100, 100), nn.Linear(100, 100), nn.Linear(100, {last})"
        return f"{HEAD}net = nn.Sequential({layers})\nX = torch.ones(1, 100)"

    def first_output(last: int) -> str:
        names: dict[str, Any] = {}
        torch.manual_seed(0)
        exec(f"{text(last)}\nnet.append(nn.Flatten(0))", names)
        return f"{names['net'](names['X'])[0].item():.4g}"

    with engine() as (talk, _):
        for last in (1, 70, 1):
            one = "class First(nn.Module):\n    def forward(self, x): return x[0, :1]\n"
            talk.send(Run(1, f"{text(last)}\n{one}net.append(First())"))
            report = talk.reply().report
            assert report.tensors[report.outputs[0]].value == first_output(last)


def test_of_earlier_models_only_the_last_one_stays_in_memory() -> None:
    counting = (
        "import gc\nprint(sum(type(each).__name__ == 'Net' for each in gc.get_objects()))\n"
        "class Net(nn.Module):\n    def forward(self, x): return x\n"
        "net = Net()\nX = torch.rand(1)"
    )
    with engine() as (talk, _):
        for _ in range(4):
            talk.send(Run(1, HEAD + counting))
            talk.reply()
        talk.hang_up()
        assert talk.process.stderr is not None
        assert talk.process.stderr.read().decode().split() == ["0", "1", "1", "1"]


def test_only_the_newest_of_the_waiting_runs_is_carried_out() -> None:
    slow = HEAD + "import time\ntime.sleep(0.5)\n" + GOOD
    with engine() as (talk, _):
        talk.send(Run(1, slow))
        time.sleep(0.2)
        talk.send(Run(2, slow), Run(3, slow), Run(4, GOOD))
        assert [talk.reply().id, talk.reply().id] == [1, 4]


def test_a_crash_is_the_end_of_the_stream_and_nothing_else() -> None:
    with engine() as (talk, _):
        talk.send(Run(1, HEAD + "import os\nos._exit(3)"))
        while (message := talk.next()) is not None:
            assert isinstance(message, Progress)
        assert talk.process.wait(10) == 3


def test_bad_runs_leave_the_engine_able_to_do_good_ones() -> None:
    with engine() as (talk, _):
        for text in (
            "net = (",
            "exit()",
            HEAD + "net = nn.Linear(10**6, 10**6, device='cpu')",
            "raise SystemExit",
        ):
            talk.send(Run(1, text))
            assert talk.reply().report.failure is not None
        talk.send(Run(2, GOOD))
        assert talk.reply().report.failure is None


def test_an_endless_run_ends_with_the_connection() -> None:
    with engine() as (talk, _):
        talk.send(Run(1, HEAD + "while True:\n    pass"))
        time.sleep(0.3)
        assert talk.hang_up() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux to watch the parent")
def test_an_engine_dies_with_its_parent() -> None:
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import subprocess, sys, time\n"
            "engine = subprocess.Popen([sys.executable, '-m', 'inspector.engine'],\n"
            "    stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
            "engine.stdout.read(1)\n"
            "print(engine.pid, flush=True)\n"
            "time.sleep(60)",
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    with parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("the engine outlived its parent")
