"""Expansion states: which containers are open, by level and by the user's own choices."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from inspector.graph.index import Index

COMFORTABLE = 40
"""So many nodes can be taken in at a glance."""


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
        position = self.index.tree.position(str(key))
        if position is None:
            return False
        return self.index.tree.inner_level(position) <= self.level


def deepest_level(index: Index) -> int:
    """The number of levels that can be expanded; at it, everything is."""
    return index.levels.deepest


def comfortable_level(index: Index, limit: int = COMFORTABLE) -> int:
    """The deepest level at which at most `limit` nodes are visible; at least the root's own."""
    deepest = deepest_level(index)
    visible = 0
    for level in range(deepest + 1):
        visible += index.levels.count(level)
        if visible > limit:
            return max(level - 1, 1)
    return deepest


def shows_at_most(index: Index, expanded: Container[str], limit: int) -> bool:
    """Whether at most `limit` inputs, calls and loops are visible; costs no more than those."""
    waiting = list(index.tree.roots)
    count = len(index.report.inputs) + len(index.report.outputs)
    while waiting:
        position = waiting.pop()
        count += 1
        if count + len(waiting) > limit:
            return False
        if index.tree.items[position].key in expanded:
            waiting += index.flows.children[position]
    return True
