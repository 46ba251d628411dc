"""The scene of a failure: what the explanations ask about a recording that ended early."""

import inspect
import linecache
from dataclasses import dataclass, field
from typing import NamedTuple

from torch import nn

from inspector.engine.assemble.provenance import Provenance
from inspector.engine.explain.fixes import Fixes
from inspector.engine.explain.keeping import KEEPING_OPS, dim_before, keeps_size
from inspector.engine.recorder.events import Event, Recording
from inspector.engine.recorder.names import op_name
from inspector.engine.recorder.sites import Places, belongs_to_torch
from inspector.engine.recorder.structure import Structure
from inspector.engine.recorder.values import OUTSIDE, Value
from inspector.engine.wording import message_of
from inspector.report.model import Source

_LONGEST_CODE = 60


@dataclass
class Explanation:
    """Why something failed, and what cures it; `hint` only where it says more than the fixes."""

    text: str
    fixes: Fixes
    hint: str = ""


class Origin(NamedTuple):
    """The event that gave a tensor one of its sizes, and the tensor it made; None: it was given."""

    event: Event | None
    value: int
    dim: int = -1
    """Which of the made tensor's dimensions it is."""


@dataclass
class Scene:
    """A recording, the model, and the event in which it failed."""

    recording: Recording
    structure: Structure
    provenance: Provenance
    places: Places = field(init=False)

    def __post_init__(self) -> None:
        self.places = Places(self.provenance.file)

    @property
    def failed(self) -> Event | None:
        """The innermost event that raised; of what torch's own modules do inside, the module."""
        index = self.recording.failed
        if index < 0:
            return None
        event = self.recording.events[index]
        parent = self.recording.events[event.parent] if event.parent >= 0 else None
        return parent if parent is not None and self._is_inside_torch(event) else event

    def is_in_users_code(self, event: Event | None) -> bool:
        """Whether it was not torch that raised, but the code of a module of the user's own."""
        module = self.module(event)
        if event is not None and event is not self.recording.events[self.recording.failed]:
            return False
        return module is not None and not type(module).__module__.startswith("torch.")

    @property
    def message(self) -> str:
        """What torch or Python said."""
        error = self.recording.error
        return "" if error is None else message_of(error)

    def fixes(self) -> Fixes:
        """An empty list of fixes for the user's file."""
        return Fixes(self.provenance.file)

    # Events

    def module(self, event: Event | None) -> nn.Module | None:
        """The module of a call; None for an op."""
        if event is None or event.module < 0:
            return None
        return self.structure.entries[event.module].module

    def path(self, event: Event) -> str:
        """Path of the module called, or of the one in whose forward an op ran."""
        while event.module < 0 and event.parent >= 0:
            event = self.recording.events[event.parent]
        return self.structure.entries[event.module].path if event.module >= 0 else ""

    def calls_before(self, event: Event) -> int:
        """How often the module of a call had been called before."""
        index = next(i for i, each in enumerate(self.recording.events) if each is event)
        return sum(each.module == event.module for each in self.recording.events[:index])

    def label(self, event: Event) -> str:
        """How a sentence names an event: ``\\`net.0\\` (Linear)``, ``\\`X @ self.w\\```."""
        if event.module >= 0:
            entry = self.structure.entries[event.module]
            kind = type(entry.module).__name__
            return f"`{entry.path}` ({kind})" if entry.path else f"the model ({kind})"
        code = code_of(self.call_site(event))
        return f"`{code}`" if code else f"`{self.op(event)}`"

    def op(self, event: Event) -> str:
        """Name of an op's function; "" for a module call."""
        return op_name(event.function) if event.function is not None else ""

    def constructor(self, event: Event) -> Source | None:
        """The expression that constructed the module called."""
        module = self.module(event)
        return None if module is None else self.provenance.of_module(module)

    def call_site(self, event: Event) -> Source | None:
        """The expression that made the call."""
        return self.places.of_chain(event.chain)

    def called_at(self, event: Event) -> Source | None:
        """The expression in the user's file that made the call, or of the innermost one around.

        Where a container of torch made it, the expression that constructed the module.
        """
        while True:
            found = self.in_file(self.call_site(event)) or self.in_file(self.constructor(event))
            if found is not None or event.parent < 0:
                return found
            event = self.recording.events[event.parent]

    def in_file(self, source: Source | None) -> Source | None:
        """The place if it lies in the user's file."""
        return source if source is not None and source.file == self.provenance.file else None

    def takes(self, event: Event, argument: str) -> bool:
        """Whether the constructor of the module called, as it was written, has this argument."""
        if event.module < 0:
            return False
        if self.is_torchs(event):  # LSTM's signature does not tell
            return True
        entry = self.structure.entries[event.module]
        if not entry.written_as and "__init__" not in vars(type(entry.module)):
            return False  # which of the written arguments it is cannot be told from the text
        kind = getattr(nn, entry.written_as, None) if entry.written_as else type(entry.module)
        try:
            return argument in inspect.signature(kind or type(entry.module)).parameters
        except (TypeError, ValueError):
            return False

    def is_torchs(self, event: Event) -> bool:
        """Whether the module called is of a class of torch.nn, and was not a lazy one."""
        entry = self.structure.entries[event.module]
        return type(entry.module).__module__.startswith("torch.nn.") and not entry.written_as

    def holders(self, label: str) -> list[type]:
        """The class of the module that keeps a constant, by the path of the constant."""
        path = label.rpartition(".")[0]
        return [type(each.module) for each in self.structure.entries if each.path == path][:1]

    # Values

    def value(self, value: int) -> Value:
        """A recorded value."""
        return self.recording.values[value]

    def shape(self, value: int) -> tuple[int, ...]:
        """The sizes of a recorded value."""
        return tuple(self.recording.values[value].shape)

    def origin(self, value: int, dim: int = -1) -> Origin:
        """Walk back through all that keeps the size along `dim` to what made it."""
        while True:
            made_by = self.recording.values[value].event
            if made_by == OUTSIDE:
                return Origin(None, value, dim)
            event = self.recording.events[made_by]
            module, size = self.module(event), _size(self.shape(value), dim)
            before = dim_before(module, dim)
            same = [i for i in event.inputs if size and _size(self.shape(i), before) == size]
            if not same or not self._keeps(event, same[0], value, dim):
                return Origin(event, value, dim)
            value, dim = same[0], before

    def _keeps(self, event: Event, before: int, after: int, dim: int) -> bool:
        module = self.module(event)
        if module is None:
            return self.op(event) in KEEPING_OPS
        return keeps_size(module, dim, self.shape(before) == self.shape(after))

    def depends(self, value: int, on: int) -> bool:
        """Whether a value was computed from another one, or is that one."""
        pending, seen = [value], {value}
        while pending:
            one = pending.pop()
            if one == on:
                return True
            made_by = self.recording.values[one].event
            before = () if made_by == OUTSIDE else self.recording.events[made_by].inputs
            pending += [each for each in before if each not in seen]
            seen.update(before)
        return False

    def origin_label(self, origin: Origin) -> str:
        """How a sentence names where a tensor comes from."""
        if origin.event is not None:
            event = origin.event
            if self._is_inside_torch(event):
                event = self.recording.events[event.parent]
            return self.label(event)
        value = self.value(origin.value)
        if value.role == "input" and len(self.recording.inputs) == 1 and self.provenance.marked:
            return "the input X"
        return f"the {value.role} `{value.label}`" if value.label else "a tensor from outside"

    def _is_inside_torch(self, event: Event) -> bool:
        """Whether an op was run by the code of one of torch's modules, not by the user's."""
        return event.module < 0 and event.parent >= 0 and belongs_to_torch(event.chain[0][0])


def _size(shape: tuple[int, ...], dim: int) -> int | None:
    return shape[dim] if -len(shape) <= dim < len(shape) else None


def code_of(source: Source | None) -> str:
    """The text of a place on one line, or "" if it is not known or too long."""
    if source is None:
        return ""
    lines = linecache.getlines(source.file)[source.line - 1 : source.end_line]
    if len(lines) != source.end_line - source.line + 1:
        return ""
    data = [line.encode() for line in lines]
    data[-1] = data[-1][: source.end_column]
    data[0] = data[0][source.column :]
    code = " ".join(b"".join(data).decode(errors="replace").split())
    return code if len(code) <= _LONGEST_CODE else ""
