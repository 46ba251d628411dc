"""Which module of one report is which of another."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from difflib import SequenceMatcher
from functools import partial
from itertools import takewhile
from typing import TypeAlias

from inspector.report.model import Buffer, Parameter, Report

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]+\b")


def without_addresses(text: str) -> str:
    """A text in which places in memory, which no two runs share, are left out."""
    return _ADDRESS.sub("0x…", text)


def matched_modules(before: Report, after: Report) -> dict[str, str]:
    """The path in the later report of each module of the earlier one that is still there.

    Of the children of matched modules, those are matched that are the same, in lists and
    Sequentials by their order, elsewhere by name and then by order; then those of the same class,
    by name or, in a list, between the same neighbors. What is left anywhere is matched if it has
    parameters and as many like it are left on either side. Last, what only has the same name.
    """
    known: dict[Hashable, int] = {}
    old, new = _Side(before, known), _Side(after, known)
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    waiting = [("", "")] if "" in old.modules and "" in new.modules else []
    while waiting:
        while waiting:
            first, second = waiting.pop()
            if first not in pairs and second not in taken:
                pairs[first] = second
                taken.add(second)
                waiting += _matched(old.children(first), new.children(second), old, new)
        waiting = _moved(old, new, pairs, taken) or _renewed(old, new, pairs, taken)
        waiting.reverse()  # what holds others comes first
    return pairs


class _Side:
    """One of the two reports: its tree, and a number for each different subtree."""

    def __init__(self, report: Report, known: dict[Hashable, int]) -> None:
        self.modules = {module.path: module for module in report.modules}
        self._children: dict[str | None, list[str]] = {}
        for module in report.modules:
            self._children.setdefault(module.parent, []).append(module.path)
        shapes = {tensor.id: tensor.shape for tensor in report.tensors}
        self.kind: dict[str, int] = {}
        trained: set[str] = set()
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
            if module.parameters or any(path in trained for path in inside):
                trained.add(module.path)
        self.trained = [path for path in self.modules if path in trained]
        """Those with parameters at or below them."""

    def children(self, path: str) -> list[str]:
        return self._children.get(path, [])

    def name(self, path: str) -> str:
        """What its parent calls it."""
        return path[len(self.modules[path].parent or "") :].removeprefix(".")

    def is_numbered(self, path: str) -> bool:
        """Whether its place in a list is all the name it has."""
        return self.name(path).isdecimal()


_Key: TypeAlias = Callable[[_Side, str], Hashable]


def _kind(side: _Side, path: str) -> Hashable:
    return side.kind[path]


def _type(side: _Side, path: str) -> Hashable:
    return side.modules[path].type


def _same(side: _Side, path: str) -> Hashable:
    return side.name(path), side.kind[path]


def _name_and_type(side: _Side, path: str) -> Hashable:
    return side.name(path), side.modules[path].type


def _matched(
    first: list[str], second: list[str], old: _Side, new: _Side
) -> Iterator[tuple[str, str]]:
    """Pairs of children that are the same or of the same class, the surest first."""
    if all(map(old.is_numbered, first)) and all(map(new.is_numbered, second)):
        yield from _aligned(first, second, old, new)
    else:
        yield from _alike((_same, _kind, _name_and_type), first, second, old, new)


def _aligned(
    first: list[str], second: list[str], old: _Side, new: _Side
) -> Iterator[tuple[str, str]]:
    """Pairs in two lists that never cross: the same modules, and between them those of a class."""
    same = list(takewhile(partial(_are_same, old, new), zip(first, second, strict=False)))
    yield from same
    first, second = first[len(same) :], second[len(same) :]
    ends = zip(reversed(first), reversed(second), strict=False)
    same = list(takewhile(partial(_are_same, old, new), ends))
    yield from same
    first, second = first[: len(first) - len(same)], second[: len(second) - len(same)]
    if len(first) * len(second) > _MOST_COMPARED:
        yield from _alike((_kind, _name_and_type, _type), first, second, old, new)
        return
    kinds = [old.kind[path] for path in first], [new.kind[path] for path in second]
    start, other = 0, 0
    for block in SequenceMatcher(None, *kinds, autojunk=False).get_matching_blocks():
        between = first[start : block.a], second[other : block.b]
        yield from _alike((_name_and_type, _type), *between, old, new)
        start, other = block.a + block.size, block.b + block.size
        yield from zip(first[block.a : start], second[block.b : other], strict=True)


_MOST_COMPARED = 1_000_000
"""Pairs of modules in two lists that are held side by side, about half a second."""


def _are_same(old: _Side, new: _Side, pair: tuple[str, str]) -> bool:
    return old.kind[pair[0]] == new.kind[pair[1]]


def _alike(
    keys: Iterable[_Key], first: list[str], second: list[str], old: _Side, new: _Side
) -> Iterator[tuple[str, str]]:
    """Pairs with the same key, in order; what has no partner is asked for the next key."""
    for key in keys:
        waiting: dict[Hashable, list[str]] = {}
        for path in reversed(second):
            waiting.setdefault(key(new, path), []).append(path)
        pairs = {path: same.pop() for path in first if (same := waiting.get(key(old, path)))}
        yield from pairs.items()
        first = [path for path in first if path not in pairs]
        taken = set(pairs.values())
        second = [path for path in second if path not in taken]


def _moved(old: _Side, new: _Side, pairs: dict[str, str], taken: set[str]) -> list[tuple[str, str]]:
    """What is left and has parameters, if as many of its kind are left on either side."""
    left = _by_kind(old, (path for path in old.trained if path not in pairs))
    rest = _by_kind(new, (path for path in new.trained if path not in taken))
    return [
        pair
        for kind, paths in left.items()
        if len(paths) == len(rest.get(kind, ()))
        for pair in zip(paths, rest[kind], strict=True)
    ]


def _by_kind(side: _Side, paths: Iterable[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for path in paths:
        found.setdefault(side.kind[path], []).append(path)
    return found


def _renewed(
    old: _Side, new: _Side, pairs: dict[str, str], taken: set[str]
) -> list[tuple[str, str]]:
    """What has the name of another that is gone from the same parent."""
    names = {(new.modules[path].parent, new.name(path)): path for path in new.modules}
    found = []
    for path, module in old.modules.items():
        if path not in pairs and module.parent in pairs:
            other = names.get((pairs[module.parent], old.name(path)))
            if other is not None and other not in taken:
                found.append((path, other))
    return found
