"""Dataflow through views, aliases and changes in place, in random programs and by hand."""

from collections.abc import Callable, Sequence

import pytest
import torch
from torch import Tensor, nn

from inspector.engine.api import trace
from inspector.report.model import Report
from tests.engine.drawn import flow, name_of_calls
from tests.engine.recorder.instructions import ALL, NEW
from tests.engine.recorder.programs import SHAPES, Compared, Instruction, Program, Truth, traced


class Ran(nn.Module):
    """A module whose forward is a function."""

    def __init__(self, forward: Callable[[Tensor], object]) -> None:
        super().__init__()
        self.run = forward

    def forward(self, x: Tensor) -> object:
        return self.run(x)


def ran(forward: Callable[[Tensor], object]) -> Report:
    report = trace(Ran(forward), torch.rand(2, 4))
    assert report.failure is None
    assert not report.problems
    return report


def added(seeds: range, instructions: Sequence[Instruction]) -> Compared:
    compared = [traced(seed, 16, instructions) for seed in seeds]
    return Compared(*map(sum, zip(*compared, strict=True)))


def test_no_dependency_is_missing_and_few_are_invented() -> None:
    compared = added(range(60), ALL)
    assert compared.real > 1500
    assert compared.missing == 0
    assert compared.extra <= 0.05 * compared.real


def test_without_writes_the_dataflow_is_exact() -> None:
    compared = added(range(1000, 1020), NEW)
    assert compared.real > 400
    assert (compared.missing, compared.extra) == (0, 0)


def test_the_oracle_knows_what_a_small_change_of_an_input_reaches() -> None:
    seen = 0
    for seed in range(20):
        results = []
        for changed in (None, 0, 1, 2):
            torch.manual_seed(seed)
            truths: list[Truth] = []
            program = Program(seed, 16, ALL, truths.append)
            inputs = [torch.rand(shape) for shape in SHAPES]
            if changed is not None:
                inputs[changed] += 0.25
            results.append((program(*inputs), truths[0]))
        (before, truth), *others = results
        for number, (after, _) in enumerate(others):
            for one, other, sources in zip(before, after, truth.origins, strict=True):
                if not one.equal(other):
                    seen += 1
                    assert sources >> number & 1
    assert seen > 100


def test_a_returned_tensor_says_what_remains_in_it_of_others() -> None:
    def forward(x: Tensor) -> Tensor:
        y = x * 1
        y[0].fill_(0)
        y[1].add_(1)
        return y

    report = ran(forward)
    names = name_of_calls(report)
    (result,) = (report.tensors[number] for number in report.outputs)
    remains = [report.tensors[number].producer for number in result.remains]
    made_by = [names[call] for call in (result.producer, *remains) if call is not None]
    assert made_by == ["add_", "fill_", "mul"]


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (lambda y, x: y.copy_(x), True),
        (lambda y, x: y.zero_(), True),
        (lambda y, x: y.__setitem__(..., x), True),
        (lambda y, x: y.__setitem__((slice(None), slice(None)), x), True),
        (lambda y, x: torch.add(x, x, out=y), True),
        (lambda y, x: torch.add(x, y, out=y), False),
        (lambda y, x: y.copy_(y), False),
        (lambda y, x: y.add_(x), False),
        (lambda y, x: y.__setitem__(0, x[0]), False),
        (lambda y, x: y.__setitem__(x > 0, 1.0), False),
        (lambda y, x: y.__setitem__(x > 0, x.sum()), False),
        (lambda y, x: y.masked_fill_(x > 0, 1.0), False),
    ],
)
def test_what_is_overwritten_without_being_read_is_named(
    write: Callable[[Tensor, Tensor], object], expected: bool
) -> None:
    report = ran(lambda x: [y := x * 1, write(y, x), y][2])
    made = report.calls[1].outputs[0]
    (writer,) = (call for call in report.calls[2:] if made in call.inputs)
    assert (made in writer.overwritten) is expected


def test_halves_of_the_channels_do_not_depend_on_each_other() -> None:
    def forward(x: Tensor) -> Tensor:
        y = x.reshape(2, 2, 2) * 1
        first, second = y.chunk(2, 1)
        first.zero_()
        return second + 1

    assert "zero_ → add" not in flow(ran(forward))


@pytest.mark.parametrize(
    "write",
    [
        lambda y, x: torch.add(x, 1, out=y),
        lambda y, x: torch._foreach_add_([y], 1.0),
        lambda y, x: torch.relu_(y),
        lambda y, x: nn.functional.relu(y, inplace=True),
        lambda y, x: nn.ReLU(inplace=True)(y),
        lambda y, x: y.__setitem__(0, 1.0),
    ],
)
def test_writes_that_torch_does_not_count_are_seen(
    write: Callable[[Tensor, Tensor], object],
) -> None:
    def forward(x: Tensor) -> Tensor:
        with torch.inference_mode():
            y = x * 1
            view = y.view(-1)
            write(y, x)
            return view + 1

    report = trace(Ran(forward), torch.rand(2, 4))
    written, last = report.calls[-2:]
    assert set(last.inputs) & set(written.outputs)


def test_an_array_made_from_a_part_is_that_part() -> None:
    def forward(x: Tensor) -> Tensor:
        y = x * 1
        part = torch.from_numpy(y[1].numpy())
        y.add_(1)
        return part * 2

    assert flow(ran(forward))[-1] == "add_ → mul#2"


def test_a_write_to_an_array_reaches_what_it_was_made_from() -> None:
    def forward(x: Tensor) -> Tensor:
        y = x * 1
        torch.from_numpy(y[1].numpy()).add_(1)
        return y * 2

    assert flow(ran(forward))[-2:] == ["add_ → mul#2", "mul → mul#2"]


def test_what_a_module_returns_is_known_even_if_it_was_made_unseen() -> None:
    kept: list[Tensor] = []

    def forward(x: Tensor) -> Tensor:
        kept.append(x * 2)
        return torch.from_numpy(kept[0].numpy())

    report = ran(forward)
    assert report.outputs == report.calls[1].outputs


def test_an_unseen_view_of_a_parameter_is_the_parameter() -> None:
    class Hidden(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.weight = nn.Parameter(torch.rand(4))

        def forward(self, x: Tensor) -> Tensor:
            with torch._C.DisableTorchFunction():
                weight = self.weight.detach()
            return x * weight

    assert flow(trace(Hidden(), torch.rand(2, 4))) == ["input → mul", "parameter → mul"]
