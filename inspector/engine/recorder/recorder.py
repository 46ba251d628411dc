"""The recorder itself: a torch function mode that writes down every op and module call.

Technique: `nn.Module._call_impl` is replaced while recording (see calls.py), so that a call is seen
with its keyword arguments and whatever its hooks make of it; a `TorchFunctionMode` sees the
functions between the modules.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import get_ident
from time import perf_counter_ns as now
from types import FrameType
from typing import Any, Protocol, TypeVar

from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from inspector.engine.recorder.contents import PLAIN, TENSOR, literal, tensors_in
from inspector.engine.recorder.events import NOTHING, PENDING, Arguments, Event, Recording
from inspector.engine.recorder.names import op_name
from inspector.engine.recorder.outputs import Outputs, Read
from inspector.engine.recorder.sites import Chain, FrameReader
from inspector.engine.recorder.structure import Structure
from inspector.engine.recorder.values import Values, version
from inspector.engine.wording import message_of

T = TypeVar("T")

BeforeWrite = Callable[[Tensor], None]
"""Hears of each tensor that is about to be changed in place."""

BUDGET = 500_000
_SETTERS = ("setitem", "set_data", "set_real", "set_imag")
_make = tuple.__new__


class RecordingStopped(BaseException):
    """The budget of events, or of time, is used up: most likely a loop that does not end.

    Not an `Exception`, so that a forward that catches everything does not swallow it.
    """


class Guard(AbstractContextManager[object], Protocol):
    """Refuses to make a tensor that does not fit into memory, by raising MemoryError.

    Entered, it watches by itself; else it is asked.
    """

    def check(self, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None: ...


class Opened:
    """An event that has begun and not ended."""

    __slots__ = ("arguments", "chain", "function", "index", "lost", "module",
                 "parent", "reads", "started", "written")  # fmt: skip

    index: int
    parent: int
    module: int
    function: Callable[..., object] | None
    chain: Chain
    reads: list[Read]
    arguments: Arguments | None
    written: object
    """What it changes for certain, be it counted by torch or not: its first argument, or `out`."""
    started: int
    lost: int
    """Nanoseconds of record-keeping up to the start."""

    def __init__(self, index: int, parent: int, module: int, chain: Chain) -> None:
        self.index, self.parent, self.module, self.chain = index, parent, module, chain
        self.function = self.arguments = self.written = None
        self.reads = []


class Recorder(TorchFunctionMode):
    """Watches ops and module calls on the thread in which it is entered."""

    def __init__(
        self,
        structure: Structure,
        guard: Guard | None = None,
        budget: int = BUDGET,
        before_write: BeforeWrite | None = None,
    ) -> None:
        super().__init__()
        self.structure = structure
        self.recording = Recording()
        self.values = Values(lambda: structure.owned)
        self.running: Opened | None = None
        """The module call whose forward runs."""
        self.frames = FrameReader()
        self.guard = guard
        self.budget = budget
        self.before_write = before_write
        self.lost = 0
        self.is_aside = False
        """Whether what runs just now is not the model's own doing."""
        self._raised = (0, -1, -1)
        self._thread = get_ident()

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: object,
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        name = op_name(func)
        kwargs = kwargs or {}
        if not name:
            return func(*args, **kwargs)
        if self.guard is not None:
            self.guard.check(name, args, kwargs)
        opened = self.open(args, kwargs, sys._getframe(1))
        written = None
        if args and (name[-1] == "_" or name in _SETTERS):
            written = args[0]
        elif kwargs:
            written = args[:1] if kwargs.get("inplace") else kwargs.get("out")
        if opened is not None:
            opened.function, opened.written = func, written
        if self.before_write is not None:
            if written is not None:
                self._tell_before_write(written)
            elif name == "backward":
                self._tell_before_write(self.structure.gradients())
        try:
            output = func(*args, **kwargs)
        except BaseException as error:
            self.fail(opened, error)
            raise
        return self.close(opened, output)

    # Opening and closing never raise into the forward, except for RecordingStopped.

    def open(
        self,
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any],
        frame: FrameType,
        module: nn.Module | None = None,
    ) -> Opened | None:
        """Write down that an op or the call of a module begins."""
        clock, events = now(), self.recording.events
        if len(events) >= self.budget:
            raise RecordingStopped
        try:
            number = -1 if module is None else self._number(module)
            parent = -1 if self.running is None else self.running.index
            opened = Opened(len(events), parent, number, self.frames.chain(frame))
            events.append(PENDING)
            self._read(opened, args, kwargs)
            if module is not None and module.__dict__.get("inplace"):
                opened.written = args
            opened.started = started = now()
            self.lost = opened.lost = self.lost + started - clock
            return opened
        except Exception as error:  # noqa: BLE001 (our mistake must not become the model's)
            self._lapse(error)
            return None

    def close(self, opened: Opened | None, output: T, seen_inside: bool = False) -> T:
        """Write down what an event returned, and hand it on; see `Outputs` for `seen_inside`."""
        if opened is None:
            return output
        ended = now()
        took = ended - opened.started - self.lost + opened.lost
        outputs = Outputs(self.values, opened.index, opened.reads, seen_inside)
        try:
            if not seen_inside:
                outputs.find_changed(opened.written)
            output = outputs.hand_on(output)  # type: ignore[assignment]
        except Exception as error:  # noqa: BLE001 (as above)
            self._lapse(error)
        self._put(opened, outputs.all(), outputs.result, took)
        self.lost += now() - ended
        return output

    def fail(self, opened: Opened | None, error: BaseException) -> None:
        """Write down that an event raised; the innermost one is remembered."""
        if opened is None:
            return
        took = now() - opened.started - self.lost + opened.lost
        self._put(opened, (), NOTHING, took)
        which, innermost, outer = self._raised
        if which != id(error) or outer != opened.index:
            innermost = opened.index
        self._raised = (id(error), innermost, opened.parent)

    def where_raised(self, error: BaseException) -> int:
        """The innermost event that raised this error; -1 if none did."""
        return self._raised[1] if self._raised[0] == id(error) else -1

    def stop(self) -> None:
        """Let no event begin any more; called by another thread."""
        self.budget = 0

    def run_unseen(self, module: nn.Module) -> None:
        """Be told that a module runs where nothing is recorded."""
        if get_ident() != self._thread and (number := self.structure.numbers.get(id(module))):
            self.recording.elsewhere.add(number)

    def next_trip(self) -> None:
        """Write down that a marked loop begins its next trip; called by the mark."""
        events = self.recording.events
        if len(events) >= self.budget:
            raise RecordingStopped
        chain = self.frames.chain(sys._getframe(1))
        parent = self.running.index if self.running is not None else -1
        facts = (parent, -1, None, chain, (), (), None, NOTHING, 0, True)
        events.append(_make(Event, facts))

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Work that is not the model's own: unseen and not counted in its time."""
        start, self.is_aside = now(), True
        try:
            with self.guard or nullcontext():
                yield
        finally:
            self.is_aside = False
            self.lost += now() - start

    def _read(self, opened: Opened, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
        reads, read, plain = opened.reads, self.values.read, not kwargs
        for thing in args:
            if isinstance(thing, Tensor):
                reads.append((thing, read(thing), version(thing)))
            else:
                plain = False
                if type(thing) not in PLAIN:
                    reads += [(part, read(part), version(part)) for part in tensors_in(thing)]
        for thing in kwargs.values():
            if type(thing) not in PLAIN:
                reads += [(part, read(part), version(part)) for part in tensors_in(thing)]
        if not plain:
            opened.arguments = (
                tuple([TENSOR if isinstance(thing, Tensor) else literal(thing) for thing in args]),
                {name: literal(thing) for name, thing in kwargs.items()},
            )

    def _tell_before_write(self, target: object) -> None:
        try:
            with self.aside():
                for tensor in tensors_in(target):
                    self.before_write(tensor)  # type: ignore[misc]
        except Exception as error:  # noqa: BLE001 (as above)
            self._lapse(error)

    def _put(
        self, opened: Opened, outputs: tuple[int, ...], result: object, nanoseconds: int
    ) -> None:
        inputs = tuple([read[1] for read in opened.reads])
        facts = (opened.parent, opened.module, opened.function, opened.chain, inputs, outputs,
                 opened.arguments, result, nanoseconds, False)  # fmt: skip
        self.recording.events[opened.index] = _make(Event, facts)
        opened.reads, opened.written = [], None

    def _number(self, module: nn.Module) -> int:
        number = self.structure.numbers.get(id(module))
        if number is None:
            holder = self.running.module if self.running is not None else 0
            number = self.structure.add_foreign(module, holder)
        return number

    def _lapse(self, error: Exception) -> None:
        if len(self.recording.lapses) < 20:
            self.recording.lapses.append(f"{type(error).__name__}: {message_of(error)}")
