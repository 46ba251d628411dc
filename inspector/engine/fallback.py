"""A model where it can run: what is too large runs on the meta device, as shapes alone.

On the cpu a file that makes more tensors than a little is tried on the meta device first, which
takes milliseconds, so that nobody waits for a machine to fill up with weights in vain.
"""

import math
import re
from collections.abc import Callable
from dataclasses import replace

import msgspec
import torch

from inspector.engine.explain.meta import lacks_numbers
from inspector.engine.memory import free_memory
from inspector.engine.outcome import Lack, Outcome, Way
from inspector.engine.script.answers import META
from inspector.engine.script.guard import MemoryGuard
from inspector.protocol.messages import Run
from inspector.report.model import Failure, Problem, Report, Tensor
from inspector.report.units import size

Attempt = Callable[[Run, Way], Outcome]
_LACKS_MEMORY = re.compile(r"would need .* are free|tried to allocate \d+ bytes")
_INSTEAD = "shapes and costs are from the meta device, no numbers were computed."
_A_LITTLE = 1_000_000_000
"""Bytes of tensors that are made without asking first whether all of them will fit."""


def run_where_it_fits(request: Run, attempt: Attempt) -> Outcome:
    """Attempt a request as it is asked for; where memory or numbers lack, on another device."""
    if request.device == META:
        outcome = _shapes(request, attempt)
        return _with_numbers(request, outcome, attempt) if outcome.lack == "numbers" else outcome
    try:
        outcome = attempt(request, Way(_Spending(_A_LITTLE)))
    except LookAhead:
        shapes = _shapes(_on(META, request), attempt)
        if shapes.report.failure is None and not _fits(shapes.report):
            return _noted(shapes, _too_large(shapes.report))
        outcome = attempt(request, Way(MemoryGuard()))
    failure = outcome.report.failure
    if failure is None or outcome.lack != "memory":
        return outcome
    shapes = _shapes(_on(META, request), attempt)
    return outcome if shapes.report.failure is not None else _noted(shapes, _refused(failure))


def _shapes(request: Run, attempt: Attempt) -> Outcome:
    """On the meta device nothing needs guarding; identical blocks run once, if that will do."""
    outcome = attempt(request, Way(once=True))
    return attempt(request, Way()) if outcome.lack == "every call" else outcome


def lack_of(failure: Failure | None, request: Run) -> Lack:
    """What a run failed for want of."""
    if failure is None:
        return ""
    if request.device == META:
        return "numbers" if lacks_numbers(failure.message) else ""
    return "memory" if _LACKS_MEMORY.search(failure.message) is not None else ""


class LookAhead(BaseException):
    """More than a little was made. No `Exception`, so that the file does not catch it."""


class _Spending(MemoryGuard):
    """Stops a file that makes many tensors, for a look ahead at how many it will be."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._left = most

    def spend(self, needed: int) -> None:
        self._left -= needed
        if self._left < 0:
            raise LookAhead


def _with_numbers(request: Run, shapes: Outcome, attempt: Attempt) -> Outcome:
    """The run on the cpu of what cannot do without numbers, if there is room for it."""
    failure = shapes.report.failure
    if failure is None or not _fits(shapes.report):
        return shapes
    outcome = attempt(_on("cpu", request), Way(MemoryGuard()))
    message = f"{failure.explanation} So it ran on the cpu."
    return _noted(outcome, Problem("note", "needs-numbers", message, source=failure.source))


def _fits(report: Report) -> bool:
    largest = max((_bytes_of(tensor) for tensor in report.tensors), default=0)
    return report.totals.parameter_bytes + largest < free_memory()


def _bytes_of(tensor: Tensor) -> int:
    dtype = getattr(torch, tensor.dtype, None)
    item = dtype.itemsize if isinstance(dtype, torch.dtype) else 1
    return math.prod(tensor.shape or ()) * item


def _too_large(report: Report) -> Problem:
    taken, free = size(report.totals.parameter_bytes), size(free_memory())
    message = f"The parameters take {taken}, and {free} of memory are free: {_INSTEAD}"
    return Problem("warning", "too-large", message, module="")


def _refused(failure: Failure) -> Problem:
    message = f"{failure.explanation} {_INSTEAD.capitalize()}"
    return Problem(
        "warning",
        "too-large",
        message,
        failure.hint,
        failure.module,
        failure.call,
        failure.source,
        failure.fixes,
    )


def _noted(outcome: Outcome, problem: Problem) -> Outcome:
    report = outcome.report
    problems = (problem, *report.problems)
    return replace(outcome, report=msgspec.structs.replace(report, problems=problems))


def _on(device: str, request: Run) -> Run:
    return msgspec.structs.replace(request, device=device)
