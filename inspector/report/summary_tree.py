"""The tree of a report: each module where it was first met, and where else it is registered."""

from dataclasses import dataclass

from inspector.report.model import Module, Report


@dataclass(frozen=True)
class Place:
    """A module at one of its paths."""

    path: str
    parent: str | None
    module: Module

    @property
    def repeated(self) -> bool:
        """Whether the module stands elsewhere already, with all that is in it."""
        return self.path != self.module.path

    @property
    def name(self) -> str:
        """The attribute of its parent that holds the module; "" for the root."""
        if self.parent and self.path.startswith(self.parent):
            return self.path[len(self.parent) :].removeprefix(".")
        return self.path


class Tree:
    """Where each module stands: its depth, how many are below it, the lines before its name."""

    def __init__(self, report: Report) -> None:
        self.places = _places(report)
        self._parent = {place.path: place.parent for place in self.places}
        self.depth: dict[str, int] = {}
        self.below = dict.fromkeys(self._parent, 0)
        last: dict[str | None, str] = {}
        for path, parent in self._parent.items():
            self.depth[path] = self.depth.get(parent, -1) + 1 if parent is not None else 0
            last[parent] = path
        self._last = set(last.values())
        for place in reversed(self.places):
            if place.parent in self.below:
                own = 0 if place.repeated else 1
                self.below[place.parent] += own + self.below[place.path]

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


def _places(report: Report) -> list[Place]:
    """All places, each parent before what it holds, in the order of the model."""
    held: dict[str | None, list[Place]] = {}
    paths = {module.path for module in report.modules}
    for module in report.modules:
        parent = module.parent if module.parent in paths else None
        held.setdefault(parent, []).append(Place(module.path, parent, module))
    for module in report.modules:
        for path in module.also:
            parent = path.rpartition(".")[0]
            if parent in paths and path not in paths:
                held.setdefault(parent, []).append(Place(path, parent, module))
    found: list[Place] = []
    waiting = _in_order(held.get(None, []))[::-1]
    while waiting:
        place = waiting.pop()
        found.append(place)
        if not place.repeated:
            waiting += _in_order(held.get(place.path, []))[::-1]
    return found


def _in_order(places: list[Place]) -> list[Place]:
    """By number in a Sequential or ModuleList; elsewhere, what stands elsewhere comes last."""
    if all(place.name.isdecimal() for place in places):
        return sorted(places, key=lambda place: int(place.name))
    return places
