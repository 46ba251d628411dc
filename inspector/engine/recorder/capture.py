"""A template from the record of one call, if there is nothing in it but the module's own."""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.utils._pytree import tree_flatten

from inspector.engine.recorder.contents import PLAIN
from inspector.engine.recorder.events import NOTHING, PENDING, Event
from inspector.engine.recorder.kept import Kept, arguments_kept
from inspector.engine.recorder.recorder import Recorder
from inspector.engine.recorder.signatures import Signature
from inspector.engine.recorder.templates import Made, Output, Step, Template
from inspector.engine.recorder.values import OUTSIDE, Value, storage_key

_make = tuple.__new__


class UnrepeatableError(Exception):
    """The call did what cannot be written down for another module; the message says what."""


class Mark(NamedTuple):
    """Where the record stood when a call began."""

    events: int
    values: int
    entries: int
    lapses: int
    versions: list[int]
    bytes: int
    peak: int
    """Of the memory of activations, before the call."""


def mark(recorder: Recorder, arguments: list[Tensor]) -> Mark:
    """Remember where the record stands."""
    recording, entries = recorder.recording, recorder.structure.entries
    versions = [tensor._version for tensor in arguments]
    lapses, alive = len(recording.lapses), recorder.values.alive
    alive.settle()
    before = (alive.bytes, alive.peak)
    alive.peak = alive.bytes
    return Mark(
        len(recording.events), len(recorder.values.rows), len(entries), lapses, versions, *before
    )


def leave(recorder: Recorder, since: Mark) -> int:
    """The peak of the memory since the mark; from now on it is again that of the whole forward."""
    alive = recorder.values.alive
    peak, alive.peak = alive.peak, max(alive.peak, since.peak)
    return peak


def template(
    recorder: Recorder,
    since: Mark,
    peak: int,
    signature: Signature,
    arguments: list[Tensor],
    output: object,
) -> Template:
    """What was recorded since the mark, in terms of the module and its arguments.

    `peak` is what `leave` returned. Raises UnrepeatableError if there was more than that.
    """
    return _Reading(recorder, since, signature, arguments).read(output, peak)


