"""Random straight-line programs over tensors, beside an oracle that knows each element's origins.

A program runs every view twice: on its tensors, which the recorder sees, and unseen on whole
numbers of the same strides, whose bits say from which sources an element was made. The views of
these numbers share memory just as the views of the tensors do, so that what an in-place change
writes reaches the same elements of both. What an op makes depends on all that it reads.
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from random import Random
from typing import NamedTuple

import torch
from torch import Tensor, nn

from inspector.engine.api import trace
from inspector.report.model import Report

SHAPES = ((3, 4), (4,), (2, 3, 4))
"""Of the inputs."""
FIRST_STEP = len(SHAPES) + 3
"""The bit of the first step: those before it stand for the inputs and the program's own tensors."""
MOST_STEPS = 62 - FIRST_STEP
_MOST_ELEMENTS = 100

unseen = torch._C.DisableTorchFunction
"""No function mode hears of what happens inside."""


@dataclass(eq=False)
class Cell:
    """A tensor, and for each of its elements the bits of the sources that it depends on."""

    tensor: Tensor
    origins: Tensor

    def written(self, sources: int, where: Tensor | None = None) -> None:
        """These elements, or all, have been made anew from these sources."""
        with unseen():
            if where is None:
                self.origins.fill_(sources)
            else:
                self.origins[where] = sources


class Touch(nn.Module):
    """Changes the first of its tensors and hands the last one on."""

    def forward(self, tensors: list[Tensor]) -> Tensor:
        tensors[0].add_(1)
        return tensors[-1]


class Program(nn.Module):
    """Instructions drawn at random from `seed`, as they fit the tensors that are there.

    `tell` hears what really happened: what the program itself keeps is put back after a trace.
    """

    def __init__(
        self,
        seed: int,
        steps: int,
        instructions: Sequence["Instruction"],
        tell: Callable[["Truth"], None],
    ) -> None:
        super().__init__()
        self.tell = tell
        self.seed, self.steps, self.instructions = seed, min(steps, MOST_STEPS), instructions
        self.weight = nn.Parameter(torch.rand(4, 4), requires_grad=False)
        self.register_buffer("shift", torch.rand(4))
        self.constant = torch.rand(3, 4)
        self.touch = Touch()

    def forward(self, *inputs: Tensor) -> list[Tensor]:
        random = Random(self.seed)
        run = Run(self, random, random.random() < 0.25)
        for bit, tensor in enumerate((*inputs, self.weight, self.shift, self.constant)):
            run.keep(tensor, 1 << bit)
        with torch.inference_mode() if run.inference else nullcontext():
            while run.steps < self.steps:
                run.random.choice(self.instructions)(run)
        self.tell(Truth(run.steps, run.sources, [union(cell.origins) for cell in run.pool]))
        return [cell.tensor for cell in run.pool]


class Truth(NamedTuple):
    """How many steps a forward took, and the sources of each tensor that it returned, as bits."""

    steps: int
    sources: int
    """The bits that stand for a source; steps that only look at a tensor are none."""
    origins: list[int]


@dataclass
class Run:
    """One run of a program. A step is a call with nothing inside."""

    program: Program
    random: Random
    inference: bool
    pool: list[Cell] = field(default_factory=list)
    steps: int = 0
    sources: int = (1 << FIRST_STEP) - 1

    def step(self) -> int:
        """Begin a step that makes something; its bit marks what it makes."""
        bit = 1 << (FIRST_STEP + self.steps)
        self.steps += 1
        self.sources |= bit
        return bit

    def look(self) -> None:
        """Begin a step that makes nothing new."""
        self.steps += 1

    def pick(self, fits: Callable[[Tensor], bool] = lambda tensor: True) -> Cell | None:
        """One of the tensors for which this holds."""
        with unseen():
            fitting = [cell for cell in self.pool if fits(cell.tensor)]
        return self.random.choice(fitting) if fitting else None

    def keep(self, tensor: Tensor, sources: int) -> None:
        """Put a new tensor into the pool, every element made from these sources."""
        with unseen():
            origins = torch.empty_strided(tensor.shape, tensor.stride(), dtype=torch.int64)
            self.keep_view(tensor, origins.fill_(sources))

    def keep_view(self, tensor: Tensor, origins: Tensor) -> None:
        """Put a tensor into the pool whose origins are a view of the same kind as itself."""
        if tensor.numel() <= _MOST_ELEMENTS:
            self.pool.append(Cell(tensor, origins))


Instruction = Callable[[Run], None]


def union(origins: Tensor) -> int:
    """The bits of all elements."""
    bits = 0
    with unseen():
        for one in origins.unique().tolist():
            bits |= one
    return bits


class Compared(NamedTuple):
    """Pairs of a source and a returned tensor that depends on it."""

    real: int
    missing: int
    extra: int


def traced(seed: int, steps: int, instructions: Sequence[Instruction]) -> Compared:
    """Trace one program, and compare the ways through its report with what really happened."""
    truths: list[Truth] = []
    program = Program(seed, steps, instructions, truths.append)
    torch.manual_seed(seed)
    report = trace(program, tuple(torch.rand(shape) for shape in SHAPES))
    assert report.failure is None, report.failure
    assert not [problem for problem in report.problems if problem.code == "record-incomplete"]
    (truth,) = truths
    sources = _sources_found(report, truth.steps)
    found = [sources[tensor] & truth.sources for tensor in report.outputs]
    pairs = list(zip(truth.origins, found, strict=True))
    return Compared(
        sum(real.bit_count() for real, _ in pairs),
        sum((real & ~seen).bit_count() for real, seen in pairs),
        sum((seen & ~real).bit_count() for real, seen in pairs),
    )


def _sources_found(report: Report, steps: int) -> list[int]:
    """For each tensor of a report, the bits of the sources that it can be reached from."""
    opened = {call.parent for call in report.calls}
    closed = [call.id for call in report.calls if call.id not in opened]
    assert len(closed) == steps
    bit_of = {call: 1 << (FIRST_STEP + step) for step, call in enumerate(closed)}
    root = report.modules[0]
    owned = (*root.parameters, *root.buffers, *root.constants)
    known = [each.tensor for each in (*report.inputs, *owned)]
    found = [0] * len(report.tensors)
    for bit, tensor in enumerate(known):
        found[tensor] = 1 << bit
    for call in report.calls:
        read = set(call.inputs).difference(call.overwritten)
        for tensor in call.outputs:
            if report.tensors[tensor].producer == call.id:
                before = read.union(report.tensors[tensor].remains)
                found[tensor] = reduce(
                    or_, [found[each] for each in before], bit_of.get(call.id, 0)
                )
    return found
