"""The short way for the commonest call: a leaf module, one known tensor in, one new tensor out.

It writes down just what `Recorder.open` and `Recorder.close` would, in a third of their time:
without it, models of thousands of tiny modules would take several times as long as they do.
"""

from collections.abc import Callable
from time import perf_counter_ns as now
from types import FrameType
from typing import Any
from weakref import ref

from torch import Tensor, nn

from inspector.engine.recorder.events import NOTHING, PENDING, Event
from inspector.engine.recorder.outputs import Read
from inspector.engine.recorder.recorder import Opened, Recorder, RecordingStopped
from inspector.engine.recorder.sites import Chain
from inspector.engine.recorder.values import Live, Value

QuickCall = Callable[[nn.Module, Tensor, FrameType], Any]
LONG_WAY = object()
"""Returned where the short way does not do; nothing has run then."""

_make = tuple.__new__


def quick_caller(recorder: Recorder, original: Callable[..., Any]) -> QuickCall:
    """The function that calls a leaf module with one tensor and writes it down."""
    events, numbers, read_chain = (
        recorder.recording.events,
        recorder.structure.numbers,
        recorder.frames.chain,
    )
    values, rows, living = recorder.values, recorder.values.rows, recorder.values.living
    writes = recorder.values.writes

    def quick_call(module: nn.Module, tensor: Tensor, frame: FrameType) -> Any:
        clock = now()
        known = living.get(id(tensor))
        number = numbers.get(id(module))
        if known is None or known[0]() is not tensor or number is None:
            return LONG_WAY
        try:
            before, memory = tensor._version, tensor.untyped_storage().data_ptr()
        except (RuntimeError, NotImplementedError):  # an inference tensor, or a sparse one
            return LONG_WAY
        if memory in writes or not memory:
            return LONG_WAY
        index, running = len(events), recorder.running
        if index >= recorder.budget:
            raise RecordingStopped
        events.append(PENDING)
        parent = -1 if running is None else running.index
        chain = read_chain(frame)
        read = (tensor, known[1], before)
        started = now()
        recorder.lost = lost = recorder.lost + started - clock
        try:
            if module._compiled_call_impl is None:  # what the original would look at, too
                output = module._call_impl(tensor)  # type: ignore[no-untyped-call]
            else:
                output = original(module, tensor)
        except BaseException as error:
            recorder.fail(_opened(index, parent, number, chain, read, started, lost), error)
            raise
        ended = now()
        old = living.get(id(output))
        new = type(output) is Tensor and (old is None or old[0]() is not output)
        try:
            if not new or tensor._version != before:
                raise RuntimeError
            storage = output.untyped_storage()
            new_bytes = 0 if storage.data_ptr() == memory else storage.nbytes()
            facts = (index, output.shape, output.dtype, output.device, new_bytes, "activation", "")
        except (RuntimeError, NotImplementedError):  # in place, or of an unusual layout
            call = _opened(index, parent, number, chain, read, started, lost)
            return recorder.close(call, output)
        value = len(rows)
        rows.append(_make(Value, facts))
        values.clock = time = values.clock + 1
        living[id(output)] = _make(Live, (ref(output), value, time))
        took = ended - started
        event = (parent, number, None, chain, (known[1],), (value,), None, NOTHING, took, False)
        events[index] = _make(Event, event)
        recorder.lost += now() - ended
        return output

    return quick_call


def _opened(
    index: int, parent: int, module: int, chain: Chain, read: Read, started: int, lost: int
) -> Opened:
    """The same for the long way, when it turns out to be needed after all."""
    call = Opened(index, parent, module, chain)
    call.reads = [read]
    call.started, call.lost = started, lost
    return call
