"""Which tensors flow between the items of a call tree, and which ops are not drawn at all."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from inspector.graph.call_tree import CallTree, Item
from inspector.graph.loops import Loops
from inspector.report.model import Report

_Numbers = NDArray[np.int64]


class Flows:
    """What each drawn item reads from outside itself, and which item made each tensor."""

    def __init__(self, report: Report, tree: CallTree, loops: Loops) -> None:
        self._tree = tree
        self._report = report
        self.loops = loops
        self._stand_ins = loops.stand_ins
        self._drawn = self._find_drawn(_only_for_python(report))
        self._inner = {tree.parents[item] for item, drawn in enumerate(self._drawn) if drawn}
        """What has something drawn in it."""
        self.children = _Children(tree, self._drawn)

    def is_drawn(self, position: int) -> bool:
        """Whether an item is a node once everything around it is expanded."""
        return self._drawn[position]

    def has_children(self, position: int) -> bool:
        """Whether anything is drawn in an item."""
        return position in self._inner

    def stand_in(self, position: int) -> int:
        """The item drawn in place of this one, such as its like in the first trip of a loop."""
        return self._stand_ins[position]

    def maker(self, tensor: int) -> int | None:
        """The drawn item that made a tensor; None for a tensor that no call made."""
        return self._makers.get(tensor)

    def reads(self, position: int) -> list[int]:
        """The tensors that an item or what is in it reads from outside of it, each once."""
        readings, end = self._readings, self._tree.ends[position]
        part = slice(readings.starts[position], readings.starts[end])
        makers = readings.makers[part]
        outside = (makers < position) | (makers >= end)
        return list(dict.fromkeys(readings.tensors[part][outside].tolist()))

    def carried(self, tensor: int, reader: int) -> int | None:
        """The loop that brings a tensor from one of its trips to a later one, where it is read."""
        known = self._producers.get(tensor)
        return self.loops.carried(known, reader) if known is not None else None

    @cached_property
    def entered(self) -> dict[int, list[int]]:
        """By loop, what came in at first where the drawn trip has something from an earlier one."""
        return {loop: self._entered(loop) for loop, trip in self.loops.shown.items() if trip > 1}

    def _entered(self, loop: int) -> list[int]:
        tree = self._tree
        found: dict[int, None] = {}
        for item, like in self.loops.in_first_trip(loop).items():
            call, first = tree.calls[item], tree.calls[like]
            if call is None or first is None:
                continue
            carried = [self.carried(tensor, item) == loop for tensor in call.inputs]
            if len(call.inputs) == len(first.inputs):
                at_first = [
                    t for t, is_carried in zip(first.inputs, carried, strict=True) if is_carried
                ]
            else:
                at_first = [t for t in first.inputs if any(carried) and t not in call.inputs]
            found.update(dict.fromkeys(t for t in at_first if not self._is_made_in(t, loop)))
        return list(found)

    def _is_made_in(self, tensor: int, loop: int) -> bool:
        maker = self._producers.get(tensor)
        return maker is not None and self._tree.is_within(maker, loop)

    def read_by_itself(self, item: Item) -> tuple[int, ...]:
        """What an item reads other than through its children, tensor by tensor."""
        if item.call is None:
            tests = (self._tree.calls[child] for child in item.children)
            read = [t for call in tests if call is not None for t in call.inputs]
            no_trip = item.frame is not None and item.frame.trips == 0
            return tuple(t for t in read if not self._inside(t, item)) if no_trip else ()
        if not self.has_children(item.position):
            return item.call.inputs
        passes_on = any(self._makers.get(t) == item.position for t in item.call.outputs)
        return item.call.inputs if passes_on else ()

    def _inside(self, tensor: int, item: Item) -> bool:
        maker = self._makers.get(tensor)
        return maker is not None and self._tree.is_within(maker, item.position)

    def _find_drawn(self, undrawn: set[int]) -> list[bool]:
        tree = self._tree
        drawn = [
            stand_in == position and (call is None or call.id not in undrawn)
            for position, (stand_in, call) in enumerate(
                zip(self._stand_ins, tree.calls, strict=True)
            )
        ]
        for position, frame in tree.frames.items():
            has_items = tree.ends[position] > position + 1
            drawn[position] = drawn[position] and (frame.trips == 0 or has_items)
        return drawn

    @cached_property
    def _makers(self) -> dict[int, int]:
        stand_ins = self._stand_ins
        if not self._tree.frames:
            return self._producers
        return {tensor: stand_ins[maker] for tensor, maker in self._producers.items()}

    @cached_property
    def _producers(self) -> dict[int, int]:
        """The item that made each tensor, whether it is drawn or not."""
        by_call = self._tree.by_call
        return {
            tensor.id: by_call[tensor.producer]
            for tensor in self._report.tensors
            if tensor.producer in by_call
        }

    @cached_property
    def _readings(self) -> "_Readings":
        """Of all items that are seen when everything is expanded."""
        tree = self._tree
        starts: list[int] = []
        tensors: list[int] = []
        seen: list[bool] = []
        passing = self._inner.intersection(self._makers.values())
        for position, (parent, call) in enumerate(zip(tree.parents, tree.calls, strict=True)):
            starts.append(len(tensors))
            is_seen = self._drawn[position] and (parent < 0 or seen[parent])
            seen.append(is_seen)
            if not is_seen:
                continue
            if call is None or position in passing:
                tensors += self.read_by_itself(tree.items[position])
                tensors += self.entered.get(position, ())
            elif position not in self._inner:
                tensors += call.inputs
        starts.append(len(tensors))
        makers = self._makers_of(tensors, starts)
        return _Readings(starts, np.array(tensors, np.int64), np.array(makers, np.int64))

    def _makers_of(self, tensors: list[int], starts: list[int]) -> list[int]:
        """Who made what is read; what an earlier trip of a loop made comes from the loop."""
        maker = self._makers.get
        makers = [maker(tensor, -1) for tensor in tensors]
        for loop in self.entered:
            for item in range(loop + 1, self._tree.ends[loop]):
                for reading in range(starts[item], starts[item + 1]):
                    if self.carried(tensors[reading], item) == loop:
                        makers[reading] = loop
        return makers


class _Readings:
    """All that is read, in the order of the readers, with the item that made each tensor."""

    def __init__(self, starts: list[int], tensors: _Numbers, makers: _Numbers) -> None:
        self.starts, self.tensors, self.makers = starts, tensors, makers


class _Children(dict[int, list[int]]):
    """The drawn items in each item, looked up when they are asked for."""

    def __init__(self, tree: CallTree, drawn: Sequence[bool]) -> None:
        super().__init__()
        self._tree, self._drawn = tree, drawn

    def __missing__(self, position: int) -> list[int]:
        found = [child for child in self._tree.children(position) if self._drawn[child]]
        self[position] = found
        return found


def _only_for_python(report: Report) -> set[int]:
    """Ids of the ops whose values end in Python, such as the test of a loop or a size."""
    read: set[int] = set()
    needed: set[int] = set(report.outputs)
    only: set[int] = set()
    for call in reversed(report.calls):
        if call.kind == "op" and not call.failed and needed.isdisjoint(call.outputs):
            ends_here = not call.outputs or (call.frame is not None and call.frame.trip == 0)
            if ends_here or not read.isdisjoint(call.outputs):
                only.add(call.id)
                read.update(call.inputs)
                continue
        read.update(call.inputs)
        needed.update(call.inputs)
    return only
