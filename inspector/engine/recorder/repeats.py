"""Identical blocks are run once: on the meta device the record of one tells that of its twins.

A call is written down from the record of an earlier one, instead of being run, if both modules
have one signature, their arguments are alike, their code depends on nothing else, and the record
of the first holds only what is the module's own. Where any of this cannot be decided, it runs.
"""

import threading
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.modules import module as torch_module

from inspector.engine.recorder.capture import Mark, leave, mark, template
from inspector.engine.recorder.contents import PLAIN
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.purity import ImpureError, Read, outer_reads
from inspector.engine.recorder.recorder import Recorder
from inspector.engine.recorder.replay import write_down
from inspector.engine.recorder.signatures import Signature, UnsignedError, facts_of, signature_of
from inspector.engine.recorder.templates import Template

_NO_FUNCTIONS = torch._C.DisableTorchFunction
_functions_depth: Callable[[], int] = torch._C._len_torch_function_stack
_GLOBAL_HOOKS = (
    torch_module._global_forward_hooks,
    torch_module._global_forward_pre_hooks,
    torch_module._global_backward_hooks,
    torch_module._global_backward_pre_hooks,
)

_GRADIENTS = frozenset(("grad", "backward", "register_hook", "vjp", "jvp"))

Arguments = tuple[Any, ...]
Keywords = Mapping[str, Any]


@dataclass
class Call:
    """A call that may be written down from another, or from which others may be."""

    key: Hashable
    signature: Signature
    tensors: list[Tensor]


@dataclass
class Running:
    """A call that runs, and what the record was before it if that will be asked."""

    call: Call | None
    since: Mark | None
    was_inside_whole: bool
    peak: int = 0


