"""Several traces: one within another, and in threads at the same time."""

import threading

import torch
from torch import Tensor, nn

from inspector.engine.api import trace
from inspector.report.model import Report
from tests.engine.drawn import call_tree

X = torch.rand(2, 4)


def test_a_trace_within_a_trace_is_not_part_of_it() -> None:
    inner: list[Report] = []
    other = nn.Sequential(nn.Linear(4, 3), nn.ReLU())

    class Tracing(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.linear = nn.Linear(4, 4)

        def forward(self, x: Tensor) -> Tensor:
            y = self.linear(x)
            inner.append(trace(other, y))
            return y + 1

    assert call_tree(trace(Tracing(), X)) == "model → 2×4\n  linear → 2×4\n  add → 2×4"
    assert call_tree(inner[0]) == "model → 2×3\n  0 → 2×3\n  1 → 2×3"


def test_threads_that_trace_one_model_take_turns() -> None:
    reports: list[Report] = []
    model = nn.Sequential(*[nn.Linear(4, 4) for _ in range(20)], nn.BatchNorm1d(4))
    workers = [threading.Thread(target=lambda: reports.append(trace(model, X))) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [len(report.calls) for report in reports] == [22] * 3
    assert not any(report.problems for report in reports)
    assert model[-1].num_batches_tracked == 0
