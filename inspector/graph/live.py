"""What a report says of a path or of a place in the code, for the rows of the tree."""

from collections import Counter
from collections.abc import Sequence

from inspector.graph.shapes import tensor_label, usual_dtype
from inspector.report.model import (
    Buffer,
    Call,
    Constant,
    Frame,
    Module,
    Parameter,
    Report,
    Severity,
    Source,
)
from inspector.report.parameters import parameters_below
from inspector.report.units import shape_text, times
from inspector.source.span import Span


class Live:
    """Look-ups in a report; all of them say nothing when there is no report."""

    def __init__(self, report: Report | None, file: str) -> None:
        report = report or Report()
        self._file = file
        self._usual = usual_dtype(report)
        self._tensors = {tensor.id: tensor for tensor in report.tensors}
        self._parameters = parameters_below(report)
        self.modules = {module.path: module for module in report.modules}
        self._children: dict[str | None, list[Module]] = {}
        self._sites: dict[Span, int] = {}
        self._side_by_side: Counter[tuple[str | None, Span]] = Counter()
        for module in report.modules:
            self._children.setdefault(module.parent, []).append(module)
            span = self.span(module.source)
            if span is not None:
                self._sites[span] = self._sites.get(span, 0) + 1
                self._side_by_side[module.parent, span] += 1
        self._module_of_call = {call.id: call.module for call in report.calls}
        self._last_call: dict[str, Call] = {}
        self._ops: dict[tuple[str | None, Span], Call] = {}
        for call in report.calls:
            if call.module is not None:
                self._last_call[call.module] = call
            span = self.span(call.source)
            if span is not None:
                self._ops[self._parent_path(call), span] = call
        self._frames: dict[tuple[str | None, Span], Frame] = {}
        for frame in report.frames:
            span = self.span(frame.source)
            if span is not None:
                self._frames[self._module_of_call.get(frame.parent_call or 0), span] = frame
        self._decided: dict[tuple[str | None, Span], Counter[str]] = {}
        for branch in report.branches:
            span = self.span(branch.source)
            if span is not None and branch.value is not None:
                place = self._module_of_call.get(branch.parent_call or 0), span
                self._decided.setdefault(place, Counter())[str(branch.value)] += 1
        self._severities = self._of_modules(report)
        self.culprit = self._culprit(report)

    def span(self, source: Source | None) -> Span | None:
        """The span of a source in the open file; None if it lies in another."""
        if source is None or source.file != self._file:
            return None
        return source.span

    def children(self, path: str) -> Sequence[Module]:
        """The modules right below a path, in the order of their registration."""
        return [module for module in self._children.get(path, ()) if module.path != path]

    def instances(self, span: Span | None) -> int:
        """How many modules an expression made."""
        return self._sites.get(span, 1) if span is not None else 1

    def repeats(self, module: Module | None, span: Span | None) -> int:
        """How many modules an expression made in the parent of one of them."""
        return self._side_by_side.get((module.parent, span), 1) if module and span else 1

    def parameters(self, path: str) -> int | None:
        """Parameters at and below a module; None while one of its own is not known."""
        module = self.modules.get(path)
        if module is None or any(each.numel is None for each in module.parameters):
            return None
        return self._parameters.get(path, 0)

    def output_of_module(self, path: str) -> str:
        """The shape that a module returned last."""
        call = self._last_call.get(path)
        return self._output(call) if call is not None else ""

    def output_at(self, path: str, site: Span) -> str:
        """The shape that an expression in the forward of the module at `path` gave last."""
        call = self._ops.get((path, site))
        return self._output(call) if call is not None else ""

    def trips_at(self, path: str, site: Span) -> str:
        """``× 4`` for a loop that went round four times."""
        frame = self._frames.get((path, site))
        return f"× {frame.trips}" if frame is not None else ""

    def decided_at(self, path: str, site: Span) -> str:
        """Whether the condition of an ``if`` held: ``True``, or ``True × 3, False × 2``."""
        return times(self._decided.get((path, site), Counter()))

    def constant_shape(self, path: str, name: str) -> str:
        """The shape of a constant, parameter or buffer of a module."""
        module = self.modules.get(path)
        if module is None:
            return ""
        own: tuple[Constant | Parameter | Buffer, ...]
        own = (*module.constants, *module.parameters, *module.buffers)
        return next((self._label(each.tensor) for each in own if each.name == name), "")

    def severity(self, path: str) -> Severity | None:
        """The gravest problem of the module itself."""
        return self._severities.get(path)

    def _output(self, call: Call) -> str:
        if call.outputs:
            return ", ".join(dict.fromkeys(map(self._label, call.outputs)))
        return call.result or ""

    def _label(self, tensor: int) -> str:
        found = self._tensors.get(tensor)
        return tensor_label(found, self._usual) if found else shape_text(None)

    def _parent_path(self, call: Call) -> str | None:
        return self._module_of_call.get(call.parent) if call.parent is not None else None

    def _of_modules(self, report: Report) -> dict[str, Severity]:
        found: dict[str, Severity] = {}
        for problem in report.problems:
            known = found.get(problem.module or "")
            if problem.module is not None and problem.severity != "note" and known != "error":
                found[problem.module] = problem.severity
        return found

    def _culprit(self, report: Report) -> tuple[str | None, Span | None]:
        """The module path and the place in the file of what failed."""
        failure = report.failure
        if failure is None:
            return (None, None)
        call = next((each for each in report.calls if each.id == failure.call), None)
        span = self.span(failure.source)
        if call is not None and call.kind == "module":
            return (call.module, span)
        if call is not None:
            return (self._parent_path(call), self.span(call.source) or span)
        return (failure.module, span)
