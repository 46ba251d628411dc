"""The short way for the commonest call: a leaf module, one known tensor in, one new tensor out.

It writes down just what `Recorder.open` and `Recorder.close` would, in a third of their time:
without it, models of thousands of tiny modules would take several times as long as they do.
"""

from collections.abc import Callable
from time import perf_counter_ns as now
from types import FrameType
from typing import Any
from weakref import ref

from torch import Tensor, nn, strided

from inspector.engine.recorder.events import NOTHING, PENDING, Event
from inspector.engine.recorder.outputs import Read
from inspector.engine.recorder.recorder import Opened, Recorder, RecordingStopped
from inspector.engine.recorder.sites import Chain
from inspector.engine.recorder.values import Live, Value, is_transformed, storage_key

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
    writes, count_alive = recorder.values.writes, recorder.values.alive.add

    def quick_call(module: nn.Module, tensor: Tensor, frame: FrameType) -> Any:
        clock = now()
        known = living.get(id(tensor))
        number = numbers.get(id(module))
        if known is None or known[0]() is not tensor or number is None or is_transformed():
            return LONG_WAY
        try:
            before = tensor._version
        except RuntimeError:  # an inference tensor
            return LONG_WAY
        if writes and storage_key(tensor) in writes:
            return LONG_WAY
        index, running = len(events), recorder.running
        if index >= recorder.budget:
            raise RecordingStopped
        events.append(PENDING)
        parent = -1 if running is None else running.index
        chain = read_chain(frame)
        started = now()
        recorder.lost = lost = recorder.lost + started - clock
        try:
            output = original(module, tensor)
        except BaseException as error:
            read = (tensor, known[1], before)
            recorder.fail(_opened(index, parent, number, chain, read, started, lost), error)
            raise
        ended = now()
        old = living.get(id(output))
        is_new = type(output) is Tensor and (old is None or old[0]() is not output)
        is_dense = (
            is_new and output.layout is strided and not (output._is_view() or output.is_nested)
        )
        if not is_dense or tensor._version != before:
            read = (tensor, known[1], before)
            call = _opened(index, parent, number, chain, read, started, lost)
            return recorder.close(call, output)
        new_bytes = count_alive(output)
        strides = None if output.is_contiguous() else output.stride()
        facts = (index, output.shape, output.dtype, output.device, new_bytes, "activation", "",
                 strides)  # fmt: skip
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
