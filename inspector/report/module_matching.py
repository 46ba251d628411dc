"""Which module of one report is which of another."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator

from inspector.report.model import Buffer, Parameter, Report

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]+\b")


def without_addresses(text: str) -> str:
    """A text in which places in memory, which no two runs share, are left out."""
    return _ADDRESS.sub("0x…", text)


def matched_modules(before: Report, after: Report) -> dict[str, str]:
    """The path in the later report of each module of the earlier one that is still there.

    The children of matched modules are matched by name if they are the same, then by what they
    are, then by name and class, by class in Sequentials and lists, by name alone. What is then
    left anywhere is matched if it has parameters and exactly one like it is left on each side.
    """
    known: dict[Hashable, int] = {}
    old, new = _Side(before, known), _Side(after, known)
    pairs: dict[str, str] = {}
    found = [("", "")] if "" in old.modules and "" in new.modules else []
    while found:
        for pair in found:
            _match_below(pair, old, new, pairs)
        found = _moved(old, new, pairs)
    return pairs


def _match_below(pair: tuple[str, str], old: "_Side", new: "_Side", pairs: dict[str, str]) -> None:
    waiting = [pair]
    while waiting:
        first, second = waiting.pop()
        if first not in pairs:
            pairs[first] = second
            waiting += _matched(old.children(first), new.children(second), old, new)


class _Side:
    """One of the two reports: its tree, and a number for each different subtree."""

    def __init__(self, report: Report, known: dict[Hashable, int]) -> None:
        self.modules = {module.path: module for module in report.modules}
        self._children: dict[str | None, list[str]] = {}
        for module in report.modules:
            self._children.setdefault(module.parent, []).append(module.path)
        shapes = {tensor.id: tensor.shape for tensor in report.tensors}
        self.kind: dict[str, int] = {}
        self.trained: set[str] = set()
        for module in reversed(report.modules):
            inside = self.children(module.path)
            owned: list[Parameter | Buffer] = [*module.parameters, *module.buffers]
            subtree = (
                module.type,
                without_addresses(module.arguments),
                tuple((each.name, shapes.get(each.tensor)) for each in owned),
                tuple((self.name(path), self.kind[path]) for path in inside),
            )
            self.kind[module.path] = known.setdefault(subtree, len(known))
            if module.parameters or any(path in self.trained for path in inside):
                self.trained.add(module.path)

    def children(self, path: str) -> list[str]:
        return self._children.get(path, [])

    def name(self, path: str) -> str:
        """What its parent calls it."""
        return path[len(self.modules[path].parent or "") :].removeprefix(".")

    def type(self, path: str) -> str:
        return self.modules[path].type


def _matched(
    first: list[str], second: list[str], old: _Side, new: _Side
) -> Iterator[tuple[str, str]]:
    """Pairs of children, the surest first."""
    keys: list[Callable[[_Side, str], Hashable]] = [
        lambda side, path: (side.name(path), side.kind[path]),
        lambda side, path: side.kind[path],
        lambda side, path: (side.name(path), side.type(path)),
        lambda side, path: side.type(path) if side.name(path).isdecimal() else (side, path),
        lambda side, path: side.name(path),
    ]
    for key in keys:
        waiting: dict[Hashable, list[str]] = {}
        for path in reversed(second):
            waiting.setdefault(key(new, path), []).append(path)
        pairs = {path: same.pop() for path in first if (same := waiting.get(key(old, path)))}
        yield from pairs.items()
        first = [path for path in first if path not in pairs]
        taken = set(pairs.values())
        second = [path for path in second if path not in taken]


def _moved(old: _Side, new: _Side, pairs: dict[str, str]) -> list[tuple[str, str]]:
    """What is left, has parameters, and is the only one of its kind on each side."""
    taken = set(pairs.values())
    left = [path for path in old.modules if path not in pairs and path in old.trained]
    rest = {new.kind[path]: path for path in new.trained - taken}
    before = Counter(old.kind[path] for path in left)
    after = Counter(new.kind[path] for path in new.trained - taken)
    kinds = ((path, old.kind[path]) for path in left)
    return [(path, rest[kind]) for path, kind in kinds if before[kind] == after[kind] == 1]
