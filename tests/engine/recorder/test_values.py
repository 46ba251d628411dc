"""Dataflow through views and in-place changes, against an oracle that knows each element."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from inspector.engine.api import trace
from inspector.report.model import Report

Elements = np.ndarray[Any, np.dtype[np.object_]]
"""For each element of a tensor, the inputs that it depends on."""
Instruction = tuple[str, int, int]

VIEWS: list[Callable[[Any], Any]] = [
    lambda t: t[:2],
    lambda t: t[1:],
    lambda t: t[::2],
    lambda t: t[..., :1],
    lambda t: t.swapaxes(0, -1),
    lambda t: t[..., None],
]


def union(elements: Elements) -> frozenset[int]:
    return frozenset().union(*elements.flat)


class Program(nn.Module):
    """Runs instructions on a pool of tensors, and on their elements beside it."""

    def __init__(self, instructions: list[Instruction]) -> None:
        super().__init__()
        self.instructions = instructions
        self.real: list[frozenset[int]] = []

    def forward(self, *inputs: Tensor) -> list[Tensor]:
        pool: list[tuple[Tensor, Elements]] = []
        for number, given_tensor in enumerate(inputs):
            elements = np.empty(given_tensor.shape, dtype=object)
            elements[...] = frozenset([number])
            pool.append((given_tensor, elements))
        for instruction in self.instructions:
            self._step(pool, instruction)
        self.real = [union(elements) for _, elements in pool]
        return [tensor.sum() for tensor, _ in pool]

    def _step(self, pool: list[tuple[Tensor, Elements]], instruction: Instruction) -> None:
        name, first, second = instruction
        (tensor, elements), (other, others) = pool[first % len(pool)], pool[second % len(pool)]
        amount, origin = other.sum(), union(others)
        with_origin = np.frompyfunc(lambda one: one | origin, 1, 1)
        if name == "new":
            pool.append((tensor + amount, np.asarray(with_origin(elements), dtype=object)))
        elif name == "view" and tensor.dim():
            look = VIEWS[second % len(VIEWS)]
            pool.append((look(tensor), look(elements)))
        elif name == "add in place":
            tensor.add_(amount)
            elements[...] = with_origin(elements)
        elif name == "overwrite":
            tensor.copy_(amount)
            elements[...] = origin
        elif name == "set row" and tensor.dim() and len(tensor):
            tensor[0] = amount
            elements[0, ...] = origin
        elif name == "hand on" and tensor.is_contiguous():
            pool.append((tensor.contiguous(), elements))


def found_inputs(report: Report, tensor: int) -> frozenset[int]:
    """The inputs from which the recorded edges lead to this tensor."""
    numbers = {given.tensor: index for index, given in enumerate(report.inputs)}
    pending, seen = [tensor], set()
    while pending:
        one = pending.pop()
        if one not in seen:
            seen.add(one)
            producer = report.tensors[one].producer
            if producer is not None:
                pending += report.calls[producer].inputs
    return frozenset(numbers[one] for one in seen if one in numbers)


instructions = st.tuples(
    st.sampled_from(["new", "view", "view", "add in place", "overwrite", "set row", "hand on"]),
    st.integers(0, 20),
    st.integers(0, 20),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(instructions, max_size=14))
def test_every_real_dependency_is_found(program: list[Instruction]) -> None:
    model = Program(program)
    inputs = tuple(torch.rand(3, 4) for _ in range(3))
    before = [tensor.clone() for tensor in inputs]
    report = trace(model, inputs)
    assert report.failure is None
    assert not [p for p in report.problems if p.code == "record-incomplete"]
    real = model.forward(*(tensor.clone() for tensor in inputs)) and model.real
    for tensor, dependencies in zip(report.outputs, real, strict=True):
        assert dependencies <= found_inputs(report, tensor)
    assert all(map(torch.equal, inputs, before)), "inputs are as they were"


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.just("new"), st.integers(0, 20), st.integers(0, 20)), max_size=8))
def test_without_writes_nothing_is_invented(program: list[Instruction]) -> None:
    model = Program(program)
    inputs = tuple(torch.rand(3, 4) for _ in range(3))
    report = trace(model, inputs)
    model.forward(*inputs)
    for tensor, dependencies in zip(report.outputs, model.real, strict=True):
        assert dependencies == found_inputs(report, tensor)


def test_a_tensor_made_where_nothing_is_seen_is_known_by_its_memory() -> None:
    class ThroughNumpy(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            y = x * 2
            return torch.from_numpy(y.numpy()) + 1

    report = trace(ThroughNumpy(), torch.rand(2, 2))
    assert found_inputs(report, report.outputs[0]) == {0}


def test_a_recycled_id_is_never_taken_for_a_dead_tensor() -> None:
    class Fresh(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            total = x.sum()
            for _ in range(50):
                _ = x * 2  # dies at once; its address is used again by the next line
                made = torch.Tensor([1.0])  # the mode does not see this
                total = total + made
            return total

    report = trace(Fresh(), torch.rand(2, 2))
    dead = {call.outputs[0] for call in report.calls if call.name == "mul"}
    assert not any(dead & set(call.inputs) for call in report.calls if call.name == "add")


def test_a_write_through_data_is_a_write() -> None:
    class Data(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            y = x * 1
            y.data = x + 5
            return y * 2

    report = trace(Data(), torch.rand(2, 2))
    last = report.calls[-1]
    (read,) = last.inputs
    producer = report.tensors[read].producer
    assert producer is not None
    assert report.calls[producer].name == "set_data"


def test_function_transforms_see_through_their_wrappers() -> None:
    class Mapped(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return torch.vmap(lambda row: (row * 2).sum())(x)

    report = trace(Mapped(), torch.rand(3, 2))
    assert report.failure is None
    assert [call.name for call in report.calls[1:]] == ["mul", "sum"]
    assert report.calls[2].inputs == report.calls[1].outputs


def test_function_transforms_read_what_the_model_owns() -> None:
    class PerSample(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.weight = nn.Parameter(torch.ones(2))

        def forward(self, x: Tensor) -> Tensor:
            def loss(weight: Tensor, row: Tensor) -> Tensor:
                return (weight * row).sum()

            return torch.vmap(torch.func.grad(loss), in_dims=(None, 0))(self.weight, x)

    report = trace(PerSample(), torch.rand(3, 2))
    product = next(call for call in report.calls if call.name == "mul")
    assert [report.tensors[number].role for number in product.inputs] == ["parameter", "input"]


def test_what_is_handed_on_in_another_mode_may_still_be_written_to() -> None:
    class Frozen(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.drop = nn.Dropout().eval()
            self.weight = nn.Parameter(torch.ones(2))

        def forward(self, x: Tensor) -> Tensor:
            x = x * 1
            with torch.no_grad():
                y = self.drop(x)
            y += self.weight
            return y

    assert trace(Frozen(), torch.rand(3, 2)).failure is None


def test_strides_are_told_of_what_is_not_contiguous() -> None:
    class Turned(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.convolution = nn.Conv2d(3, 2, 1).to(memory_format=torch.channels_last)  # type: ignore[call-overload]

        def forward(self, x: Tensor) -> Tensor:
            y = self.convolution(x.to(memory_format=torch.channels_last))
            return y[..., 0].transpose(1, 2).contiguous()

    report = trace(Turned(), torch.rand(1, 3, 4, 5))
    strides = {call.name: report.tensors[call.outputs[-1]].strides for call in report.calls}
    assert strides == {
        "Turned": None,
        "to": (60, 1, 15, 3),
        "Conv2d": (40, 1, 10, 2),
        "getitem": (40, 1, 10),
        "transpose": (40, 10, 1),
        "contiguous": None,
    }
    assert report.tensors[report.inputs[0].tensor].strides is None
