"""Everything about a report that does not change when a container is expanded or collapsed."""

from collections import Counter
from collections.abc import Collection, Mapping
from functools import cached_property

from inspector.graph.call_tree import CallTree
from inspector.graph.costs import Costs
from inspector.graph.flows import Flows
from inspector.graph.levels import Levels
from inspector.graph.loops import Loops
from inspector.graph.owners import Owned, owned_tensors
from inspector.graph.repeats import Repeats
from inspector.graph.shapes import dtype_text, told_dtype, usual_dtype
from inspector.report.model import Module, Report, Severity, Tensor
from inspector.report.parameters import parameters_below, shared_parameters
from inspector.report.place import Place

_GRAVITY: dict[Severity, int] = {"note": 0, "warning": 1, "error": 2}


class Index:
    """A report prepared for being seen at any expansion state; built once in linear time,
    and of it only what is asked for."""

    def __init__(self, report: Report, trips: Mapping[str, int] | None = None) -> None:
        """`trips` are the trips that are drawn of loops, by their keys; of others the first is."""
        self.report = report
        self.tree = CallTree(report)
        self.flows = Flows(report, self.tree, Loops(self.tree, trips))

    @cached_property
    def levels(self) -> Levels:
        """How many nodes there are at each level."""
        return Levels(self.report, self.tree, self.flows)

    @cached_property
    def tensors(self) -> dict[int, Tensor]:
        """Each tensor by its id."""
        return {tensor.id: tensor for tensor in self.report.tensors}

    @cached_property
    def modules(self) -> dict[str, Module]:
        """Each module by its path."""
        return {module.path: module for module in self.report.modules}

    @cached_property
    def owners(self) -> dict[int, Owned]:
        """Who owns the tensors that no call made."""
        return owned_tensors(self.report)

    @cached_property
    def parameters(self) -> dict[str, int]:
        """Parameters at and below each module, by path."""
        return parameters_below(self.report)

    @cached_property
    def usual_dtype(self) -> str:
        """The floating dtype of the inputs, which labels need not repeat."""
        return usual_dtype(self.report)

    def told_dtype(self, tensor: Tensor) -> str:
        """What the label of a tensor says of its dtype, if there is something to say."""
        maker = self.tree.by_call.get(tensor.producer) if tensor.producer is not None else None
        call = self.tree.calls[maker] if maker is not None else None
        inputs = (self.tensors.get(each) for each in (call.inputs if call is not None else ()))
        read = {dtype_text(each.dtype) for each in inputs if each is not None}
        return told_dtype(dtype_text(tensor.dtype), read, self.usual_dtype)

    def parameters_of(self, paths: Collection[str]) -> int:
        """Parameters at and below several modules together; a shared one counts once."""
        total = sum(self.parameters.get(path, 0) for path in paths)
        for size, holders in self._shared_parameters:
            total -= size * max(sum(path in holders for path in paths) - 1, 0)
        return total

    @property
    def shares_parameters(self) -> bool:
        """Whether any parameter is held by several modules."""
        return bool(self._shared_parameters)

    @cached_property
    def _shared_parameters(self) -> list[tuple[int, set[str]]]:
        return shared_parameters(self.report)

    @cached_property
    def calls_of(self) -> dict[str, list[int]]:
        """The drawn calls of each module by its path, in order."""
        found: dict[str, list[int]] = {}
        for position, call in enumerate(self.tree.calls):
            if call is not None and call.module is not None and self._seen[position]:
                found.setdefault(call.module, []).append(position)
        return found

    def calls_among(self, path: str) -> list[int]:
        """The drawn calls of a module that is called several times; none of any other."""
        return self.calls_of.get(path, []) if self._times_called[path] > 1 else []

    @cached_property
    def _times_called(self) -> Counter[str | None]:
        return Counter(call.module for call in self.report.calls)

    @cached_property
    def costs(self) -> Costs:
        """What each call and loop costs."""
        return Costs(self)

    @cached_property
    def repeats(self) -> Repeats:
        """The runs of equal siblings in each container."""
        return Repeats(self)

    @cached_property
    def severities(self) -> dict[int, Severity]:
        """The gravest problem at each item; notes do not count."""
        found: dict[int, Severity] = {}
        for problem in self.report.problems:
            if problem.severity == "note":
                continue
            for item in self._items_of(problem.call, problem.module):
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
        calls = enumerate(self.tree.calls)
        failed = [position for position, call in calls if call is not None and call.failed]
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
        for position, seen in enumerate(self._seen):
            if seen:
                found.setdefault(self.place(position), []).append(position)
        return found

    def _items_of(self, call: int | None, module: str | None) -> list[int]:
        if call is not None and call in self.tree.by_call:
            return [self.flows.stand_in(self.tree.by_call[call])]
        return self.calls_of.get(module, []) if module is not None else []

    @cached_property
    def _seen(self) -> list[bool]:
        seen: list[bool] = []
        for position, parent in enumerate(self.tree.parents):
            around = parent < 0 or seen[parent]
            seen.append(around and self.flows.is_drawn(position))
        return seen
