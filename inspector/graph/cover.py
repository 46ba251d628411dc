"""Which node of the picture stands for a call: its own, or one that hides it."""

from collections.abc import Container
from typing import NamedTuple

from inspector.graph.folding import Fold, Folding, Slot, fold_key
from inspector.graph.index import Index


class Shown(NamedTuple):
    """What is drawn of a call or loop."""

    position: int
    """The item that the node is of; of several folded ones the first."""
    key: str
    """Of the node."""


class Cover:
    """The containers that are open and the runs that are folded, as seen from each call."""

    def __init__(self, index: Index, expanded: Container[str], folding: Folding) -> None:
        self._index = index
        self._expanded = expanded
        self._folding = folding
        self._slots: dict[int, list[Slot]] = {}
        self._folded: dict[int, tuple[Fold, int]] = {}
        """The fold that each folded call is in, and its number there."""

    def slots(self, container: int) -> list[Slot]:
        """What is drawn in an expanded item, in order."""
        if container not in self._slots:
            slots = self._slots[container] = self._folding.slots(self._index, container)
            for slot in slots:
                if isinstance(slot, Fold):
                    numbered = enumerate(slot.children)
                    self._folded.update((child, (slot, n)) for n, child in numbered)
        return self._slots[container]

    def member(self, position: int) -> int | None:
        """The first call of the folded member that a call is in, the outermost; None if in none."""
        for each in self._way_down_to(position)[1:]:
            self.slots(self._index.tree.items[each].parent)
            if each in self._folded:
                fold, number = self._folded[each]
                return fold.children[number - number % fold.period]
        return None

    def shown(self, position: int) -> Shown:
        """The node in which an item is seen; its own if nothing hides it.

        Equal members have the same number of calls below them, so that what lies in a folded one
        is as far from its beginning as what stands for it is from that of the first.
        """
        items = self._index.tree.items
        shift = 0
        for each in self._way_down_to(position):
            at = each + shift
            parent = items[at].parent
            if parent >= 0:
                self.slots(parent)
            if at in self._folded:
                fold, number = self._folded[at]
                first = fold.stand_in(number)
                shift += first - at
                at = first
                group = fold_key(self._index, fold)
                if fold.period > 1 and group not in self._expanded:
                    return Shown(fold.children[0], group)
            if items[at].key not in self._expanded:
                return Shown(at, items[at].key)
        return Shown(at, items[at].key)

    def _way_down_to(self, position: int) -> list[int]:
        items = self._index.tree.items
        way = [position]
        while items[way[-1]].parent >= 0:
            way.append(items[way[-1]].parent)
        return way[::-1]
