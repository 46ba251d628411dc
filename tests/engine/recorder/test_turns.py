"""Traces in several threads, and traces within traces."""

import threading
from collections.abc import Callable

import torch
from torch import Tensor, nn

from inspector.engine.api import trace
from inspector.report.model import Report

X = torch.rand(2, 4)


def chain(length: int) -> nn.Sequential:
    return nn.Sequential(*[nn.Linear(4, 4) for _ in range(length)])


class Ran(nn.Module):
    """A module whose forward is a function of itself and its input."""

    def __init__(self, forward: Callable[["Ran", Tensor], Tensor]) -> None:
        super().__init__()
        self.run = forward
        self.one, self.other = nn.Linear(4, 4), nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        return self.run(self, x)


def in_thread(work: Callable[[], object]) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_traces_in_several_threads_take_turns() -> None:
    models = [chain(length) for length in (3, 4, 5)]
    expected = [model(X) for model in models]
    lengths: list[set[int]] = [set(), set(), set()]
    rng = torch.get_rng_state()

    def work(number: int) -> None:
        for _ in range(10):
            report = trace(models[number], X)
            assert (report.failure, report.problems) == (None, ())
            lengths[number].add(len(report.calls))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lengths == [{4}, {5}, {6}]
    assert torch.equal(torch.get_rng_state(), rng)
    assert all(torch.equal(model(X), y) for model, y in zip(models, expected, strict=True))


def test_a_model_that_runs_in_another_thread_meanwhile_is_left_alone() -> None:
    plain, ended, runs = chain(20), threading.Event(), list[bool]()
    expected = plain(X)

    def work() -> None:
        while not ended.is_set() or not runs:
            runs.append(torch.equal(plain(X), expected))

    thread = threading.Thread(target=work)
    thread.start()
    reports = [trace(chain(20), X) for _ in range(10)]
    ended.set()
    thread.join()
    assert {len(report.calls) for report in reports} == {21}
    assert not any(report.problems for report in reports)
    assert all(runs)


def test_a_trace_within_a_trace_is_no_part_of_the_outer_one() -> None:
    inner: list[Report] = []

    def forward(m: Ran, x: Tensor) -> Tensor:
        inner.append(trace(m.other, x))
        return m.one(x)

    outer = trace(Ran(forward), X)
    assert [call.module for call in outer.calls] == ["", "one"]
    assert [call.name for call in inner[0].calls] == ["Linear"]
    assert inner[0].failure is outer.failure is None


def test_a_trace_for_which_a_traced_forward_waits_is_refused() -> None:
    errors: list[str] = []

    def forward(m: Ran, x: Tensor) -> Tensor:
        def work() -> None:
            try:
                trace(m.other, x)
            except RuntimeError as error:
                errors.append(str(error))

        in_thread(work)
        return m.one(x)

    assert trace(Ran(forward), X).failure is None
    assert len(errors) == 1
    assert errors[0].startswith("Another forward is being traced, and it waits for a thread")
