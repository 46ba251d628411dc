"""One forward pass, run and recorded."""

import inspect
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from inspector.engine.recorder.aten import AtenWatch
from inspector.engine.recorder.called_by_name import calls_by_name_recorded
from inspector.engine.recorder.calls import calls_recorded
from inspector.engine.recorder.contents import tensors_in
from inspector.engine.recorder.deadline import within
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.fast_paths import fast_paths_taken
from inspector.engine.recorder.recorder import (
    BUDGET,
    BeforeWrite,
    Guard,
    Recorder,
    RecordingStopped,
)
from inspector.engine.recorder.structure import Structure
from inspector.engine.recorder.turns import in_turn
from inspector.engine.recorder.values import storage_key
from inspector.engine.wording import message_of

Around = Callable[[Recorder], AbstractContextManager[object]]
HeardBy = Callable[[Callable[[], None]], AbstractContextManager[object]]


def record(
    model: nn.Module,
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
    structure: Structure,
    *,
    guard: Guard | None = None,
    budget: int = BUDGET,
    before_write: BeforeWrite | None = None,
    aten: bool = False,
    seconds: float | None = None,
    heard_by: HeardBy | None = None,
    around: Around = nullcontext,
) -> Recording:
    """Run ``model(*args, **kwargs)`` once and write down all that happens.

    What the forward raises is kept in the recording; so is RecordingStopped, raised after
    `budget` events or so many `seconds`. `before_write` hears of each tensor that is about to be
    changed in place. With `aten` the operations inside each event are noted, which takes about
    twice as long. `heard_by` connects the marks of a marked text with the recorder for the time
    of the run; `around` is entered for that time too.
    """
    recorder = Recorder(structure, guard, budget, before_write)
    return record_with(recorder, model, args, kwargs, heard_by, seconds, aten, around)


def record_with(
    recorder: Recorder,
    model: nn.Module,
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
    heard_by: HeardBy | None = None,
    seconds: float | None = None,
    aten: bool = False,
    around: Around = nullcontext,
) -> Recording:
    """The same with a recorder made before, which records once."""
    with in_turn(), _compiled_runs_eagerly():
        recording = recorder.recording
        for name, tensor in named_inputs(model, args, kwargs):
            recording.inputs.append((name, recorder.values.own(tensor, "input", name)))
        marks = heard_by(recorder.next_trip) if heard_by else nullcontext()
        watch = AtenWatch(recorder) if aten else None
        try:
            with (
                marks,
                _deeper_calls(),
                around(recorder),
                calls_recorded(recorder),
                calls_by_name_recorded(recorder),
                fast_paths_taken(recorder),
                watch or nullcontext(),
                recorder,
                within(seconds, recorder.stop),
            ):
                output = model(*args, **kwargs)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 (the user's code may raise anything)
            recording.error = error
            recording.failed = recorder.where_raised(error)
            if isinstance(error, RecordingStopped) and recorder.budget == 0:
                recording.seconds = seconds
            if isinstance(error, MemoryError) or "allocate memory" in message_of(error):
                forget_frames(error)  # the report needs some too
        else:
            _describe_output(recorder, output)
        recorder.structure.mend()
        recording.values = recorder.values.rows
        recording.mixed = recorder.values.mixed
        recording.owned = recorder.values.owned
        if watch is not None:
            recording.aten, recording.aten_flops = watch.names, watch.flops
        recording.ragged = recorder.values.ragged
        recording.peak_bytes = recorder.values.alive.peak
        recording.written = _parameters_written(recorder)
    return recording


def _parameters_written(recorder: Recorder) -> list[str]:
    """Names of the parameters that the forward changed in place, but for those it made itself."""
    writes = recorder.values.writes
    if not writes:
        return []
    return [
        each.label
        for each in recorder.structure.owned.values()
        if each.role == "parameter"
        and not each.label.startswith("<")
        and not is_lazy(each.tensor)
        and storage_key(each.tensor) in writes
    ]


def named_inputs(
    model: nn.Module, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> Iterator[tuple[str, Tensor]]:
    """Each distinct tensor among the arguments, with the name of its parameter of forward."""
    bound: dict[str, object] = {f"input {index}": thing for index, thing in enumerate(args)}
    bound |= kwargs
    with suppress(Exception):  # the user's property or descriptor may raise anything
        bound = inspect.signature(model.forward).bind(*args, **kwargs).arguments
    seen: set[int] = set()
    for name, thing in bound.items():
        for label, part in _named_parts(name, thing):
            tensors = tensors_in(part)
            for index, tensor in enumerate(tensors):
                if id(tensor) not in seen:
                    seen.add(id(tensor))
                    yield label if len(tensors) == 1 else f"{label}[{index}]", tensor


def _named_parts(name: str, thing: object) -> list[tuple[str, object]]:
    """The values of a mapping with their keys, or else the thing itself."""
    try:
        if isinstance(thing, Mapping):
            return [(f"{name}.{key}", part) for key, part in thing.items()]
    except Exception:  # noqa: BLE001 (a mapping of the user's may raise anything)
        pass
    return [(name, thing)]


def _describe_output(recorder: Recorder, output: object) -> None:
    recording = recorder.recording
    for tensor in tensors_in(output):
        value = recorder.values.read(tensor)
        recording.outputs.append(value)
        with suppress(Exception):  # tensors of unusual kinds cannot be asked for their numbers
            _describe_numbers(recording, value, tensor)


def _describe_numbers(recording: Recording, value: int, tensor: Tensor) -> None:
    if tensor.device.type == "meta":
        return
    if tensor.numel() == 1:
        number = tensor.item()
        text = f"{number:.4g}" if isinstance(number, float) else repr(number)
        recording.numbers[value] = text
    if tensor.is_floating_point() or tensor.is_complex():
        recording.not_finite |= not tensor.isfinite().all()


@contextmanager
def _deeper_calls() -> Iterator[None]:
    """As many nested modules as without the recorder, which adds frames to each call."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit * 2)
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


@contextmanager
def _compiled_runs_eagerly() -> Iterator[None]:
    if "torch._dynamo" in sys.modules:
        with torch.compiler.set_stance("force_eager"):
            yield
    else:
        yield


def forget_frames(error: BaseException) -> None:
    """Empty the frames of an error and its causes: their variables hold activations."""
    seen: set[int] = set()
    pending: list[BaseException | None] = [error]
    while pending:
        one = pending.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            traceback.clear_frames(one.__traceback__)
            pending += (one.__cause__, one.__context__)
