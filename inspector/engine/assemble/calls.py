"""The calls and loops of a report."""

import inspect
from collections import Counter
from collections.abc import Callable, Collection
from functools import cache

from inspector.engine.assemble.overwritten import overwritten
from inspector.engine.assemble.tensors import TensorTable
from inspector.engine.flops import module_flops, op_flops
from inspector.engine.recorder.contents import TENSOR, shown
from inspector.engine.recorder.events import NOTHING, PENDING, Event, Recording
from inspector.engine.recorder.frames import InTrip, Running, Trips
from inspector.engine.recorder.names import op_name
from inspector.engine.recorder.recorder import RecordingStopped
from inspector.engine.recorder.sites import Places
from inspector.engine.recorder.structure import Structure
from inspector.engine.recorder.values import RAGGED
from inspector.report import model as report

_MOST_AFTER_STOP = 2000
"""Calls shown of a forward that did not end; the rest repeats them."""
_MANY = 10
"""Values from which on a set tells quicker whether one is among them."""


def number_calls(recording: Recording) -> dict[int, int]:
    """The report's number of each event that is a call; the marks of loops are none."""
    events = enumerate(recording.events)
    calls = [index for index, event in events if not event.is_mark and event is not PENDING]
    if isinstance(recording.error, RecordingStopped):
        del calls[_MOST_AFTER_STOP:]
    return {index: number for number, index in enumerate(calls)}


class CallTable:
    """Describes the events of a recording."""

    def __init__(
        self,
        recording: Recording,
        structure: Structure,
        tensors: TensorTable,
        numbers: dict[int, int],
        places: Places,
        marked_file: str | None,
    ) -> None:
        self._recording = recording
        self._structure = structure
        self._tensors = tensors
        self._numbers = numbers
        self._places = places
        self._trips = Trips(places, marked_file)
        self._frame_numbers: dict[Running, int] = {}
        self._more_outputs = _changed_aliases(recording)
        self._flops = self._count_flops()
        self.flops = self._flops.get(0) or 0
        self.seconds = recording.events[0].nanoseconds * 1e-9 if recording.events else 0.0

    def rows(self) -> tuple[report.Call, ...]:
        """All calls in the order in which they began."""
        rows: list[report.Call] = []
        inside: InTrip | None = None
        twins, numbers = self._recording.twins, self._numbers
        for index, event in enumerate(self._recording.events):
            inside = self._trips.follow(event)
            if index not in numbers:
                continue
            if index in twins:
                rows.append(self._like(rows[numbers[twins[index]]], index, event, inside))
            else:
                rows.append(self._describe(index, event, inside))
        if isinstance(self._recording.error, RecordingStopped) and inside is not None:
            self._trip(inside)  # the loop that did not end, even if nothing happens in it
        return tuple(rows)

    def frames(self) -> tuple[report.Frame, ...]:
        """The loops that calls stand in; to be asked after the rows."""
        return tuple(self._frame(running) for running in self._frame_numbers)

    def calls_of_modules(self) -> dict[int, int]:
        """How often each module was called, by its number."""
        events = self._recording.events
        return Counter(events[index].module for index in self._numbers if events[index].module >= 0)

    def _describe(self, index: int, event: Event, inside: InTrip | None) -> report.Call:
        parent, number, function, chain, _, outputs, arguments, result, nanoseconds, _ = event
        aten = self._recording.aten
        if function is None:
            entry = self._structure.entries[number]
            path, name = entry.path, type(entry.module).__name__
        else:
            path, name = None, op_name(function)
        return report.Call(
            self._numbers[index],
            self._numbers.get(parent),
            "module" if function is None else "op",
            path,
            name,
            self._inputs(event),
            self._outputs(index, event),
            nanoseconds * 1e-9,
            self._flops[index],
            None if inside is None else self._trip(inside),
            self._places.of_chain(chain),
            "" if arguments is None else arguments_text(event),
            None if result is NOTHING or outputs else shown(result),
            index == self._recording.failed,
            () if aten is None else tuple(aten.get(index, ())),
            () if function is None else self._tensors.of_values(overwritten(event)),
        )

    def _like(
        self, twin: report.Call, index: int, event: Event, inside: InTrip | None
    ) -> report.Call:
        """The call that repeats another on other modules and values."""
        return report.Call(
            self._numbers[index],
            self._numbers.get(event.parent),
            twin.kind,
            None if event.module < 0 else self._structure.entries[event.module].path,
            twin.name,
            self._inputs(event),
            self._outputs(index, event),
            0.0,  # it was written down and not run
            twin.flops,
            None if inside is None else self._trip(inside),
            twin.source,
            twin.arguments,
            twin.result,
        )

    def _inputs(self, event: Event) -> tuple[int, ...]:
        mixed, values = self._recording.mixed, event.inputs
        if mixed:
            values = tuple([v for value in values for v in (value, *mixed.get(value, ()))])
        return self._tensors.of_values(values)

    def _outputs(self, index: int, event: Event) -> tuple[int, ...]:
        values = event.outputs
        if index in self._more_outputs:
            values = (*values, *self._more_outputs[index])
        return self._tensors.of_values(values)

    def _trip(self, inside: InTrip) -> report.Trip:
        return report.Trip(self._number_frame(inside.running), inside.trip)

    def _number_frame(self, running: Running) -> int:
        outer: list[Running] = []
        step: Running | None = running
        while step is not None and step not in self._frame_numbers:
            outer.append(step)
            step = _shown_parent(step)
        for one in reversed(outer):
            self._frame_numbers[one] = len(self._frame_numbers)
        return self._frame_numbers[running]

    def _frame(self, running: Running) -> report.Frame:
        parent = _shown_parent(running)
        return report.Frame(
            self._frame_numbers[running],
            self._numbers.get(running.parent_call),
            "while" if running.loop.kind == "while" else "for",
            running.trips,
            report.Source(running.loop.file, *running.loop.span),
            running.loop.header,
            None if parent is None else self._frame_numbers[parent],
        )

    def _count_flops(self) -> dict[int, int | None]:
        """FLOPs by event; a call with others inside costs what they cost together.

        What torch's own registry counted is added where no formula of ours counts as much.
        """
        events, twins = self._recording.events, self._recording.twins
        registry = self._recording.aten_flops or {}
        shapes = [value.shape for value in self._recording.values]
        counts: dict[int, int | None] = {}
        own: dict[int, int | None] = {}
        inside: dict[int, int | None] = {}
        for index in reversed(self._numbers):
            event = events[index]
            if index in inside:
                count = _sum(inside[index], registry.get(index))
            else:
                like = twins.get(index, index)
                count = own[like] if like in own else self._own_flops(events[like], shapes)
                if twins:
                    own[like] = count
                if registry and index in registry:
                    count = max(count or 0, registry[index])
            counts[index] = count
            inside[event.parent] = _sum(inside.get(event.parent), count)
        return counts

    def _own_flops(self, event: Event, shapes: list[tuple[int, ...]]) -> int | None:
        inputs = list(map(shapes.__getitem__, event.inputs))
        outputs = list(map(shapes.__getitem__, event.outputs))
        if self._recording.ragged and any(RAGGED in shape for shape in (*inputs, *outputs)):
            return None
        if event.function is not None:
            return op_flops(op_name(event.function), inputs, outputs, event.arguments)
        return module_flops(self._structure.entries[event.module].module, inputs, outputs)


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


