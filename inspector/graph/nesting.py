"""Which call or loop each call of a report stands in, and an order from the outside in."""

from collections.abc import Sequence

from inspector.report.model import Call, Frame, Report


class Nesting:
    """Parent, call and loop of each item, in the order in which they are met."""

    def __init__(self, report: Report) -> None:
        self.parents: list[int] = []
        self.calls: list[Call | None] = []
        self.frames: dict[int, Frame] = {}
        self._by_id = {frame.id: frame for frame in report.frames}
        self._of_frame: dict[int, int] = {}
        self._of_call: dict[int | None, int] = {}
        if self._by_id:
            self._read_with_loops(report)
        else:
            self._read(report)

    def _read(self, report: Report) -> None:
        self.calls = list(report.calls)
        of_call = self._of_call
        for index, call in enumerate(report.calls):
            self.parents.append(of_call.get(call.parent, -1))
            of_call[call.id] = index

    def _read_with_loops(self, report: Report) -> None:
        for call in report.calls:
            frame = self._by_id.get(call.frame.id) if call.frame is not None else None
            if frame is not None and frame.parent_call == call.parent:
                parent = self._loop(frame)
            else:
                parent = self._of_call.get(call.parent, -1)
            self._of_call[call.id] = self._add(parent, call)
        for frame in report.frames:
            if frame.trips == 0:
                self._loop(frame)

    def _add(self, parent: int, call: Call | None) -> int:
        self.parents.append(parent)
        self.calls.append(call)
        return len(self.parents) - 1

    def _loop(self, frame: Frame) -> int:
        """The item of a loop; made, together with the loops around it, when it is first met."""
        chain: list[Frame] = []
        outer: Frame | None = frame
        while outer is not None and outer.id not in self._of_frame and outer not in chain:
            chain.append(outer)
            outer = self._by_id.get(outer.parent_frame) if outer.parent_frame is not None else None
        for loop in reversed(chain):
            around = (
                self._of_frame.get(loop.parent_frame) if loop.parent_frame is not None else None
            )
            parent = self._of_call.get(loop.parent_call, -1) if around is None else around
            self._of_frame[loop.id] = self._add(parent, None)
            self.frames[self._of_frame[loop.id]] = loop
        return self._of_frame[frame.id]


def from_the_root(parents: list[int]) -> tuple[Sequence[int], list[int]]:
    """An order in which each item stands before all below it, and the parents in that order."""
    if _stands_so(parents):
        return range(len(parents)), parents
    children: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        children.setdefault(parent, []).append(index)
    order: list[int] = []
    ordered: list[int] = []
    waiting = [(index, -1) for index in reversed(children[-1])]
    while waiting:
        index, parent = waiting.pop()
        position = len(order)
        order.append(index)
        ordered.append(parent)
        waiting.extend((child, position) for child in reversed(children.get(index, ())))
    return order, ordered


def _stands_so(parents: list[int]) -> bool:
    """Whether each item comes right after its parent, or after what is below a sibling."""
    around = [-1]
    for index, parent in enumerate(parents):
        while around[-1] != parent:
            around.pop()
            if not around:
                return False
        around.append(index)
    return True


def ends_below(parents: list[int]) -> list[int]:
    """For each item the position after the last one below it."""
    ends = list(range(1, len(parents) + 1))
    for position in range(len(parents) - 1, -1, -1):
        parent = parents[position]
        if parent >= 0 and ends[position] > ends[parent]:
            ends[parent] = ends[position]
    return ends
