"""A time limit stops what runs too long, and nothing else."""

import threading

import pytest
import torch
from torch import Tensor, nn

from inspector.engine.api import trace, trace_file
from inspector.engine.recorder.deadline import Deadline
from inspector.engine.recorder.recorder import RecordingStopped
from inspector.report.model import Failure
from tests.engine.drawn import code
from tests.engine.explain.failing import HEAD, NET

SHORT = 0.2


def stopped(text: str) -> Failure:
    failure = trace_file(HEAD + text, seconds=SHORT).failure
    assert failure is not None
    assert f"After {SHORT:g} seconds and " in failure.explanation or failure.stage == "build"
    return failure


def net(parts: str, steps: str) -> str:
    return NET.format(parts=f"        {parts}", steps=steps) + "X = torch.rand(2, 20)\n"


@pytest.mark.parametrize(
    ("parts", "body"),
    [
        ("pass", "x = x + 1"),
        ("self.act = nn.ReLU()", "x = self.act(x)"),
        ("pass", "x = x\n            n = 1"),
    ],
)
def test_a_loop_is_stopped_whatever_it_does(parts: str, body: str) -> None:
    text = net(parts, f"        while True:\n            {body}\n        return x")
    failure = stopped(text)
    assert (failure.type, failure.module) == ("EndlessLoop", "")
    assert "The loop `while True` in line 10 had gone round" in failure.explanation
    assert "--seconds" in failure.hint


def test_python_without_any_event_is_interrupted_where_it_stands() -> None:
    text = net("pass", "        return x * sum(i for i in range(10**12))")
    failure = stopped(text)
    assert failure.type == "Timeout"
    assert "It stood at `" in failure.explanation
    assert failure.source is not None
    assert failure.source.line == 10


def test_an_error_handler_that_takes_everything_cannot_hold_it() -> None:
    steps = """\
        for _ in range(2):
            try:
                sum(i for i in range(10**12))
            except BaseException:
                pass
        return x + 1"""
    assert stopped(net("pass", steps)).stage == "forward"


def test_building_has_the_same_limit() -> None:
    text = "n = 0\nwhile True:\n    n += 1\n"
    failure = stopped(text)
    assert (failure.stage, failure.type) == ("build", "Timeout")
    assert code(HEAD + text, failure.source).startswith(("while True:", "n += 1", "n"))


def test_a_live_model_is_stopped_too_and_its_calls_are_kept() -> None:
    class Endless(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            y = x * 2
            while True:
                pass
            return y

    report = trace(Endless(), torch.rand(2), seconds=SHORT)
    assert report.failure is not None
    assert [call.name for call in report.calls] == ["Endless", "mul"]
    assert nn.Module._call_impl.__module__ == "torch.nn.modules.module"


def test_what_ends_in_time_is_recorded_as_ever() -> None:
    before = threading.active_count()
    report = trace(nn.ReLU(), torch.rand(2), seconds=60)
    assert report.failure is None
    assert threading.active_count() == before


def test_the_gentle_way_is_told_first() -> None:
    told = threading.Event()
    deadline = Deadline(0.001, told.set)
    with pytest.raises(RecordingStopped), deadline:
        sum(1 for _ in iter(int, 1))
    assert told.is_set()
