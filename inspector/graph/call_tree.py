"""The calls and loops of a report as one tree, in the order in which they began."""

from dataclasses import dataclass, field

from inspector.graph.captions import relative_path
from inspector.report.model import Call, Frame, Report


@dataclass(slots=True)
class Item:
    """A call, or a loop with the calls of all its trips as children."""

    position: int
    parent: int
    """Position of the enclosing call or loop; -1 at the top."""
    call: Call | None
    frame: Frame | None
    level: int
    """How many module calls are around it; a loop does not count."""
    home: str
    """Path of the module in whose forward it stands."""
    key: str = ""
    children: list[int] = field(default_factory=list)
    end: int = 0
    """The position after the last item below it."""


class CallTree:
    """All items, each before the ones below it; found by the id of the call, or by key."""

    def __init__(self, report: Report) -> None:
        self.items: list[Item] = []
        self.by_call: dict[int, int] = {}
        self.by_key: dict[str, int] = {}
        self._number(_Nesting(report))
        self._name()

    @property
    def roots(self) -> list[int]:
        """The calls that stand in no other; one, unless the report is of something odd."""
        return [item.position for item in self.items if item.parent < 0]

    def is_within(self, item: int, other: int) -> bool:
        """Whether `item` is `other` or stands below it."""
        return other <= item < self.items[other].end

    def _number(self, nesting: "_Nesting") -> None:
        parents = nesting.parents
        children: list[list[int]] = [[] for _ in parents]
        for index, parent in enumerate(parents):
            if parent >= 0:
                children[parent].append(index)
        waiting = [(index, -1) for index, parent in enumerate(parents) if parent < 0][::-1]
        while waiting:
            index, parent = waiting.pop()
            position = len(self.items)
            item = self._item(position, parent, *nesting.entries[index])
            self.items.append(item)
            if parent >= 0:
                self.items[parent].children.append(position)
            if item.call is not None:
                self.by_call[item.call.id] = position
            waiting.extend((child, position) for child in reversed(children[index]))
        for item in reversed(self.items):
            item.end = self.items[item.children[-1]].end if item.children else item.position + 1

    def _item(self, position: int, parent: int, call: Call | None, frame: Frame | None) -> Item:
        if parent < 0:
            return Item(position, parent, call, frame, 0, "")
        around = self.items[parent]
        if around.call is None:
            return Item(position, parent, call, frame, around.level, around.home)
        home = around.call.module if around.call.module is not None else around.home
        return Item(position, parent, call, frame, around.level + 1, home)

    def _name(self) -> None:
        used: dict[tuple[int, str], int] = {}
        for item in self.items:
            name = _name_of(item)
            ordinal = used[item.parent, name] = used.get((item.parent, name), 0) + 1
            around = self.items[item.parent].key.rstrip("/") if item.parent >= 0 else ""
            item.key = f"{around}/{name}" + (f"#{ordinal}" if ordinal > 1 else "")
            self.by_key[item.key] = item.position


def _name_of(item: Item) -> str:
    if item.frame is not None:
        return item.frame.kind
    if item.call is None or item.parent < 0:
        return ""
    if item.call.module is None:
        return f"{item.call.name}()"
    return relative_path(item.call.module, item.home)


class _Nesting:
    """Parent, call and loop of each item, in the order in which they are met."""

    def __init__(self, report: Report) -> None:
        self.parents: list[int] = []
        self.entries: list[tuple[Call | None, Frame | None]] = []
        self._frames = {frame.id: frame for frame in report.frames}
        self._of_frame: dict[int, int] = {}
        self._of_call: dict[int | None, int] = {}
        for call in report.calls:
            frame = self._frames.get(call.frame.id) if call.frame is not None else None
            if frame is not None and frame.parent_call == call.parent:
                parent = self._loop(frame)
            else:
                parent = self._of_call.get(call.parent, -1)
            self._of_call[call.id] = self._add(parent, call, None)
        for frame in report.frames:
            if frame.trips == 0:
                self._loop(frame)

    def _add(self, parent: int, call: Call | None, frame: Frame | None) -> int:
        self.parents.append(parent)
        self.entries.append((call, frame))
        return len(self.parents) - 1

    def _loop(self, frame: Frame) -> int:
        """The item of a loop; made, together with the loops around it, when it is first met."""
        chain: list[Frame] = []
        outer: Frame | None = frame
        while outer is not None and outer.id not in self._of_frame and outer not in chain:
            chain.append(outer)
            outer = self._frames.get(outer.parent_frame) if outer.parent_frame is not None else None
        for loop in reversed(chain):
            around = (
                self._of_frame.get(loop.parent_frame) if loop.parent_frame is not None else None
            )
            parent = self._of_call.get(loop.parent_call, -1) if around is None else around
            self._of_frame[loop.id] = self._add(parent, None, loop)
        return self._of_frame[frame.id]
