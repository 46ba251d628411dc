"""How many nodes there are at each level of a report, and how deep it goes."""

from inspector.graph.call_tree import CallTree
from inspector.graph.flows import Flows
from inspector.report.model import Module, Report

_CONTAINERS = "torch.nn.modules.container."


def is_plain_container(module: Module) -> bool:
    """Whether a module only holds others, such as a Sequential: it can be filled while empty."""
    return module.type.startswith(_CONTAINERS)


class Levels:
    """The drawn calls by their level; loops do not count."""

    def __init__(self, report: Report, tree: CallTree, flows: Flows) -> None:
        self._counts: dict[int, int] = {}
        self.deepest = 0
        """The number of levels that can be expanded."""
        empty = {module.path for module in report.modules if is_plain_container(module)}
        for position, level in enumerate(tree.levels):
            if not flows.is_drawn(position):
                continue
            call = tree.calls[position]
            if call is not None:
                self._counts[level] = self._counts.get(level, 0) + 1
            if level >= self.deepest and (
                flows.has_children(position) or (call is not None and call.module in empty)
            ):
                self.deepest = max(self.deepest, tree.inner_level(position))

    def count(self, level: int) -> int:
        """The drawn calls at one level."""
        return self._counts.get(level, 0)
