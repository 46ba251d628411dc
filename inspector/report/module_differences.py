"""Holding the modules of two reports side by side."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from inspector.report.differences import Change, ModuleDifference
from inspector.report.forward_steps import Step, forward_steps
from inspector.report.model import Call, Module, Report
from inspector.report.module_profile import Profile, Profiles
from inspector.report.parameters import parameters_below


def module_differences(
    before: Report, after: Report, pairs: dict[str, str]
) -> Iterator[ModuleDifference]:
    """What is there now, in its order; then what is gone. `pairs` are the matched paths."""
    return _Modules(before, after, pairs).differences()


class _Side:
    """One of the two reports, with what is asked of it module by module."""

    def __init__(self, report: Report, names: Mapping[str, str]) -> None:
        self.modules = {module.path: module for module in report.modules}
        self.profiles = Profiles(report, names)
        self.steps = forward_steps(report, names)
        self.parameters = parameters_below(report)
        self.failed = report.failure is not None
        self.broken = _broken(report)

    def completed(self, path: str) -> bool:
        """Whether the module was called, and each call came to its end."""
        return path in self.steps and path not in self.broken

    def parent(self, path: str) -> str | None:
        return self.modules[path].parent


class _Modules:
    """The differences between the modules of two reports."""

    def __init__(self, before: Report, after: Report, pairs: dict[str, str]) -> None:
        self._old, self._new = _Side(before, pairs), _Side(after, {})
        self._pairs = pairs
        self._origins = {path: origin for origin, path in pairs.items()}
        self._added = _below(self._new, lambda path: path not in self._origins)
        self._removed = _below(self._old, lambda path: path not in pairs)
        self._carried = _below(
            self._new,
            lambda path: path in self._origins and not self._is_moved(self._origins[path], path),
        )

    def differences(self) -> Iterator[ModuleDifference]:
        """What is there now, in its order; then what is gone."""
        for path in self._new.modules:
            origin = self._origins.get(path)
            if origin is not None:
                yield from self._matched(origin, path)
            elif self._new.parent(path) in self._origins or not path:
                yield _alone("added", path, self._new, self._added[path])
        for path in self._old.modules:
            if path not in self._pairs and (self._old.parent(path) in self._pairs or not path):
                yield _alone("removed", path, self._old, self._removed[path])

    def _matched(self, origin: str, path: str) -> Iterator[ModuleDifference]:
        changes = tuple(self._changes(origin, path))
        moved = self._is_moved(origin, path)
        if changes or moved:
            yield ModuleDifference(
                "moved" if moved else "changed",
                path,
                self._new.modules[path].type,
                origin if moved else None,
                self._new.parameters[path],
                self._carried[path] if moved else 0,
                changes,
            )

    def _is_moved(self, origin: str, path: str) -> bool:
        """Whether it is at another place in its parent, or in another; not if only that moved."""
        old, new = self._old.parent(origin), self._new.parent(path)
        if old is None or new is None:
            return old is not new
        return self._pairs.get(old) != new or origin[len(old) :] != path[len(new) :]

    def _changes(self, origin: str, path: str) -> Iterator[Change]:
        first, second = self._old.modules[origin], self._new.modules[path]
        yield from differing(self._old.profiles.built(first), self._new.profiles.built(second))
        if first.training != second.training and not self._inherits_mode(origin, path):
            yield Change("mode", _mode(first), _mode(second))
        failed = self._old.failed or self._new.failed
        if failed and not (self._old.completed(origin) and self._new.completed(path)):
            return
        old_run, new_run = self._old.profiles.run(first), self._new.profiles.run(second)
        yield from differing(old_run, new_run)
        yield from _forward(self._old.steps.get(origin, []), self._new.steps.get(path, []))

    def _inherits_mode(self, origin: str, path: str) -> bool:
        """Whether the modules that hold the two differ in the same way."""
        old, new = self._old.parent(origin), self._new.parent(path)
        if old is None or new is None:
            return False
        return self._old.modules[old].training != self._new.modules[new].training


def _alone(
    kind: Literal["added", "removed"], path: str, side: _Side, inside: int
) -> ModuleDifference:
    type_name, parameters = side.modules[path].type, side.parameters[path]
    return ModuleDifference(kind, path, type_name, None, parameters, inside)


def _below(side: _Side, counts: Callable[[str], bool]) -> dict[str, int]:
    """How many modules that count are below each, without a gap between."""
    below = dict.fromkeys(side.modules, 0)
    for path, module in reversed(side.modules.items()):
        if module.parent in below and counts(path):
            below[module.parent] += 1 + below[path]
    return below


def _mode(module: Module) -> str:
    return "train" if module.training else "eval"


def _broken(report: Report) -> set[str | None]:
    """The modules with a call that did not come to its end."""
    calls = {call.id: call for call in report.calls}
    broken: set[str | None] = set()
    for call in report.calls:
        step: Call | None = call if call.failed else None
        while step is not None:
            broken.add(step.module)
            step = calls.get(step.parent) if step.parent is not None else None
    return broken


def differing(before: Profile, after: Profile) -> Iterator[Change]:
    """Of each fact the parts that are not the same."""
    for fact, old in before.items():
        new = after[fact]
        keys = [key for key in (old | new) if old.get(key) != new.get(key)]
        if keys:
            yield Change(fact, _parts(old, keys), _parts(new, keys))


def _parts(parts: Mapping[str, str], keys: Iterable[str]) -> str:
    return ", ".join(parts[key] for key in keys if key in parts)


def _forward(before: list[Step], after: list[Step]) -> Iterator[Change]:
    """Other functions; or, if it is the same ones on the same modules, other things they read."""
    functions = _surplus(
        [step.name for step in before if not step.is_module],
        [step.name for step in after if not step.is_module],
    )
    if functions is not None:
        yield Change("functions", *functions)
    elif Counter(step.name for step in before) == Counter(step.name for step in after):
        reads = _surplus(list(map(str, before)), list(map(str, after)))
        if reads is not None:
            yield Change("dataflow", *reads)


def _surplus(before: list[str], after: list[str]) -> tuple[str, str] | None:
    """What each of two lists has more than the other; None if they have the same."""
    old, new = Counter(before), Counter(after)
    return (_counted(old - new), _counted(new - old)) if old != new else None


def _counted(names: Counter[str]) -> str:
    return ", ".join(f"{number} × {name}" if number > 1 else name for name, number in names.items())
