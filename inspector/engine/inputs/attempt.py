"""One run on a draft that failed: the failing event, and which leaf of the draft feeds it."""

from dataclasses import dataclass
from functools import cached_property

from torch import nn

from inspector.engine.inputs.draft import Draft
from inspector.engine.inputs.given import ModelInput
from inspector.engine.inputs.sketch import Leaf, Numbers, Path, Sketch
from inspector.engine.recorder.events import Event, Recording
from inspector.engine.recorder.names import op_name
from inspector.engine.recorder.structure import Structure
from inspector.engine.recorder.values import OUTSIDE
from inspector.engine.wording import message_of


@dataclass
class Attempt:
    """A draft, what was made of it, and what was recorded."""

    draft: Draft
    given: ModelInput
    structure: Structure
    recording: Recording

    @property
    def event(self) -> Event | None:
        """The innermost event that raised."""
        index = self.recording.failed
        return self.recording.events[index] if index >= 0 else None

    @cached_property
    def message(self) -> str:
        """What torch or Python said."""
        error = self.recording.error
        return "" if error is None else message_of(error)

    @cached_property
    def paths(self) -> dict[int, Path]:
        """The leaf of the draft that each input value is."""
        owned = self.recording.owned
        return {
            owned[id(part)]: path for path, part in self.given.parts.items() if id(part) in owned
        }

    @cached_property
    def leaves(self) -> dict[Path, Leaf]:
        """The leaves of the draft by path."""
        return dict(self.draft.leaves())

    # Events

    def module(self, event: Event) -> nn.Module | None:
        """The module of a call; None for an op."""
        return self.structure.entries[event.module].module if event.module >= 0 else None

    def label(self, event: Event) -> str:
        """How a sentence names a module or an op."""
        name = self.structure.entries[event.module].path if event.module >= 0 else self.op(event)
        return f"`{name}`" if name else "the model"

    def op(self, event: Event) -> str:
        """Name of an op's function; "" for a module call."""
        return op_name(event.function) if event.function is not None else ""

    def literals(self, event: Event) -> tuple[object, ...]:
        """The arguments of an op after its first; sizes given as one list stand for themselves."""
        if event.arguments is None:
            return ()
        args, kwargs = event.arguments
        rest = (*args[1:], *kwargs.values())
        if len(rest) == 1 and isinstance(rest[0], (tuple, list)):
            return tuple(rest[0])
        return rest

    # Values

    def shape(self, value: int) -> tuple[int, ...]:
        """The sizes of a recorded value."""
        return tuple(self.recording.values[value].shape)

    def maker(self, value: int) -> Event | None:
        """The event that made a value; None for one that was given."""
        made_by = self.recording.values[value].event
        return None if made_by == OUTSIDE else self.recording.events[made_by]

    def numbers(self, path: Path) -> Numbers | None:
        """The tensor of the draft at a path."""
        leaf = self.leaves.get(path)
        return leaf if isinstance(leaf, Numbers) else None

    def direct(self, value: int) -> Path | None:
        """The leaf that a value is, perhaps after ops that only convert its numbers."""
        while value not in self.paths:
            event = self.maker(value)
            if event is None or self.op(event) not in _CONVERTING or not event.inputs:
                return None
            value = event.inputs[0]
        return self.paths[value]

    def was_taken(self, value: int) -> bool:
        """Whether a module with weights ran on just this value."""
        return any(
            value in event.inputs
            and event.outputs
            and self.module(event) is not None
            and self.structure.entries[event.module].module._parameters
            for event in self.recording.events
            if event.module >= 0
        )

    def feeding(self, value: int) -> list[Path]:
        """All leaves that a value depends on, the nearest first."""
        found: dict[Path, None] = {}
        level, seen = [value], {value}
        while level:
            found |= {self.paths[each]: None for each in level if each in self.paths}
            makers = [event for each in level if (event := self.maker(each)) is not None]
            level = [each for event in makers for each in event.inputs if each not in seen]
            seen.update(level)
        return list(found)

    def put(self, path: Path, new: Sketch) -> Draft | None:
        """The draft with another leaf; None if that changes nothing."""
        changed = self.draft.put(path, new)
        return None if changed == self.draft else changed


_CONVERTING = frozenset(("float", "long", "int", "half", "double", "bool", "to", "type", "type_as",
                         "contiguous", "clone", "detach", "invert"))  # fmt: skip
