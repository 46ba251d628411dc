"""Which neighbors in a container repeat each other, so that one of them can stand for all.

A run is at least three times the same: one call, or the same few in the same order. They repeat
each other if

- their structure is equal (see `structure`): names do not count, shapes do;
- each takes the same tensors from outside the run, or in the same positions what the one before
  it gave; what the first takes in their place may come from anywhere;
- what each gives goes, but for the next one, to the same readers; the last of a chain may give to
  any. A tensor that the model returns is a reader of its own.

What has a problem or failed never repeats, nor does one module that is called several times.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from inspector.graph.structure import Structure, origin, outline, structure

if TYPE_CHECKING:
    from inspector.graph.index import Index

LEAST = 3
"""So many are a run."""
_LONGEST_PERIOD = 8
_OUTSIDE = -1
"""The container of the roots."""

_Readers = dict[int, list[int]]
"""Who reads a tensor, by tensor; returned ones are read by numbers below zero."""


class Run(NamedTuple):
    """Drawn children of one container, from the number `start` on."""

    start: int
    period: int
    """How many of them are repeated together."""
    times: int
    """How often they are there."""

    @property
    def end(self) -> int:
        return self.start + self.period * self.times


class Repeats:
    """Finds the runs of each container when it is asked, and remembers them."""

    def __init__(self, index: "Index") -> None:
        self._index = index
        self._runs: dict[int, tuple[Run, ...]] = {}
        self._given: dict[int, dict[int, _Readers]] = {}
        self._troubled = sorted(index.severities)

    def is_known(self, container: int) -> bool:
        """Whether the runs of an item were found before."""
        return container in self._runs

    def runs(self, container: int) -> tuple[Run, ...]:
        """The runs among the drawn children of an item, in their order."""
        if container not in self._runs:
            children = self._index.flows.children[container]
            found = self._search(container, children) if len(children) >= LEAST else ()
            self._runs[container] = found
        return self._runs[container]

    def _search(self, container: int, children: Sequence[int]) -> tuple[Run, ...]:
        outlines = [self._outline(child) for child in children]
        equal = _equal_ahead(outlines)
        if not any(
            _count(equal, start, p) >= LEAST for p in equal for start in range(len(children))
        ):
            return ()
        given = self.given(container)
        found: list[Run] = []
        start = 0
        while start < len(children):
            run = self._longest(children, start, equal, given)
            if run is None:
                start += 1
            else:
                found.append(run)
                start = run.end
        return tuple(found)

    def _outline(self, child: int) -> Hashable:
        """Of a child that must not be hidden, something that no other equals."""
        index = self._index
        item = index.tree.items[child]
        trouble = bisect_left(self._troubled, child)
        if trouble < len(self._troubled) and self._troubled[trouble] < item.end:
            return child
        if item.call is not None and item.call.module is not None:
            calls = index.calls_of.get(item.call.module, [])
            around = index.calls_of.get(item.home, []) if item.parent >= 0 else []
            if len(calls) > max(len(around), 1):
                return child
        return outline(index, child)

    def _longest(
        self,
        children: Sequence[int],
        start: int,
        equal: dict[int, list[int]],
        given: dict[int, _Readers],
    ) -> Run | None:
        """The run from `start` on that covers most, with the shortest period that does."""
        counts = {p: _count(equal, start, p) for p in equal}
        promising = [
            p
            for p in counts
            if counts[p] >= LEAST and self._begins_well(children[start : start + p])
        ]
        best: Run | None = None
        for period in sorted(promising, key=lambda p: (-p * counts[p], p)):
            if best is not None and period * counts[period] <= best.end - best.start:
                break
            chain = _Chain(self._index, children, Run(start, period, counts[period]), given)
            count = chain.count()
            longer = best is None or period * count > best.end - best.start
            if count >= LEAST and longer:
                best = Run(start, period, count)
        return best

    def _begins_well(self, group: Sequence[int]) -> bool:
        """A group is read from a module on that has parameters; a loop has its own count."""
        if len(group) == 1:
            return self._index.tree.items[group[0]].frame is None
        return self._parameters(group[0]) > 0 or not any(map(self._parameters, group))

    def _parameters(self, child: int) -> int:
        call = self._index.tree.items[child].call
        return self._index.parameters.get(call.module or "", 0) if call and call.module else 0

    def given(self, container: int) -> dict[int, _Readers]:
        """Which tensors each drawn child of an item gives to others, and to whom."""
        items = self._index.tree.items
        unknown: list[int] = []
        while container not in self._given:
            unknown.append(container)
            if container == _OUTSIDE:
                break
            container = items[container].parent
        for each in reversed(unknown):
            self._given[each] = self._collect_given(each)
        return self._given[unknown[0] if unknown else container]

    def _collect_given(self, container: int) -> dict[int, _Readers]:
        index = self._index
        items, flows = index.tree.items, index.flows
        if container == _OUTSIDE:
            children = index.tree.roots
            leaving: _Readers = {t: [-1 - n] for n, t in enumerate(index.report.outputs)}
        else:
            children = flows.children[container]
            leaving = self._given[items[container].parent].get(container, {})
        given: dict[int, _Readers] = {}

        def give(tensor: int, readers: list[int]) -> None:
            maker = flows.maker(tensor)
            number = bisect_right(children, maker) - 1 if maker is not None else -1
            if number < 0 or maker is None or maker >= items[children[number]].end:
                return
            if readers != [children[number]]:
                known = given.setdefault(children[number], {})
                known.setdefault(tensor, []).extend(readers)

        for child in children:
            for tensor in flows.reads(child):
                give(tensor, [child])
        for tensor, readers in leaving.items():
            give(tensor, readers)
        return given


class _Chain:
    """A run that its outlines promise, followed as far as its members do repeat each other."""

    def __init__(
        self, index: "Index", children: Sequence[int], run: Run, given: dict[int, _Readers]
    ) -> None:
        self._index = index
        self._run = run
        self._members = [
            children[start : start + run.period] for start in range(run.start, run.end, run.period)
        ]
        self._given = given

    def count(self) -> int:
        """How many members there are in the run."""
        first = self._structure(0)
        pattern: tuple[Hashable, ...] = ()
        others = self._readers(0, self._members[1])
        count = 1
        while count < len(self._members):
            following = self._structure(count)
            taken = self._pattern(count, following)
            given = self._readers(count - 1, self._members[count])
            if following.form != first.form or given != others:
                break
            if count == 1:
                pattern = taken
                if any(
                    t != own for t, own in zip(taken, first.taken, strict=True) if _is_tensor(t)
                ):
                    break
            elif taken != pattern:
                break
            count += 1
        is_chain = not all(_is_tensor(t) for t in pattern)
        while count > 1 and not is_chain and self._readers(count - 1, ()) != others:
            count -= 1
        return count

    def _structure(self, member: int) -> Structure:
        calls = self._members[member]
        return structure(self._index, calls[0], self._index.tree.items[calls[-1]].end)

    def _pattern(self, member: int, taken: Structure) -> tuple[Hashable, ...]:
        """The tensors that it takes, but what the one before gave by its place in that one."""
        before = self._members[member - 1]
        size = self._index.tree.items[before[-1]].end - before[0]
        found: list[Hashable] = []
        for tensor in taken.taken:
            made = origin(self._index, tensor, before[0])
            found.append(made if made is not None and made[0] < size else tensor)
        return tuple(found)

    def _readers(self, member: int, following: Sequence[int]) -> frozenset[Hashable]:
        """Who reads which of its tensors, but for itself and those calls that follow."""
        calls = self._members[member]
        known = {*calls, *following}
        return frozenset(
            (origin(self._index, tensor, calls[0]), reader)
            for call in calls
            for tensor, readers in self._given.get(call, {}).items()
            for reader in readers
            if reader not in known
        )


def _is_tensor(taken: Hashable) -> bool:
    return isinstance(taken, int)


def _equal_ahead(outlines: list[Hashable]) -> dict[int, list[int]]:
    """For each period, of how many from each number on the next but `period` is equal."""
    numbers: dict[Hashable, int] = {}
    kinds = [numbers.setdefault(each, len(numbers)) for each in outlines]
    found: dict[int, list[int]] = {}
    for period in range(1, min(_LONGEST_PERIOD, len(kinds) // LEAST) + 1):
        ahead = [0] * (len(kinds) + 1)
        for start in range(len(kinds) - period - 1, -1, -1):
            ahead[start] = ahead[start + 1] + 1 if kinds[start] == kinds[start + period] else 0
        found[period] = ahead
    return found


def _count(equal: dict[int, list[int]], start: int, period: int) -> int:
    """How many times the outlines repeat from `start` on."""
    return equal[period][start] // period + 1
