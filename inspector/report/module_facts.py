"""What a summary says of each module: its calls, what they cost, its parameters."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from inspector.report.dtypes import element_bytes
from inspector.report.model import Call, Parameter, Report, Tensor
from inspector.report.parameters import parameters_below, summed_below


@dataclass
class Calls:
    """The calls of one module."""

    all: list[Call] = field(default_factory=list)
    outermost: list[Call] = field(default_factory=list)
    """Without those within another call of the same module, of which they are a part."""
    own_seconds: float = 0.0
    """Without the calls of other modules inside."""

    def add(self, other: "Calls") -> None:
        """Take the calls of another module as well."""
        self.all += other.all
        self.outermost += other.outermost
        self.own_seconds += other.own_seconds

    @property
    def seconds(self) -> float:
        return sum(call.seconds for call in self.outermost)

    @property
    def flops(self) -> int | None:
        """None if not one of the calls was counted."""
        known = [call.flops for call in self.outermost if call.flops is not None]
        return sum(known) if known else None


def calls_by_module(report: Report) -> dict[str, Calls]:
    """The calls of each module that ran, by its path."""
    found: dict[str, Calls] = {}
    running: list[Call] = []
    entered: Counter[str] = Counter()
    for call in report.calls:
        while running and running[-1].id != call.parent:
            closed = running.pop()
            if closed.module is not None:
                entered[closed.module] -= 1
        if call.module is not None:
            calls = found.setdefault(call.module, Calls())
            calls.all.append(call)
            calls.own_seconds += call.seconds
            for outer in reversed(running):
                if outer.module is not None:
                    found[outer.module].own_seconds -= call.seconds
                    break
            if not entered[call.module]:
                calls.outermost.append(call)
            entered[call.module] += 1
        running.append(call)
    return found


def not_counted(report: Report) -> Counter[str]:
    """Modules and functions that ran, of which no FLOPs are known, by name."""
    opened = {call.parent for call in report.calls}
    return Counter(
        call.name
        for call in report.calls
        if call.flops is None and call.id not in opened and not call.failed
    )


def never_called(report: Report) -> set[str]:
    """Modules that the forward did not call, neither by themselves nor with what holds them.

    A ModuleList whose modules were called counts as called, and so does what is inside a module
    that ran as one piece, such as a MultiheadAttention.
    """
    if not report.calls or report.failure is not None:
        return set()
    parents = {module.path: module.parent for module in report.modules}
    opened = {call.parent for call in report.calls}
    whole = {call.module for call in report.calls if call.id not in opened} - {None}
    reached = {module.path for module in report.modules if module.calls}
    for module in reversed(report.modules):
        if module.path in reached and module.parent is not None:
            reached.add(module.parent)
    for path, parent in parents.items():
        if parent in whole:
            whole.add(path)
    return set(parents) - reached - whole - {""}


class ModuleFacts:
    """Facts of all modules of a report, each table made when it is first asked for.

    What `joined` names is added to the module whose path it gives, which then stands for both.
    """

    def __init__(self, report: Report, joined: Mapping[str, str] | None = None) -> None:
        self._report = report
        self._joined = joined or {}

    @cached_property
    def calls(self) -> dict[str, Calls]:
        found = calls_by_module(self._report)
        for path, first in self._joined.items():
            if path in found:
                found[first].add(found[path])
        return found

    @cached_property
    def tensors(self) -> dict[int, Tensor]:
        return {tensor.id: tensor for tensor in self._report.tensors}

    @cached_property
    def parameters(self) -> dict[str, int]:
        return self._together(parameters_below(self._report))

    @cached_property
    def lazy(self) -> dict[str, int]:
        """How many parameters have no size yet."""
        return self._summed(lambda parameter: parameter.numel is None)

    @cached_property
    def trainable(self) -> dict[str, int]:
        return self._summed(lambda each: (each.numel or 0) if each.trainable else 0)

    @cached_property
    def bytes(self) -> dict[str, int]:
        return self._summed(self._bytes)

    def _bytes(self, parameter: Parameter) -> int:
        tensor = self.tensors.get(parameter.tensor)
        return (parameter.numel or 0) * element_bytes(tensor.dtype) if tensor is not None else 0

    def _summed(self, amount: Callable[[Parameter], int]) -> dict[str, int]:
        return self._together(summed_below(self._report, amount))

    def _together(self, amounts: dict[str, int]) -> dict[str, int]:
        for path, first in self._joined.items():
            amounts[first] += amounts[path]
        return amounts
