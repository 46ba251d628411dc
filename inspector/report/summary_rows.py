"""The rows of the summary: one for each module, in the order of the model."""

from dataclasses import dataclass

from inspector.report.cells import visible
from inspector.report.model import Call, Module, Report, Tensor
from inspector.report.parameters import parameters_below
from inspector.report.units import duration, flops, shape_text

NOTHING = "—"
"""In place of what is not known, or did not happen."""


@dataclass(frozen=True)
class Row:
    """One module as text, cell by cell."""

    path: str
    branch: str
    """The lines of the tree before the name."""
    name: str
    type: str
    remark: str
    """``× 2`` for two calls, and what is not as it should be."""
    output: str
    parameters: str
    cost: str
    time: str
    failed: bool
    registered: bool

    @property
    def label(self) -> str:
        """Name, type and remark, behind a cross if the forward failed here."""
        named = f"{self.name}: {self.type}" if self.name else self.type
        return "  ".join(filter(None, ("✗ " + named if self.failed else named, self.remark)))

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in the other columns."""
        return (self.output, self.parameters, self.cost, self.time)


def rows(report: Report, depth: int | None = None) -> list[Row]:
    """The modules down to `depth` levels below the root, with a note of what is hidden."""
    tree = _Tree(report)
    calls = _calls(report)
    counts = parameters_below(report)
    tensors = {tensor.id: tensor for tensor in report.tensors}
    failing = _failing_module(report)
    found = []
    for module in report.modules:
        if depth is None or tree.depth[module.path] <= max(depth, 0):
            hidden = tree.below[module.path] if tree.depth[module.path] == depth else 0
            found.append(
                Row(
                    path=visible(module.path),
                    branch=tree.branch(module.path),
                    name=visible(_name(module) or report.model),
                    type=visible(module.type.rpartition(".")[2]),
                    remark=_remark(module, hidden),
                    output=_output(calls.get(module.path, []), tensors),
                    parameters=_parameters(module, counts[module.path]),
                    cost=_cost(calls.get(module.path, [])),
                    time=_time(calls.get(module.path, [])),
                    failed=module.path == failing,
                    registered=module.registered,
                )
            )
    return found


class _Tree:
    """Where each module stands: its depth, how many are below it, the lines before its name."""

    def __init__(self, report: Report) -> None:
        self._parent = {module.path: module.parent for module in report.modules}
        self.depth: dict[str, int] = {}
        self.below = dict.fromkeys(self._parent, 0)
        last: dict[str | None, str] = {}
        for path, parent in self._parent.items():
            self.depth[path] = self.depth.get(parent, -1) + 1 if parent is not None else 0
            last[parent] = path
        self._last = set(last.values())
        for path in reversed(self._parent):
            parent = self._parent[path]
            if parent in self.below:
                self.below[parent] += 1 + self.below[path]

    def branch(self, path: str) -> str:
        """Lines such as ``│  └─ ``; for a module very deep down, only the nearest."""
        if self.depth[path] == 0:
            return ""
        pieces = ["└─ " if path in self._last else "├─ "]
        parent = self._parent[path]
        while parent is not None and self.depth[parent] > 0 and len(pieces) < _DEEPEST:
            pieces.append("   " if parent in self._last else "│  ")
            parent = self._parent[parent]
        if parent is not None and self.depth[parent] > 0:
            pieces.append(f"⋯{self.depth[path]} ")
        return "".join(reversed(pieces))


_DEEPEST = 8
"""Levels that the lines of the tree show."""


def _name(module: Module) -> str:
    """The attribute of its parent that holds the module; "" for the root."""
    if module.parent and module.path.startswith(module.parent):
        return module.path[len(module.parent) :].removeprefix(".")
    return module.path


def _calls(report: Report) -> dict[str, list[Call]]:
    found: dict[str, list[Call]] = {}
    for call in report.calls:
        if call.kind == "module" and call.module is not None:
            found.setdefault(call.module, []).append(call)
    return found


def _failing_module(report: Report) -> str | None:
    """The module whose forward failed; those around it only passed the failure on."""
    if report.failure is None or report.failure.stage != "forward":
        return None
    return report.failure.module or ""


def _remark(module: Module, hidden: int) -> str:
    remarks = []
    if module.calls > 1:
        remarks.append(f"× {module.calls}")
    if not module.registered:
        remarks.append("not registered")
    if hidden:
        remarks.append(f"+ {hidden} inside")
    return ", ".join(remarks)


def _output(calls: list[Call], tensors: dict[int, Tensor]) -> str:
    """The shapes that the last call returned."""
    if not calls or calls[-1].failed:
        return NOTHING
    shapes = [shape_text(tensors[each].shape) for each in calls[-1].outputs if each in tensors]
    if len(shapes) > _MANY:
        return f"{', '.join(shapes[:_MANY])}, … {len(shapes)} tensors"
    return ", ".join(shapes) or visible(calls[-1].result or NOTHING)


_MANY = 3


def _parameters(module: Module, number: int) -> str:
    """In parentheses if the model does not count them."""
    if any(each.numel is None for each in module.parameters):
        return "lazy"
    if not number:
        return NOTHING
    return f"{number:,}" if module.registered else f"({number:,})"


def _cost(calls: list[Call]) -> str:
    known = [call.flops for call in calls if call.flops is not None]
    return flops(sum(known)).removesuffix("FLOP").strip() if sum(known) else NOTHING


def _time(calls: list[Call]) -> str:
    return duration(sum(call.seconds for call in calls)) if calls else NOTHING
