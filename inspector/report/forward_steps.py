"""What the forward of each module does by itself: which functions and modules, on what."""

from collections.abc import Mapping
from typing import NamedTuple

from inspector.report.model import Buffer, Call, Constant, Parameter, Report


class Step(NamedTuple):
    """One function, or one module, that a forward calls."""

    name: str
    """Of a function with its arguments, such as ``cat(dim=1)``, or the path of a module."""
    reads: tuple[str, ...]
    """Where its tensors come from: ``input 1``, an earlier step, a parameter."""
    is_module: bool

    def __str__(self) -> str:
        return f"{self.name} of {', '.join(self.reads)}" if self.reads else self.name


def forward_steps(report: Report, names: Mapping[str, str]) -> dict[str, list[Step]]:
    """The steps of each module's calls; calls that do the same are listed once.

    `names` are other paths under which modules are to be called.
    """
    inside: dict[int, list[Call]] = {}
    for call in report.calls:
        if call.parent is not None:
            inside.setdefault(call.parent, []).append(call)
    owned = _owned(report, names)
    found: dict[str, dict[tuple[Step, ...], None]] = {}
    for call in report.calls:
        if call.module is not None:
            steps = _steps(call, inside.get(call.id, []), owned, names)
            found.setdefault(call.module, {})[steps] = None
    return {path: [step for steps in each for step in steps] for path, each in found.items()}


def _owned(report: Report, names: Mapping[str, str]) -> dict[int, str]:
    """Parameters, buffers and constants by the number of their tensor."""
    found: dict[int, str] = {}
    for module in report.modules:
        path = names.get(module.path, module.path)
        owned: list[Parameter | Buffer | Constant] = [*module.parameters, *module.buffers]
        for each in [*owned, *module.constants]:
            found.setdefault(each.tensor, f"{path}.{each.name}".removeprefix("."))
    return found


def _steps(
    outer: Call, calls: list[Call], owned: Mapping[int, str], names: Mapping[str, str]
) -> tuple[Step, ...]:
    sources = {tensor: f"input {place}" for place, tensor in enumerate(outer.inputs, 1)}
    steps = []
    used: dict[str, int] = {}
    for call in calls:
        name = _name(call, names)
        reads = [sources.get(each) or owned.get(each, "elsewhere") for each in call.inputs]
        steps.append(Step(name, tuple(reads), call.kind == "module"))
        used[name] = used.get(name, 0) + 1
        label = name if used[name] == 1 else f"{name} ({used[name]})"
        for place, tensor in enumerate(call.outputs):
            sources[tensor] = label if place == 0 else f"{label}[{place}]"
    return tuple(steps)


def _name(call: Call, names: Mapping[str, str]) -> str:
    if call.module is not None:
        return f"`{names.get(call.module, call.module)}`"
    return f"{call.name}({call.arguments})" if call.arguments else call.name
