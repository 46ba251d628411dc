"""What stands below the table: totals, what is shared or left out, problems, and the failure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from inspector.report.cells import visible, wrapped
from inspector.report.ink import BOLD, RED, RESET, YELLOW
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
from inspector.report.module_facts import not_counted
from inspector.report.summary_control import control_flow
from inspector.report.units import count, duration, flops, shape_text, size

Mood = Literal["plain", "warning", "error"]
_INKS: dict[Mood, str] = {"plain": BOLD, "warning": BOLD + YELLOW, "error": BOLD + RED}
_SIGNS = {"error": "✗", "warning": "!", "note": "·"}


@dataclass(frozen=True)
class Note:
    """A heading and lines; each line is a paragraph that may be wrapped."""

    heading: str
    lines: tuple[str, ...]
    mood: Mood = "plain"


def note_lines(note: Note, width: int, color: bool) -> list[str]:
    """The heading, and below it the paragraphs, wrapped."""
    heading = wrapped(note.heading, width)
    lines = [_INKS[note.mood] + each + RESET for each in heading] if color else heading
    for text in note.lines:
        first, *others = wrapped(text, width - 4) or [""]
        lines += ["  " + first, *("    " + each for each in others)]
    return lines


def notes(report: Report) -> list[Note]:
    """All notes that have something to say, the most important last, where one looks."""
    found = [
        Note("Totals", tuple(_totals(report))),
        Note("Loops and conditions", _first(control_flow(report))),
        Note("Shared", _first(_shared(report))),
        Note("Constants, neither trained nor in the state_dict", _first(_constants(report))),
        Note(
            "Not registered, so missing from parameters()", tuple(_unregistered(report)), "warning"
        ),
        Note("Problems", tuple(map(problem_text, report.problems)), _mood(report.problems)),
        _failure(report),
    ]
    return [note for note in found if note.lines]


def _activations(report: Report) -> str:
    made, peak = report.totals.activation_bytes, report.totals.peak_activation_bytes
    return f"{size(made)} of activations" + (f", at most {size(peak)} at one time" if peak else "")


def _totals(report: Report) -> Iterator[str]:
    totals = report.totals
    tensors = {tensor.id: tensor for tensor in report.tensors}
    if report.modules:
        yield f"{count(totals.parameters, 'parameter')}{_trainable(report)}{_lazy(report)}"
    if totals.buffers:
        yield f"{count(totals.buffers, 'value')} in buffers"
    if report.calls:
        macs = flops(totals.flops // 2).replace("FLOP", "MAC")
        yield f"{flops(totals.flops)} ({macs}) and {_activations(report)}"
        unknown = [
            f"{number} × {visible(name)}" for name, number in not_counted(report).most_common()
        ]
        if unknown:
            yield f"FLOPs not counted: {', '.join(unknown[:_MOST])}{_and_more(len(unknown))}"
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


def _lazy(report: Report) -> str:
    lazy = sum(any(each.numel is None for each in module.parameters) for module in report.modules)
    return f"; those of {count(lazy, 'lazy module')} are not known yet" if lazy else ""


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
    hidden = [module for module in report.modules if not module.registered]
    if hidden:
        sizes = {each.tensor: each.numel or 0 for module in hidden for each in module.parameters}
        for module in report.modules:
            if module.registered:
                for each in module.parameters:
                    sizes.pop(each.tensor, None)
        names = ", ".join(f"`{visible(module.path)}`" for module in hidden[:_MOST])
        numbers = count(sum(sizes.values()), "parameter")
        yield f"{names}{_and_more(len(hidden))}: {numbers}"


_MOST = 8
"""Names that are listed before the rest is only counted."""


def _first(lines: Iterable[str]) -> tuple[str, ...]:
    found = tuple(lines)
    return (*found[:_MOST], f"and {len(found) - _MOST} more") if len(found) > _MOST else found


def _and_more(number: int) -> str:
    return f" and {number - _MOST} more" if number > _MOST else ""


def _mood(problems: tuple[Problem, ...]) -> Mood:
    severities = {problem.severity for problem in problems}
    if "error" in severities:
        return "error"
    return "warning" if "warning" in severities else "plain"


def problem_text(problem: Problem) -> str:
    """What was found, how to cure it, and where it is."""
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