class Repeats:
    """Remembers calls of one recording by all that they depend on."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._templates: dict[Hashable, Template | None] = {}
        self._reads: dict[frozenset[object], list[Read] | None] = {}
        self._kinds = _kinds(recorder)
        self._alone = {kind for kind, times in Counter(self._kinds.values()).items() if times == 1}
        self._is_inside_whole = False
        """Whether a call runs that is recorded as one piece."""
        self._thread = threading.get_ident()
        self._depth = _functions_depth()

    def watches(self) -> bool:
        """Whether this call is recorded: not on another thread, nor inside of an opaque one."""
        return not self._is_inside_whole and threading.get_ident() == self._thread

    def begin(self, call: Call | None) -> Running:
        """A call is going to run: as a whole, if the recorder is not watching inside it."""
        since = None
        if call is not None and call.key not in self._templates:
            with _NO_FUNCTIONS():
                since = mark(self._recorder, call.tensors)
        before, self._is_inside_whole = self._is_inside_whole, _functions_depth() == self._depth
        return Running(call, since, before)

    def end(self, running: Running) -> None:
        """A call has returned or raised."""
        self._is_inside_whole = running.was_inside_whole
        if running.since is not None:
            running.peak = leave(self._recorder, running.since)

    def call(self, module: nn.Module, args: Arguments, kwargs: Keywords) -> Call | None:
        """The call with all that it depends on; None if it cannot be told."""
        if not self._may_repeat(module):
            return None
        with _NO_FUNCTIONS():
            try:
                return self._describe(module, args, kwargs)
            except Exception:  # noqa: BLE001 (what cannot be told is run)
                self._alone.add(self._kinds[id(module)])
                return None

    def written(self, call: Call) -> Template | None:
        """The record of an earlier call like this one."""
        found = self._templates.get(call.key)
        events = len(self._recorder.recording.events)
        if found is None or events + len(found.steps) >= self._recorder.budget:
            return None
        return found

    def write_down(self, call: Call, found: Template) -> object:
        """Record the call and return what it would have returned."""
        self._recorder.recording.repeated += 1
        with _NO_FUNCTIONS():
            return write_down(self._recorder, found, call.signature, call.tensors)

    def remember(self, module: nn.Module, running: Running, output: object) -> None:
        """Keep the record of a call that was run, if it can stand for others."""
        call, since = running.call, running.since
        if call is None or since is None:
            return
        found = None
        with _NO_FUNCTIONS():
            try:
                if signature_of(module).key == call.signature.key:
                    given = (call.signature, call.tensors, output)
                    found = template(self._recorder, since, running.peak, *given)
            except Exception:  # noqa: BLE001 (it is run again, then)
                pass
        self._templates[call.key] = found

    def _may_repeat(self, module: nn.Module) -> bool:
        kind = self._kinds.get(id(module))
        if kind is None or kind in self._alone:
            return False
        return _functions_depth() <= self._depth + 1 and not torch._C._len_torch_dispatch_stack()

    def _describe(self, module: nn.Module, args: Arguments, kwargs: Keywords) -> Call | None:
        if torch._C._is_any_autocast_enabled() or torch._C._functorch.peek_interpreter_stack():
            return None
        tensors: list[Tensor] = []
        given = [*_argument_key((*args, *kwargs.values()), tensors), *kwargs]
        signature = signature_of(module)
        reads = self._outer_reads(signature.code)
        if reads is None:
            raise ImpureError
        numbers = self._recorder.structure.numbers
        if not all(id(part) in numbers for part in signature.modules):
            return None
        if {id(t) for t in tensors} & {id(t) for t in signature.tensors}:
            return None
        state = (torch.is_grad_enabled(), torch.is_inference_mode_enabled(),
                 torch.get_default_dtype(), _functions_depth())  # fmt: skip
        key = (state, len(args), *given, *[read() for read in reads], *signature.key)
        if any(tensor.is_inference() for tensor in tensors):
            return None
        return Call(key, signature, tensors)

    def _outer_reads(self, code: frozenset[object]) -> list[Read] | None:
        if code not in self._reads:
            try:
                self._reads[code] = outer_reads(code)
            except ImpureError:
                self._reads[code] = None
        return self._reads[code]


@contextmanager
def repeats_recognized(recorder: Recorder) -> Iterator[Repeats]:
    """Let the calls of identical blocks be written down instead of run."""
    original = nn.Module._call_impl
    repeats = Repeats(recorder)

    def _call_impl(module: nn.Module, *args: Any, **kwargs: Any) -> Any:
        if not repeats.watches():
            return original(module, *args, **kwargs)  # type: ignore[no-untyped-call]
        call = repeats.call(module, args, kwargs)
        if call is not None and (found := repeats.written(call)) is not None:
            return repeats.write_down(call, found)
        running = repeats.begin(call)
        try:
            output = original(module, *args, **kwargs)  # type: ignore[no-untyped-call]
        finally:
            repeats.end(running)
        repeats.remember(module, running, output)
        return output

    if any(_GLOBAL_HOOKS):
        yield repeats
        return
    nn.Module._call_impl = _call_impl  # type: ignore[method-assign, assignment]
    try:
        yield repeats
    finally:
        nn.Module._call_impl = original  # type: ignore[method-assign]


def was_told_apart(recording: Recording) -> bool:
    """Whether the forward may have noticed that calls were not run.

    It failed, or it asked for gradients, which do not reach into what was only written down.
    """
    return bool(recording.repeated) and (
        recording.error is not None
        or any(getattr(event.function, "__name__", "") in _GRADIENTS for event in recording.events)
    )


def _kinds(recorder: Recorder) -> dict[int, Hashable]:
    """A first rough sorting of the modules: those alone of their kind are no repetition."""
    return {
        id(entry.module): (type(entry.module), *entry.module._modules)
        for entry in recorder.structure.entries
        if not isinstance(entry.module, torch.jit.ScriptModule)
    }


def _argument_key(things: Arguments, tensors: list[Tensor]) -> list[Any]:
    """What a call is given, as a value; the tensors are collected. Raises UnsignedError."""
    key: list[Any] = []
    first: dict[int, int] = {}
    memories: dict[int, int] = {}
    stack = list(things[::-1])
    while stack:
        thing = stack.pop()
        kind = type(thing)
        key.append(kind)
        if kind in PLAIN:
            key.append(thing)
        elif kind is tuple:
            key.append(len(thing))
            stack += thing[::-1]
        elif kind is Tensor and not thing.__dict__:
            memory = thing.untyped_storage()._cdata
            same, shared = first.setdefault(id(thing), len(tensors)), len(tensors)
            key += (same, memories.setdefault(memory, shared), *facts_of(thing))
            if same == len(tensors):
                tensors.append(thing)
        else:
            raise UnsignedError(kind.__name__)
    return key
