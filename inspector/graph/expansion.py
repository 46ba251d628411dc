"""Expansion states: which containers are open, by level and by the user's own choices."""

from collections.abc import Mapping

from inspector.graph.index import Index
from inspector.graph.nodes import is_expandable

COMFORTABLE = 40
"""So many nodes can be taken in at a glance."""


def deepest_level(index: Index) -> int:
    """The number of levels that can be expanded; at it, everything is."""
    levels = [
        item.level + (item.call is not None)
        for item in index.tree.items
        if index.flows.is_drawn(item.position) and is_expandable(index, item.position)
    ]
    return max(levels, default=0)


def comfortable_level(index: Index, limit: int = COMFORTABLE) -> int:
    """The deepest level at which at most `limit` nodes are visible; at least the root's own."""
    counts: dict[int, int] = {}
    for item in index.tree.items:
        if index.flows.is_drawn(item.position) and item.frame is None:
            counts[item.level] = counts.get(item.level, 0) + 1
    visible = 0
    for level in range(deepest_level(index) + 1):
        visible += counts.get(level, 0)
        if visible > limit:
            return max(level - 1, 1)
    return deepest_level(index)


def expanded_keys(
    index: Index, level: int, choices: Mapping[str, bool] | None = None
) -> frozenset[str]:
    """Keys of the containers above `level`, changed by the user's `choices` for single keys.

    Level 0 shows the root as one node, level 1 what it calls, and so on; loops do not count.
    """
    chosen = choices or {}
    return frozenset(
        item.key
        for item in index.tree.items
        if chosen.get(item.key, item.level + (item.call is not None) <= level)
        and index.flows.is_drawn(item.position)
        and is_expandable(index, item.position)
    )
