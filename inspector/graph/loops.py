"""What of a loop is drawn: one trip, unless its trips call different modules."""

from collections.abc import Iterable, Mapping, Sequence

from inspector.graph.call_tree import CallTree, Item
from inspector.source.span import Span

_Signature = tuple[str, str, Span | None]
"""Kind, name, source."""
_Likeness = tuple[str, str, Span | None, int]
"""The same, and which of several such in one trip."""


class Loops:
    """For each item the one that is drawn in its place: itself, or its like in the drawn trip.

    `trips` says which trip is drawn of a loop, by its key; the first where it says nothing. What
    has no like in that trip is stood for by the loop. All trips of a loop such as
    ``for layer in layers`` are drawn, because one trip would hide modules.

    The calls of the drawn trip take the keys of their likes in the first one, so that a node stays
    the same from trip to trip.
    """

    def __init__(self, tree: CallTree, trips: Mapping[str, int] | None = None) -> None:
        self._tree = tree
        self.shown: dict[int, int] = {}
        """The drawn trip of each loop of which one trip is drawn."""
        self.stand_ins: Sequence[int] = range(len(tree.parents))
        if tree.frames:
            self._turns = _turns(tree)
            self._likenesses = _likenesses(tree)
            self._choose(trips or {})
            self.stand_ins = self._stand_ins()

    def carried(self, maker: int, reader: int) -> int | None:
        """The loop in an earlier trip of which a call made what another call in it reads."""
        outermost = None
        while maker >= 0:
            if self.stand_ins[maker] != maker:
                outermost = maker
            maker = self._tree.parents[maker]
        if outermost is None:
            return None
        loop = self._tree.parents[outermost]
        return loop if self._tree.is_within(reader, loop) else None

    def in_first_trip(self, loop: int) -> dict[int, int]:
        """The like in the first trip of what is drawn of a loop, where it has one."""
        found: dict[int, int] = {}
        for child in self._children(loop, 1):
            for item in range(child, self._tree.ends[child]):
                found.setdefault(self.stand_ins[item], item)
        return found

    def _choose(self, trips: Mapping[str, int]) -> None:
        tree = self._tree
        unrolled = _unrolled(tree)
        for loop, frame in sorted(tree.frames.items()):
            if loop in unrolled:
                continue
            self.shown[loop] = 1
            wanted = min(trips.get(tree.key(loop), 1), frame.trips) if trips else 1
            if wanted > 1 and self._is_drawn(loop):
                self.shown[loop] = wanted
                first = {self._likenesses[child]: child for child in self._children(loop, 1)}
                for child in self._children(loop, wanted):
                    like = first.get(self._likenesses[child])
                    if like is not None and like != child:
                        tree.exchange_keys(child, like)

    def _is_drawn(self, item: int) -> bool:
        """Whether all loops around an item are drawn in the trip that it is in."""
        parents = self._tree.parents
        while parents[item] >= 0:
            trip = self.shown.get(parents[item])
            if trip is not None and not self._is_in(item, trip):
                return False
            item = parents[item]
        return True

    def _is_in(self, item: int, trip: int) -> bool:
        """Whether an item in a loop is in one of its trips; the test of a loop is in all."""
        return self._turns[item] in (0, trip)

    def _children(self, loop: int, trip: int) -> Iterable[int]:
        return [child for child in self._tree.children(loop) if self._is_in(child, trip)]

    def _stand_ins(self) -> list[int]:
        parents = self._tree.parents
        result = list(range(len(parents)))
        likes: dict[int, dict[_Likeness, int]] = {}
        for item, parent in enumerate(parents):
            model = result[parent] if parent >= 0 else parent
            trip = self.shown.get(parent)
            if model == parent and (trip is None or self._is_in(item, trip)):
                continue
            if model not in likes:
                trip = self.shown.get(model)
                drawn = self._tree.children(model) if trip is None else self._children(model, trip)
                likes[model] = {self._likenesses[child]: child for child in reversed(list(drawn))}
            result[item] = likes[model].get(self._likenesses[item], model)
        return result


def _likenesses(tree: CallTree) -> list[_Likeness]:
    counts: dict[tuple[int, int, _Signature], int] = {}
    result: list[_Likeness] = []
    for item in tree.items:
        signature = _signature(item)
        key = (item.parent, _trip(item), signature)
        # A loop within a loop comes once a trip.
        ordinal = counts.get(key, 0) if item.frame is None else 0
        counts[key] = ordinal + 1
        result.append((*signature, ordinal))
    return result


def _turns(tree: CallTree) -> list[int]:
    """The trip of each item in the loop around it.

    A loop within a loop does not say in which trip it is: the first of its kind is taken to be in
    the first, and so on.
    """
    result = [_trip(item) for item in tree.items]
    counts: dict[tuple[int, _Signature], int] = {}
    begun = sorted(tree.frames.items(), key=lambda entry: entry[1].id)
    for position, _ in begun:
        if tree.parents[position] in tree.frames:
            key = tree.parents[position], _signature(tree.items[position])
            result[position] = counts[key] = counts.get(key, 0) + 1
    return result


def _signature(item: Item) -> _Signature:
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
        seen: set[_Signature] = set()
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
