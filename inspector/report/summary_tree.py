"""The tree of a report: each module where it was first met, and where else it is registered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from inspector.report.model import Module, Report
from inspector.report.summary_folding import Likeness


@dataclass(frozen=True)
class Place:
    """A module at one of its paths."""

    path: str
    parent: str | None
    module: Module
    alike: tuple["Place", ...] = ()
    """Others that this one stands for."""
    last: str = ""
    """The name of the last of them beside this one."""

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

    def __init__(self, report: Report, fold: bool = False) -> None:
        self.places = list(_places(report, Likeness(report) if fold else None))
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
                own = 0 if place.repeated else 1 + len(place.alike)
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


def _places(report: Report, likeness: Likeness | None) -> Iterator[Place]:
    """All places, each parent before what it holds, in the order of the model."""
    held = _held(report)
    waiting = held.get(None, [])[::-1]
    while waiting:
        place = waiting.pop()
        yield place
        if not place.repeated:
            inside = held.get(place.path, [])
            if likeness is not None:
                inside = list(_folded(place, inside, held, likeness))
            waiting += inside[::-1]


def _held(report: Report) -> dict[str | None, list[Place]]:
    """What stands in each module, and in none, under the path of its parent."""
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
    return {parent: _in_order(places) for parent, places in held.items()}


def _in_order(places: list[Place]) -> list[Place]:
    """By number in a Sequential or ModuleList; elsewhere, what stands elsewhere comes last."""
    if all(place.name.isdecimal() for place in places):
        return sorted(places, key=lambda place: int(place.name))
    return places


def _folded(
    parent: Place, inside: list[Place], held: dict[str | None, list[Place]], likeness: Likeness
) -> Iterator[Place]:
    """What stands in a module, with one place for neighbors in a list that are alike.

    It also stands for the same places in the modules for which the parent stands.
    """
    elsewhere = [{each.name: each for each in held.get(p.path, [])} for p in parent.alike]
    for run in _runs(inside, likeness):
        if run[0].repeated:
            yield run[0]
            continue
        others = [names[each.name] for names in elsewhere for each in run if each.name in names]
        last = run[-1].name if len(run) > 1 else ""
        yield replace(run[0], alike=(*run[1:], *others), last=last)


def _runs(places: Iterable[Place], likeness: Likeness) -> Iterator[list[Place]]:
    run: list[Place] = []
    for place in places:
        same = run and likeness.of[place.module.path] == likeness.of[run[-1].module.path]
        if same and place.name.isdecimal() and not place.repeated and not run[-1].repeated:
            run.append(place)
            continue
        if run:
            yield run
        run = [place]
    if run:
        yield run
