"""Everything about a report that does not change when a container is expanded or collapsed."""

from functools import cached_property

from inspector.graph.call_tree import CallTree, Item
from inspector.graph.flows import Flows
from inspector.graph.owners import Owned, owned_tensors
from inspector.graph.shapes import usual_dtype
from inspector.report.model import Module, Problem, Report, Severity
from inspector.report.module_facts import ModuleFacts
from inspector.report.parameters import parameters_below
from inspector.report.place import Place

_GRAVITY: dict[Severity, int] = {"note": 0, "warning": 1, "error": 2}


class Index:
    """A report prepared for being seen at any expansion state; built once in linear time."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.tree = CallTree(report)
        self.flows = Flows(report, self.tree)
        self.tensors = {tensor.id: tensor for tensor in report.tensors}
        self.modules: dict[str, Module] = {module.path: module for module in report.modules}
        self.owners: dict[int, Owned] = owned_tensors(report)
        self.parameters = parameters_below(report)
        self.usual_dtype = usual_dtype(report)

    @cached_property
    def facts(self) -> ModuleFacts:
        """What is summed for each module, such as how much of it is trained."""
        return ModuleFacts(self.report)

    @cached_property
    def calls_of(self) -> dict[str, list[int]]:
        """The drawn calls of each module by its path, in order."""
        found: dict[str, list[int]] = {}
        for item in self.tree.items:
            if item.call is not None and item.call.module is not None and self._is_seen(item):
                found.setdefault(item.call.module, []).append(item.position)
        return found

    @cached_property
    def severities(self) -> dict[int, Severity]:
        """The gravest problem at each item; notes do not count."""
        found: dict[int, Severity] = {}
        for problem in self.report.problems:
            if problem.severity == "note":
                continue
            for item in self.items_of(problem):
                known = found.get(item)
                if known is None or _GRAVITY[known] < _GRAVITY[problem.severity]:
                    found[item] = problem.severity
        if self.culprit is not None:
            found[self.culprit] = "error"
        return found

    @cached_property
    def culprit(self) -> int | None:
        """The innermost call that failed, where it is drawn."""
        failure = self.report.failure
        if failure is None or failure.stage != "forward":
            return None
        if failure.call in self.tree.by_call:
            return self.flows.stand_in(self.tree.by_call[failure.call])
        failed = [item.position for item in self.tree.items if item.call and item.call.failed]
        return self.flows.stand_in(failed[-1]) if failed else None

    def place(self, position: int) -> Place:
        """The place of a call or loop, as the tree and the code name it."""
        item = self.tree.items[position]
        if item.call is not None and item.call.module is not None:
            return Place(item.call.module)
        source = item.frame.source if item.frame is not None else None
        if item.call is not None:
            source = item.call.source
        return Place(item.home, source.span if source is not None else None)

    @cached_property
    def items_at(self) -> dict[Place, list[int]]:
        """The drawn items of each place: all calls of a module, or an op."""
        found: dict[Place, list[int]] = {}
        for item in self.tree.items:
            if self._is_seen(item):
                found.setdefault(self.place(item.position), []).append(item.position)
        return found

    def items_of(self, problem: Problem) -> list[int]:
        """The drawn items that a problem is about."""
        if problem.call is not None and problem.call in self.tree.by_call:
            return [self.flows.stand_in(self.tree.by_call[problem.call])]
        return self.calls_of.get(problem.module, []) if problem.module is not None else []

    @cached_property
    def _seen(self) -> list[bool]:
        seen: list[bool] = []
        for item in self.tree.items:
            around = item.parent < 0 or seen[item.parent]
            seen.append(around and self.flows.is_drawn(item.position))
        return seen

    def _is_seen(self, item: Item) -> bool:
        return self._seen[item.position]
