"""Who owns the tensors that no call made, and how many parameters a module holds."""

from typing import Literal, NamedTuple

from inspector.report.model import Report

OwnedKind = Literal["parameter", "buffer", "constant"]


class Owned(NamedTuple):
    """A parameter, buffer or constant by its module and attribute."""

    module: str
    name: str
    kind: OwnedKind

    @property
    def path(self) -> str:
        """Dotted path of the attribute."""
        return f"{self.module}.{self.name}" if self.module else self.name


def owned_tensors(report: Report) -> dict[int, Owned]:
    """The first owner of each tensor that a module keeps, by tensor id."""
    owners: dict[int, Owned] = {}
    for module in report.modules:
        for parameter in module.parameters:
            owners.setdefault(parameter.tensor, Owned(module.path, parameter.name, "parameter"))
        for buffer in module.buffers:
            owners.setdefault(buffer.tensor, Owned(module.path, buffer.name, "buffer"))
        for constant in module.constants:
            owners.setdefault(constant.tensor, Owned(module.path, constant.name, "constant"))
    return owners


class ParameterCounts:
    """The number of parameters in a module and all below it; a shared one counts once.

    A module does not have the parameters of those that are not registered with it.
    """

    def __init__(self, report: Report) -> None:
        self._own: dict[str, list[tuple[int, int]]] = {}
        self._children: dict[str | None, list[str]] = {}
        self._known: dict[str, int] = {}
        registered = {module.path: module.registered for module in report.modules}
        for module in report.modules:
            self._own[module.path] = [
                (parameter.tensor, parameter.numel or 0) for parameter in module.parameters
            ]
            known_above = module.registered or not registered.get(module.parent or "", True)
            if module.path != module.parent and known_above:
                self._children.setdefault(module.parent, []).append(module.path)

    def count(self, path: str) -> int:
        """Parameters at and below the module at `path`; 0 for an unknown path."""
        if path not in self._known:
            self._known[path] = sum(self._below(path).values())
        return self._known[path]

    def _below(self, path: str) -> dict[int, int]:
        found: dict[int, int] = {}
        waiting = [path]
        while waiting:
            current = waiting.pop()
            found.update(self._own.get(current, ()))
            waiting.extend(self._children.get(current, ()))
        return found
