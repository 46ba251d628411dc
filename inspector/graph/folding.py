"""Which runs of equal siblings are folded into one node: all, but for what the user unfolded."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from inspector.graph.index import Index
from inspector.graph.repeats import LEAST, Run

_FOLD = "…"


class Fold(NamedTuple):
    """Siblings of which the first stands for all, or the first few for as many again."""

    children: tuple[int, ...]
    """Positions of all of them in the tree of calls."""
    period: int = 1

    @property
    def times(self) -> int:
        return len(self.children) // self.period

    @property
    def first(self) -> tuple[int, ...]:
        """The children that are drawn."""
        return self.children[: self.period]

    def stand_in(self, number: int) -> int:
        """The one that stands for that one of the children."""
        return self.children[number % self.period]


Slot = int | Fold
"""What is drawn as one thing in a container: a call or loop by its position, or several."""


@dataclass(frozen=True)
class Folding:
    """The user's wishes, by the keys of calls, so that they outlive the report."""

    is_wanted: bool = True
    unfolded: frozenset[str] = frozenset()
    """Keys of folds of which every member is drawn by itself."""
    apart: frozenset[str] = frozenset()
    """Keys of members that are drawn by themselves, between what is left of their runs."""

    def unfold(self, key: str) -> "Folding":
        """Draw all members of a fold."""
        return replace(self, unfolded=self.unfolded | {key})

    def take_out(self, key: str) -> "Folding":
        """Draw one member by itself; a member of several calls is known by its first."""
        return replace(self, apart=self.apart | {key})

    def fold(self, keys: Sequence[str]) -> "Folding":
        """Forget what was wished for members with these keys, and for folds that begin there."""
        members = frozenset(keys)
        unfolded = frozenset(key for key in self.unfolded if first_of(key) not in members)
        return replace(self, unfolded=unfolded, apart=self.apart - members)

    def slots(self, index: Index, container: int) -> list[Slot]:
        """What is drawn in an item, in order."""
        children = index.flows.children[container]
        if not self.is_wanted:
            return list(children)
        found: list[Slot] = []
        done = 0
        for run in index.repeats.runs(container):
            found += children[done : run.start]
            found += self._pieces(index, children, run)
            done = run.end
        return [*found, *children[done:]]

    def _pieces(self, index: Index, children: Sequence[int], run: Run) -> Iterator[Slot]:
        """What a run is drawn as: cut where a member is apart, and unfolded where too few."""
        begin = run.start
        for start in (*range(run.start, run.end, run.period), run.end):
            is_end = start == run.end
            if not is_end and index.tree.items[children[start]].key not in self.apart:
                continue
            fold = Fold(tuple(children[begin:start]), run.period)
            if fold.times >= LEAST and fold_key(index, fold) not in self.unfolded:
                yield fold
            else:
                yield from fold.children
            begin = start if is_end else start + run.period
            yield from children[start:begin]


UNFOLDED = Folding(is_wanted=False)


def fold_key(index: Index, fold: Fold) -> str:
    """The key of the node: that of its first member, whose place it takes.

    Several calls that are repeated together need a node around them, with a key of its own.
    """
    key = index.tree.items[fold.children[0]].key
    return key if fold.period == 1 else f"{key}{_FOLD}{fold.period}"


def first_of(key: str) -> str:
    """The key of the first call in the node of a fold."""
    first, mark, period = key.rpartition(_FOLD)
    return first if mark and period.isdigit() else key


def members(index: Index, key: str) -> list[str]:
    """The first keys of all members of the run that a call is in; none if it is in none.

    A call that lies within a member is in the run, too.
    """
    items = index.tree.items
    position = index.tree.position(first_of(key))
    while position is not None and items[position].parent >= 0:
        container = items[position].parent
        children = index.flows.children[container]
        number = bisect_left(children, position)
        for run in index.repeats.runs(container):
            if run.start <= number < run.end:
                return [items[each].key for each in children[run.start : run.end : run.period]]
        position = container
    return []
