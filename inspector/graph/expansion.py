"""Expansion states: which containers are open, by level and by the user's own choices."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from inspector.graph.folding import UNFOLDED, Fold, Folding, first_of
from inspector.graph.index import Index

COMFORTABLE = 40
"""So many nodes can be taken in at a glance."""
_SEARCHED_AS_ONE_DRAWN = 16
"""So many calls are searched for repeats in the time that it takes to draw one."""


@dataclass(frozen=True)
class Expansion:
    """The containers above `level` are expanded, but for the user's `choices` for single keys.

    Level 0 shows the root as one node, level 1 what it calls, and so on; loops do not count.
    """

    index: Index
    level: int
    choices: Mapping[str, bool] = field(default_factory=dict)

    def __contains__(self, key: object) -> bool:
        if key in self.choices:
            return self.choices[str(key)]
        tree = self.index.tree
        position = tree.position(str(key))
        if position is not None:
            return tree.inner_level(position) <= self.level
        # The node around a repeated group is, like a loop, as deep as what stands in it.
        first = tree.position(first_of(str(key)))
        return first is not None and tree.levels[first] <= self.level


def deepest_level(index: Index) -> int:
    """The number of levels that can be expanded; at it, everything is."""
    return index.levels.deepest


def comfortable_level(index: Index, folding: Folding = UNFOLDED, limit: int = COMFORTABLE) -> int:
    """The deepest level at which at most `limit` nodes are visible; at least the root's own.

    Costs what is visible there, and the search for what repeats in it.
    """
    deepest = deepest_level(index)
    visible = 0
    nodes = index.tree.roots
    for level in range(deepest + 1):
        visible += len(nodes)
        if visible > limit:
            return max(level - 1, 1)
        nodes = [child for node in nodes for child in _inside(index, folding, node)]
    return deepest


def _inside(index: Index, folding: Folding, node: int) -> list[int]:
    """What an item shows when it is expanded, with what its loops show in place of those."""
    found: list[int] = []
    waiting = [node]
    while waiting:
        for slot in folding.slots(index, waiting.pop()):
            shown = slot.first if isinstance(slot, Fold) else (slot,)
            for child in shown:
                is_loop = index.tree.items[child].frame is not None
                (waiting if is_loop else found).append(child)
    return found


def shows_at_most(
    index: Index, expanded: Container[str], limit: int, folding: Folding = UNFOLDED
) -> bool:
    """Whether at most `limit` inputs, calls and loops are visible; costs no more than those.

    A container of which it is not known yet what repeats in it counts for the search as well.
    """
    waiting = list(index.tree.roots)
    count = len(index.report.inputs) + len(index.report.outputs)
    while waiting:
        position = waiting.pop()
        item = index.tree.items[position]
        is_open = item.key in expanded
        is_searched = not is_open or not folding.is_wanted or index.repeats.is_known(position)
        count += 1 if is_searched else 1 + (item.end - position) // _SEARCHED_AS_ONE_DRAWN
        if count + len(waiting) > limit:
            return False
        if is_open:
            for slot in folding.slots(index, position):
                waiting += slot.first if isinstance(slot, Fold) else (slot,)
    return True
