"""What of a loop is drawn: one trip, unless its trips call different modules."""

from collections.abc import Sequence

from inspector.graph.call_tree import CallTree, Item
from inspector.source.span import Span

_Likeness = tuple[str, str, Span | None, int]
"""Kind, name, source, and which of several such in one trip."""


def stand_ins(tree: CallTree) -> Sequence[int]:
    """For each item the one that is drawn in its place: itself, or its like in the first trip.

    What has no like in the first trip is stood for by the loop. All trips of a loop such as
    ``for layer in layers`` are drawn, because one trip would hide modules.
    """
    if not tree.frames:
        return range(len(tree.items))
    result = list(range(len(tree.items)))
    unrolled = _unrolled(tree)
    drawn: dict[int, dict[_Likeness, int]] = {}
    likenesses = _likenesses(tree)
    for item in tree.items:
        if item.parent < 0:
            continue
        model = result[item.parent]
        likes = drawn.setdefault(model, {})
        likeness = likenesses[item.position]
        in_folded_loop = tree.items[item.parent].frame is not None and item.parent not in unrolled
        repeats = _trip(item) > 1 or (item.frame is not None and likeness in likes)
        if model != item.parent or (in_folded_loop and repeats):
            result[item.position] = likes.get(likeness, model)
        else:
            likes.setdefault(likeness, item.position)
    return result


def _likenesses(tree: CallTree) -> list[_Likeness]:
    counts: dict[tuple[int, int, str, str, Span | None], int] = {}
    result: list[_Likeness] = []
    for item in tree.items:
        kind, name, span = _signature(item)
        key = (item.parent, _trip(item), kind, name, span)
        # A loop within a loop comes once a trip, and does not say in which.
        ordinal = counts.get(key, 0) if item.frame is None else 0
        counts[key] = ordinal + 1
        result.append((kind, name, span, ordinal))
    return result


def _signature(item: Item) -> tuple[str, str, Span | None]:
    if item.call is not None:
        source = item.call.source
        return item.call.kind, item.call.module or item.call.name, source.span if source else None
    assert item.frame is not None
    source = item.frame.source
    return "loop", item.frame.kind, source.span if source else None


def _trip(item: Item) -> int:
    """The trip of a call in its loop; 0 where there is none, and for a loop within a loop."""
    if item.call is None or item.call.frame is None:
        return 0
    return item.call.frame.trip


def _unrolled(tree: CallTree) -> set[int]:
    """The loops of which one trip does not show every module that they call."""
    paths: dict[int, set[str]] = {}
    result: set[int] = set()
    for item in reversed(tree.items):
        if item.call is not None:
            paths[item.position] = {item.call.module} if item.call.module is not None else set()
            continue
        every: set[str] = set()
        shown: set[str] = set()
        seen: set[tuple[str, str, Span | None]] = set()
        for position in item.children:
            child = tree.items[position]
            every |= paths[position]
            if _trip(child) <= 1 and (child.call is not None or _signature(child) not in seen):
                shown |= paths[position]
            seen.add(_signature(child))
        paths[item.position] = every
        if every != shown:
            result.add(item.position)
    return result
