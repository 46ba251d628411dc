"""Which tensors flow between the items of a call tree, and which ops are not drawn at all."""

from inspector.graph.call_tree import CallTree, Item
from inspector.graph.loops import stand_ins
from inspector.report.model import Call, Report


class Flows:
    """What each drawn item reads from outside itself, and which item made each tensor."""

    def __init__(self, report: Report, tree: CallTree) -> None:
        self._tree = tree
        self._stand_ins = stand_ins(tree)
        self._undrawn = _only_for_python(report)
        self._makers = {
            tensor.id: self._stand_ins[tree.by_call[tensor.producer]]
            for tensor in report.tensors
            if tensor.producer in tree.by_call
        }
        self.children = [
            [child for child in item.children if self.is_drawn(child)] for item in tree.items
        ]
        self.reads = self._collect_reads()

    def is_drawn(self, position: int) -> bool:
        """Whether an item is a node once everything around it is expanded."""
        item = self._tree.items[position]
        if self._stand_ins[position] != position:
            return False
        if item.call is not None:
            return item.call.id not in self._undrawn
        return item.frame is not None and (item.frame.trips == 0 or bool(item.children))

    def stand_in(self, position: int) -> int:
        """The item drawn in place of this one, such as its like in the first trip of a loop."""
        return self._stand_ins[position]

    def maker(self, tensor: int) -> int | None:
        """The drawn item that made a tensor; None for a tensor that no call made."""
        return self._makers.get(tensor)

    def _collect_reads(self) -> list[dict[int, None]]:
        reads: list[dict[int, None]] = [{} for _ in self._tree.items]
        for item in reversed(self._tree.items):
            if not self.is_drawn(item.position):
                continue
            own = reads[item.position]
            for child in self.children[item.position]:
                own.update(dict.fromkeys(t for t in reads[child] if not self._inside(t, item)))
            own.update(dict.fromkeys(t for t in self.read_by_itself(item) if t not in own))
        return reads

    def _inside(self, tensor: int, item: Item) -> bool:
        maker = self._makers.get(tensor)
        return maker is not None and self._tree.is_within(maker, item.position)

    def read_by_itself(self, item: Item) -> tuple[int, ...]:
        """What an item reads other than through its children, tensor by tensor."""
        if item.call is None:
            tests = (self._tree.items[child].call for child in item.children)
            read = [t for call in tests if call is not None for t in call.inputs]
            no_trip = item.frame is not None and item.frame.trips == 0
            return tuple(t for t in read if not self._inside(t, item)) if no_trip else ()
        if not self.children[item.position]:
            return item.call.inputs
        passes_on = any(self._makers.get(t) == item.position for t in item.call.outputs)
        return item.call.inputs if passes_on else ()


def _only_for_python(report: Report) -> set[int]:
    """Ids of the ops whose values end in Python, such as the test of a loop or a size."""
    consumers: dict[int, list[Call]] = {}
    for call in report.calls:
        for tensor in call.inputs:
            consumers.setdefault(tensor, []).append(call)
    returned = set(report.outputs)
    only: set[int] = set()
    for call in reversed(report.calls):
        if call.kind != "op" or call.failed:
            continue
        readers = [reader for tensor in call.outputs for reader in consumers.get(tensor, ())]
        ends_here = not call.outputs or (call.frame is not None and call.frame.trip == 0)
        if (
            (readers or ends_here)
            and returned.isdisjoint(call.outputs)
            and all(reader.id in only for reader in readers)
        ):
            only.add(call.id)
    return only
