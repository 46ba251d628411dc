"""The engine in a process of its own: started, killed, replaced."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from inspector.protocol.messages import Run
from inspector.report.model import Report
from inspector.session.engine_client import EngineClient, EngineState
from inspector.session.engine_process import EngineSource
from inspector.session.forked_engine import Forking
from inspector.session.spawned_engine import Spawning
from tests.edits.editing import example

pytestmark = pytest.mark.process
PATIENT = 30_000
ENDLESS = """\
import torch
from torch import nn
class Endless(nn.Module):
    def forward(self, X):
        while True:
            pass
net = Endless()
X = torch.rand(2)
"""


class Answers(QObject):
    """Collects what the client tells."""

    def __init__(self, client: EngineClient) -> None:
        super().__init__(client)
        self.reports: list[tuple[Run, Report]] = []
        client.finished.connect(lambda run, report: self.reports.append((run, report)))


SOURCES = [
    pytest.param(Spawning, id="spawned"),
    pytest.param(
        Forking,
        id="forked",
        marks=pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux only"),
    ),
]


@pytest.fixture(params=SOURCES)
def client(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[EngineClient]:
    client = EngineClient(request.param())
    yield client
    client.close()


def run(text: str) -> Run:
    return Run(0, text)


def test_an_engine_answers_and_only_the_newest_request_counts(
    qtbot: QtBot, client: EngineClient
) -> None:
    answers = Answers(client)
    client.run(run(example("net")))
    client.run(run(example("chimera")))
    qtbot.waitUntil(lambda: bool(answers.reports), timeout=PATIENT)
    (first, report), *others = answers.reports
    assert first.text == example("chimera")
    assert report.totals.parameters == 4712
    assert others == []


def test_an_endless_forward_is_cancelled_and_the_next_run_works_twice_in_a_row(
    qtbot: QtBot, client: EngineClient
) -> None:
    answers = Answers(client)
    for _ in range(2):
        client.run(run(ENDLESS))
        qtbot.waitUntil(lambda: client.state is EngineState.RUNNING, timeout=PATIENT)
        qtbot.wait(100)
        client.cancel()
        count = len(answers.reports)
        client.run(run(example("net")))
        qtbot.waitUntil(lambda count=count: len(answers.reports) > count, timeout=PATIENT)
        assert answers.reports[-1][1].failure is None


def test_a_newer_text_does_not_wait_for_an_endless_one(qtbot: QtBot, client: EngineClient) -> None:
    answers = Answers(client)
    client.run(run(ENDLESS))
    qtbot.waitUntil(lambda: client.state is EngineState.RUNNING, timeout=PATIENT)
    client.run(run(example("net")))
    qtbot.waitUntil(lambda: bool(answers.reports), timeout=PATIENT)
    assert answers.reports[0][0].text == example("net")


@pytest.mark.parametrize(
    ("crash", "reason"),
    [
        ("import os\nos._exit(3)\n", "exited with status 3"),
        ("import os\nos.kill(os.getpid(), 15)\n", "the signal SIGTERM ended it"),
        ("import ctypes\nctypes.string_at(0)\n", "segmentation fault"),
    ],
)
def test_an_engine_that_dies_is_told_of_and_replaced(
    qtbot: QtBot, client: EngineClient, crash: str, reason: str
) -> None:
    answers = Answers(client)
    with qtbot.waitSignal(client.ended, timeout=PATIENT) as ended:
        client.run(run(crash))
    assert reason in ended.args[0].reason
    client.run(run(example("net")))
    qtbot.waitUntil(lambda: bool(answers.reports), timeout=PATIENT)
    assert answers.reports[0][1].failure is None


def test_what_user_code_prints_is_kept_apart_from_the_protocol(
    qtbot: QtBot, client: EngineClient
) -> None:
    answers = Answers(client)
    client.run(
        run("import os\nprint('hello', flush=True)\nos.write(1, b'raw\\n')\n" + example("net"))
    )
    qtbot.waitUntil(lambda: bool(answers.reports), timeout=PATIENT)
    qtbot.waitUntil(lambda: "hello" in client.output, timeout=PATIENT)
    assert "raw" in client.output


def test_statistics_of_a_parameter_are_told_on_demand(qtbot: QtBot, client: EngineClient) -> None:
    answers = Answers(client)
    client.run(run(example("net")))
    qtbot.waitUntil(lambda: bool(answers.reports), timeout=PATIENT)
    with qtbot.waitSignal(client.described, timeout=PATIENT) as told:
        client.describe("0", "weight")
    assert sum(told.args[0].counts) == 20 * 256


def test_weights_are_stored_by_an_engine_that_has_nothing_else_to_do(
    qtbot: QtBot, client: EngineClient, tmp_path: Path
) -> None:
    file = str(tmp_path / "net.safetensors")
    assert not client.store_weights(run(example("net")), file)  # it is starting
    qtbot.waitUntil(lambda: client.state is EngineState.READY, timeout=PATIENT)
    with qtbot.waitSignal(client.weights_stored, timeout=PATIENT) as told:
        assert client.store_weights(run(example("net")), file)
    assert told.args[0].error == ""
    assert Path(file).is_file()


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
@pytest.mark.parametrize("source", SOURCES)
def test_closing_leaves_no_process_behind(
    qtbot: QtBot, source: Callable[[], EngineSource], monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = f"started-by-test-{os.getpid()}-{time.monotonic_ns()}"
    monkeypatch.setenv("INSPECTOR_TEST_MARK", mark)
    client = EngineClient(source())
    answers = Answers(client)
    client.run(run(example("net")))
    qtbot.waitUntil(lambda: bool(answers.reports), timeout=PATIENT)
    assert len(engines(mark)) >= 2
    client.close()
    assert engines(mark) == set()


def engines(mark: str) -> set[str]:
    """The ids of all marked processes that run an engine, or fork them."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended meanwhile, or is someone else's
            is_engine = b"inspector.engine" in (folder / "cmdline").read_bytes()
            if is_engine and mark.encode() in (folder / "environ").read_bytes():
                found.add(folder.name)
    return found
