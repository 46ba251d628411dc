"""All calls and loops of a report as one tree, in the order in which they began.

The tree is a few flat lists; an `Item` is only a look at one place in them. What few of its items
are asked for, such as their keys, is made when it is asked for.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from inspector.graph.captions import relative_path
from inspector.graph.nesting import Nesting, ends_below, from_the_root
from inspector.report.model import Call, Frame, Report


class Item(NamedTuple):
    """A call, or a loop with the calls of all its trips as children."""

    position: int
    tree: "CallTree"

    @property
    def call(self) -> Call | None:
        return self.tree.calls[self.position]

    @property
    def frame(self) -> Frame | None:
        return self.tree.frames.get(self.position)

    @property
    def parent(self) -> int:
        """Position of the enclosing call or loop; -1 at the top."""
        return self.tree.parents[self.position]

    @property
    def level(self) -> int:
        """How many module calls are around it; a loop does not count."""
        return self.tree.levels[self.position]

    @property
    def end(self) -> int:
        """The position after the last item below it."""
        return self.tree.ends[self.position]

    @property
    def children(self) -> list[int]:
        return list(self.tree.children(self.position))

    @property
    def home(self) -> str:
        """Path of the module in whose forward it stands."""
        return self.tree.home(self.position)

    @property
    def key(self) -> str:
        """Path of calls such as ``/2/linear#2``; the same after an edit elsewhere."""
        return self.tree.key(self.position)


class CallTree:
    """All items, each before the ones below it; found by the id of the call, or by key."""

    def __init__(self, report: Report) -> None:
        nesting = Nesting(report)
        order, self.parents = from_the_root(nesting.parents)
        self.calls: list[Call | None] = [nesting.calls[index] for index in order]
        self.frames: dict[int, Frame] = {}
        """The loops by their positions."""
        if nesting.frames:
            self.frames = {
                position: nesting.frames[index]
                for position, index in enumerate(order)
                if index in nesting.frames
            }
        self.levels = self._count_levels()
        self.ends = ends_below(self.parents)
        self.items = _Items(self)
        self._keys: dict[int, str] = {}
        self._positions: dict[str, int] = {}

    @cached_property
    def by_call(self) -> dict[int, int]:
        """Position of each call by its id."""
        calls = enumerate(self.calls)
        return {call.id: position for position, call in calls if call is not None}

    @property
    def roots(self) -> list[int]:
        """The calls that stand in no other; one, unless the report is of something odd."""
        return list(self.children(-1))

    def is_within(self, item: int, other: int) -> bool:
        """Whether `item` is `other` or stands below it."""
        return other <= item < self.ends[other]

    def children(self, position: int) -> Iterator[int]:
        """The items directly below one; those at the top for -1."""
        child, end = position + 1, self.ends[position] if position >= 0 else len(self.ends)
        while child < end:
            yield child
            child = self.ends[child]

    def inner_level(self, position: int) -> int:
        """The level of what stands directly in an item."""
        return self.levels[position] + (position not in self.frames)

    def home(self, position: int) -> str:
        """Path of the module in whose forward an item stands."""
        around = self.parents[position]
        while around >= 0:
            call = self.calls[around]
            if call is not None and call.module is not None:
                return call.module
            around = self.parents[around]
        return ""

    def key(self, position: int) -> str:
        """The path of calls to an item, each by its name and which of several such it is."""
        unnamed: list[int] = []
        while position >= 0 and position not in self._keys:
            unnamed.append(position)
            position = self.parents[position]
        for item in reversed(unnamed):
            if item not in self._keys:
                self._name_children(self.parents[item])
        return self._keys[unnamed[0] if unnamed else position]

    def position(self, key: str) -> int | None:
        """Where the item with a key stands; None if there is none."""
        known = self._positions.get(key)
        return known if known is not None else self.by_key.get(key)

    @cached_property
    def by_key(self) -> dict[str, int]:
        """The position of every item by its key."""
        for parent in range(-1, len(self.parents)):
            self._name_children(parent)
        return self._positions

    def exchange_keys(self, one: int, other: int) -> None:
        """Let each of two items have the key of the other, and what is below it follow."""
        first, second = self.key(one), self.key(other)
        self._keys[one], self._keys[other] = second, first
        self._positions[first], self._positions[second] = other, one

    def _name_children(self, parent: int) -> None:
        if parent + 1 in self._keys:
            return  # The first child has its name, and so have all.
        around = self._keys[parent].rstrip("/") if parent >= 0 else ""
        used: dict[str, int] = {}
        for child in self.children(parent):
            name = self._name(child)
            ordinal = used[name] = used.get(name, 0) + 1
            key = f"{around}/{name}" + (f"#{ordinal}" if ordinal > 1 else "")
            self._keys[child] = key
            self._positions[key] = child

    def _name(self, position: int) -> str:
        call = self.calls[position]
        if call is None:
            return self.frames[position].kind
        if self.parents[position] < 0:
            return ""
        if call.module is None:
            return f"{call.name}()"
        # A model that calls itself has no name below itself.
        return relative_path(call.module, self.home(position)) or call.name

    def _count_levels(self) -> list[int]:
        levels: list[int] = []
        frames = self.frames
        for parent in self.parents:
            if parent < 0:
                levels.append(0)
            else:
                levels.append(levels[parent] + (parent not in frames))
        return levels


class _Items:
    """A look at each place."""

    def __init__(self, tree: CallTree) -> None:
        self._tree = tree

    def __len__(self) -> int:
        return len(self._tree.parents)

    def __getitem__(self, position: int) -> Item:
        return Item(position, self._tree)

    def __iter__(self) -> Iterator[Item]:
        return (Item(position, self._tree) for position in range(len(self)))