class _Reading:
    def __init__(
        self, recorder: Recorder, since: Mark, signature: Signature, arguments: list[Tensor]
    ) -> None:
        self._recorder = recorder
        self._values = recorder.values
        self._since = since
        self._arguments = arguments
        self._signature = signature
        numbers = recorder.structure.numbers
        self._modules = {
            numbers[id(module)]: position
            for position, module in enumerate(signature.modules)
            if id(module) in numbers
        }
        living = self._values.living
        self._owned = {
            living[id(tensor)].value: position
            for position, tensor in enumerate(signature.tensors)
            if id(tensor) in living
        }
        self._positions: dict[int, int] = {}
        self._listed: list[int | Made] = []

    def read(self, output: object, peak: int) -> Template:
        recorder, since = self._recorder, self._since
        self._refuse_lasting_changes()
        rows = self._values.rows
        for position, tensor in enumerate(self._arguments):
            self._positions.setdefault(self._values.read(tensor), position)
        if len(self._positions) != len(self._arguments):
            raise UnrepeatableError("two arguments hold one value")
        if self._owned.keys() & self._positions.keys():
            raise UnrepeatableError("an argument is the module's own")
        for value in range(since.values, len(rows)):
            self._list(value, rows[value])
        steps = [self._step(event) for event in recorder.recording.events[since.events :]]
        known = len(rows)
        leaves, nest = tree_flatten(output)
        outputs = [self._output(leaf) for leaf in leaves]
        if len(rows) != known:
            raise UnrepeatableError("an output was changed through another tensor")
        self._refuse_written_aliases(outputs)
        returned = [leaf for leaf in leaves if isinstance(leaf, Tensor)]
        if len(set(map(id, returned))) != len(returned):
            raise UnrepeatableError("it returned one tensor twice")
        kept = self._kept(peak, [out for out in outputs if isinstance(out, Output)], returned)
        return Template(since.events, steps, self._listed, outputs, nest, kept)

    def _kept(self, peak: int, outputs: list[Output], returned: list[Tensor]) -> Kept:
        alive, before = self._values.alive, self._since.bytes
        alive.settle()
        sizes = {
            out.memory: out.elements * out.dtype.itemsize
            for out in outputs
            if out.value >= 0 and out.argument < 0
        }
        rest = alive.bytes - before - sum(sizes.values())
        arguments = arguments_kept(returned, self._arguments)
        if rest < 0 or ((rest or arguments) and not any(out.is_result for out in outputs)):
            raise UnrepeatableError("it keeps memory outside of the graph of its outputs")
        if not torch.is_grad_enabled() and any(out.is_result for out in outputs):
            raise UnrepeatableError("it allows gradients where there are none")
        return Kept(peak - before, rest, arguments)

    def _refuse_lasting_changes(self) -> None:
        recorder, since = self._recorder, self._since
        recording = recorder.recording
        if len(recorder.structure.entries) != since.entries:
            raise UnrepeatableError("it made a module")
        if len(recording.lapses) != since.lapses:
            raise UnrepeatableError("the record has gaps")
        if [tensor._version for tensor in self._arguments] != since.versions:
            raise UnrepeatableError("it changed an argument")
        if any(value >= since.values for value in self._values.mixed):
            raise UnrepeatableError("it overwrote a part of a tensor")
        outside = {storage_key(t) for t in (*self._arguments, *self._signature.tensors)}
        for memory, writes in self._values.writes.items():
            if writes[-1].event >= since.events and memory in outside:
                raise UnrepeatableError("it changed what is not its own")

    def _refuse_written_aliases(self, outputs: list[object]) -> None:
        memories = [out.memory for out in outputs if isinstance(out, Output) and out.memory]
        written = any(memory in self._values.writes for memory in memories)
        if written and len(set(memories)) != len(memories):
            raise UnrepeatableError("two outputs share memory that was written to")

    def _list(self, value: int, row: Value) -> None:
        if row.device.type != "meta":
            raise UnrepeatableError("it made real numbers")
        if row.event != OUTSIDE:
            made = Made(row.event - self._since.events, *row[1:5], row.strides)
            self._positions[value] = len(self._positions)
            self._listed.append(made)
        elif self._position(value) < 0:
            raise UnrepeatableError("it read a tensor from outside")

    def _position(self, value: int) -> int:
        """Where a value stands among those of the template; -1 if it came from elsewhere."""
        position = self._positions.get(value)
        if position is None and value in self._owned:
            position = self._positions[value] = len(self._positions)
            self._listed.append(self._owned[value])
        return -1 if position is None else position

    def _step(self, event: Event) -> Step:
        if event is PENDING:
            raise UnrepeatableError("the record has gaps")
        if event.inputs and event.result is not NOTHING:
            raise UnrepeatableError("it asked for numbers")
        module = -1 if event.module < 0 else self._modules.get(event.module, -2)
        inputs = tuple(map(self._position, event.inputs))
        outputs = tuple(map(self._position, event.outputs))
        if module == -2 or -1 in inputs or -1 in outputs or event.parent < self._since.events - 1:
            raise UnrepeatableError("it used what is not its own")
        parent = event.parent - self._since.events
        facts = (parent, module, event.function, event.chain, inputs, outputs, *event[6:])
        step: Step = _make(Step, facts)
        return step

    def _output(self, leaf: object) -> object:
        if not isinstance(leaf, Tensor):
            if type(leaf) not in PLAIN:
                raise UnrepeatableError("it returned an object")
            return leaf
        if type(leaf) is not Tensor or leaf.device.type != "meta" or leaf.__dict__:
            raise UnrepeatableError("it returned a tensor of its own kind")
        for position, tensor in enumerate(self._arguments):
            if tensor is leaf:
                return Output(-1, argument=position)
        return self._placed(leaf)

    def _placed(self, leaf: Tensor) -> Output:
        """A tensor that came into being inside: on the memory of an argument, or on its own."""
        value = self._values.known(leaf)
        position = -1 if value is None else self._position(value)
        if value is not None and position < 0:
            raise UnrepeatableError("it returned what is not its own")
        memory = storage_key(leaf)
        if any(memory == storage_key(tensor) for tensor in self._signature.tensors):
            raise UnrepeatableError("it returned a tensor of its own")
        size, stride, offset = tuple(leaf.shape), leaf.stride(), int(leaf.storage_offset())
        keys = [storage_key(tensor) for tensor in self._arguments]
        base = keys.index(memory) if memory in keys else -1
        elements = leaf.untyped_storage().nbytes() // leaf.element_size()
        whole = offset == 0 and leaf.is_contiguous() and leaf.numel() == elements
        return Output(position, base, memory, elements, whole, size, stride, offset,
                       leaf.dtype, leaf.requires_grad)  # fmt: skip