def _shown_parent(running: Running) -> Running | None:
    """The loop around a loop; comprehensions are not shown."""
    parent = running.parent
    while parent is not None and parent.loop.kind == "comprehension":
        parent = parent.parent
    return parent


def _changed_aliases(recording: Recording) -> dict[int, list[int]]:
    """Values that an event gave to tensors that share memory with the one it changed."""
    more: dict[int, list[int]] = {}
    events, event = recording.events, -1
    outputs: Collection[int] = ()
    for number, value in enumerate(recording.values):
        if value[0] != event:
            event = value[0]
            outputs = events[event].outputs if event >= 0 else ()
            outputs = outputs if len(outputs) < _MANY else frozenset(outputs)
        if event >= 0 and number not in outputs:
            more.setdefault(event, []).append(number)
    return more


def arguments_text(event: Event) -> str:
    """The arguments that are not tensors, without those that have their default value."""
    positional, named = event.arguments or ((), {})
    if event.function is not None and op_name(event.function) in ("getitem", "setitem"):
        index = positional[1]
        return ", ".join(map(shown, index)) if isinstance(index, tuple) else shown(index)
    defaults = _defaults(event.function) if event.function is not None else {}
    texts = [shown(thing) for thing in positional if not _only_tensors(thing)]
    texts += [
        f"{name}={shown(thing)}"
        for name, thing in named.items()
        if not (_only_tensors(thing) or name.startswith("_"))
        and not (name in defaults and defaults[name] == thing)
    ]
    return ", ".join(texts)


def _only_tensors(thing: object) -> bool:
    if isinstance(thing, (tuple, list)) and thing:
        return all(part is TENSOR for part in thing)
    return thing is TENSOR


@cache
def _defaults(function: Callable[..., object]) -> dict[str, object]:
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):  # most functions written in C
        return {}
    return {name: parameter.default for name, parameter in parameters.items()}
