"""What stands below the table: totals, what is shared or left out, problems, and the failure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from inspector.report.cells import visible
from inspector.report.model import (
    Buffer,
    Constant,
    Module,
    Parameter,
    Problem,
    Report,
    Source,
    Tensor,
)
from inspector.report.units import count, duration, flops, shape_text, size

Mood = Literal["plain", "warning", "error"]
_SIGNS = {"error": "✗", "warning": "!", "note": "·"}


@dataclass(frozen=True)
class Note:
    """A heading and lines; each line is a paragraph that may be wrapped."""

    heading: str
    lines: tuple[str, ...]
    mood: Mood = "plain"


def notes(report: Report) -> list[Note]:
    """All notes that have something to say, the most important last, where one looks."""
    found = [
        Note("Totals", tuple(_totals(report))),
        Note("Shared", tuple(_shared(report))),
        Note("Constants, neither trained nor in the state_dict", tuple(_constants(report))),
        Note(
            "Not registered, so missing from parameters()", tuple(_unregistered(report)), "warning"
        ),
        Note("Problems", tuple(map(_problem, report.problems)), _mood(report.problems)),
        _failure(report),
    ]
    return [note for note in found if note.lines]


def _totals(report: Report) -> Iterator[str]:
    totals = report.totals
    tensors = {tensor.id: tensor for tensor in report.tensors}
    if report.modules:
        yield f"{count(totals.parameters, 'parameter')}{_trainable(report)}"
    if totals.buffers:
        yield f"{count(totals.buffers, 'value')} in buffers"
    if report.calls:
        yield f"{flops(totals.flops)} and {size(totals.activation_bytes)} of activations"
        end = "forward in" if report.failure is None else "forward until it failed:"
        yield f"{end} {duration(totals.seconds)} on {report.device}{_seed(report)}"
    for each in report.inputs:
        yield f"input `{visible(each.name)}`: {_tensor(tensors.get(each.tensor))}"
    if report.outputs and report.failure is None:
        shown = ", ".join(_tensor(tensors.get(each)) for each in report.outputs[:_MOST])
        yield f"output: {shown}{_and_more(len(report.outputs))}"


def _trainable(report: Report) -> str:
    totals = report.totals
    if not totals.parameters:
        return ""
    bytes_text = size(totals.parameter_bytes)
    if totals.trainable_parameters == totals.parameters:
        return f" ({bytes_text}), all trainable"
    return f" ({bytes_text}), {totals.trainable_parameters:,} of them trainable"


def _seed(report: Report) -> str:
    return "" if report.seed is None else f", seed {report.seed}"


def _tensor(tensor: Tensor | None) -> str:
    if tensor is None:
        return "?"
    text = f"{shape_text(tensor.shape)} {tensor.dtype.removeprefix('torch.')}"
    return f"{text} = {visible(tensor.value)}" if tensor.value is not None else text


def _shared(report: Report) -> Iterator[str]:
    for module in report.modules:
        for other in module.also:
            yield f"`{visible(other)}` is the same module as {_path(report, module.path)}"
        owned: list[Parameter | Buffer] = [*module.parameters, *module.buffers]
        for each in owned:
            if each.shared_with is not None:
                first = visible(each.shared_with)
                yield f"`{_place(module, each)}` is the same tensor as `{first}`, counted once"


def _constants(report: Report) -> Iterator[str]:
    tensors = {tensor.id: tensor for tensor in report.tensors}
    for module in report.modules:
        for constant in module.constants:
            yield f"`{_place(module, constant)}`: {_tensor(tensors.get(constant.tensor))}"


def _place(module: Module, owned: Parameter | Buffer | Constant) -> str:
    return visible(f"{module.path}.{owned.name}".removeprefix("."))


def _unregistered(report: Report) -> Iterator[str]:
    paths = [visible(module.path) for module in report.modules if not module.registered]
    if paths:
        yield ", ".join(f"`{path}`" for path in paths[:_MOST]) + _and_more(len(paths))


_MOST = 8
"""Names that are listed before the rest is only counted."""


def _and_more(number: int) -> str:
    return f" and {number - _MOST} more" if number > _MOST else ""


def _mood(problems: tuple[Problem, ...]) -> Mood:
    severities = {problem.severity for problem in problems}
    if "error" in severities:
        return "error"
    return "warning" if "warning" in severities else "plain"


def _problem(problem: Problem) -> str:
    pieces = [f"{_SIGNS[problem.severity]} {visible(problem.message)}", visible(problem.hint)]
    return " ".join(filter(None, (*pieces, _at(problem.source))))


def _at(source: Source | None) -> str:
    return f"({visible(source.file)}, line {source.line})" if source is not None else ""


def _failure(report: Report) -> Note:
    failure = report.failure
    if failure is None:
        return Note("", ())
    said = f"{failure.type}: {failure.message}".strip(": ").replace("\n", " ")
    where = {
        "source": "The file cannot be read",
        "build": "The model cannot be built",
        "input": "The input cannot be made",
        "forward": f"The forward fails in {_path(report, failure.module or '')}",
    }[failure.stage]
    lines = (failure.explanation, failure.hint, visible(said), _at(failure.source))
    return Note(f"✗ {where}", tuple(map(visible, filter(None, lines))), "error")


def _path(report: Report, path: str) -> str:
    """A path as prose shows it, with its class; the root by the name of the model."""
    found = next((module for module in report.modules if module.path == path), None)
    name = f"`{visible(path or report.model)}`"
    return f"{name} ({visible(found.type.rpartition('.')[2])})" if found is not None else name
