"""Modules whose `forward` is called by its name are calls as any others."""

import threading

import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from inspector.engine.api import trace
from tests.engine.drawn import call_tree, flow

X = torch.rand(2, 4)


class Block(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear.forward(x) * 2


class Twice(Block):
    def forward(self, x: Tensor) -> Tensor:
        return super().forward(super().forward(x))


class Countdown(nn.Module):
    def forward(self, x: Tensor, times: int = 2) -> Tensor:
        return self.forward(x + 1, times - 1) if times else x


class Saving(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.block = Block()

    def forward(self, x: Tensor) -> Tensor:
        return checkpoint(self.block.forward, x, use_reentrant=False)


def test_a_leaf_called_by_name_is_one_call() -> None:
    report = trace(Block(), X)
    assert call_tree(report) == "model → 2×4\n  linear → 2×4\n  mul → 2×4"
    assert flow(report) == ["input → linear", "linear → mul"]
    assert report.totals.flops == 2 * 2 * 4 * 4
    assert not report.problems


def test_what_a_class_inherits_is_no_call_of_its_own() -> None:
    assert call_tree(trace(Twice(), X)) == (
        "model → 2×4\n  linear → 2×4\n  mul → 2×4\n  linear → 2×4\n  mul → 2×4"
    )


def test_recursion_by_name_is_nested() -> None:
    assert [(call.name, call.parent) for call in trace(Countdown(), X).calls] == [
        ("Countdown", None),
        ("add", 0),
        ("Countdown", 0),
        ("add", 2),
        ("Countdown", 2),
    ]


def test_a_bound_forward_can_be_handed_on() -> None:
    report = trace(Saving(), X)
    assert call_tree(report).splitlines()[:3] == [
        "model → 2×4",
        "  block → 2×4",
        "    block.linear → 2×4",
    ]


def test_what_raises_in_it_is_found() -> None:
    report = trace(Block(), torch.rand(2, 3))
    assert report.failure is not None
    assert report.failure.module == "linear"


def test_the_classes_have_their_own_forwards_afterwards() -> None:
    class Inheriting(Block):
        pass

    before = Block.forward, nn.Linear.forward
    trace(Inheriting(), torch.rand(2, 3))
    assert (Block.forward, nn.Linear.forward) == before
    assert "forward" not in vars(Inheriting)


def test_a_module_in_another_thread_is_noted_with_all_that_is_in_it() -> None:
    class Threaded(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.block = nn.Sequential(nn.Linear(4, 4), nn.ReLU())

        def forward(self, x: Tensor) -> Tensor:
            found: list[Tensor] = []
            worker = threading.Thread(target=lambda: found.append(self.block(x)))
            worker.start()
            worker.join()
            return found[0] + 1

    report = trace(Threaded(), X)
    (problem,) = report.problems
    assert (problem.code, problem.module) == ("other-thread", "block")
    assert "`block` (Sequential) in another thread" in problem.message
