"""Module calls: `nn.Module._call_impl` is replaced while one forward is recorded.

Not `__call__`, which would change a slot of every class of modules there is: with a large library
imported that takes longer than many a forward, and slows down what runs next.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from inspector.engine.recorder.quick import LONG_WAY, quick_caller
from inspector.engine.recorder.recorder import Opened, Recorder
from inspector.engine.recorder.structure import Entry

_pop: Callable[[], TorchFunctionMode] = torch._C._pop_torch_function_stack
_push: Callable[[TorchFunctionMode], None] = torch._C._push_on_torch_function_stack
_depth: Callable[[], int] = torch._C._len_torch_function_stack

_DUNDER_CALL = nn.Module.__call__.__code__
_CONTAINERS = (nn.Sequential, nn.ModuleList, nn.ModuleDict, nn.ParameterList, nn.ParameterDict)
_OPEN, _LEAF, _WHOLE = range(3)
_leaf_types: dict[type, int] = {}
"""Of torch's own classes; those of the user come and go."""


def is_leaf(module: nn.Module) -> bool:
    """Whether a call of the module is recorded as one piece: torch.nn's own, without hooks."""
    kind = type(module)
    leaf = _leaf_types.get(kind)
    if leaf is None:
        leaf = _leaf_type(kind)
    if not leaf or module._forward_hooks or module._forward_pre_hooks:
        return False
    return not module._modules or leaf is _WHOLE


def _leaf_type(kind: type) -> int:
    if issubclass(kind, torch.jit.ScriptModule):
        return _WHOLE
    if not kind.__module__.startswith("torch.nn.modules."):
        return _OPEN
    leaf = _OPEN if issubclass(kind, _CONTAINERS) else _LEAF
    _leaf_types[kind] = _WHOLE if kind is nn.MultiheadAttention else leaf
    return _leaf_types[kind]


@contextmanager
def calls_recorded(recorder: Recorder) -> Iterator[None]:
    """Send every module call on this thread through the recorder."""
    original = nn.Module._call_impl
    quick_call = quick_caller(recorder, original)
    short_way = type(recorder) is Recorder  # others want to be asked about every call

    def _call_impl(module: nn.Module, *args: Any, **kwargs: Any) -> Any:
        frame = sys._getframe(1)
        if frame.f_code is _DUNDER_CALL and frame.f_back is not None:
            frame = frame.f_back
        if (
            short_way
            and len(args) == 1
            and _leaf_types.get(type(module)) == _LEAF
            and not (kwargs or module._forward_hooks or module._forward_pre_hooks)
            and not module._modules
            and _depth()
        ):
            mode = _pop()
            try:
                if mode is recorder:
                    output = quick_call(module, args[0], frame)
                    if output is not LONG_WAY:
                        return output
            finally:
                _push(mode)
        return recorded_call(recorder, original, module, args, kwargs, frame)

    with _uncompiled(recorder.structure.entries):
        nn.Module._call_impl = _call_impl  # type: ignore[method-assign, assignment]
        try:
            yield
        finally:
            nn.Module._call_impl = original  # type: ignore[method-assign]


@contextmanager
def _uncompiled(entries: list[Entry]) -> Iterator[None]:
    """Modules that were compiled in place run as they are written, or nothing of them is seen."""
    compiled = [entry.module for entry in entries if "_compiled_call_impl" in entry.module.__dict__]
    before = [module._compiled_call_impl for module in compiled]
    for module in compiled:
        module._compiled_call_impl = None
    try:
        yield
    finally:
        for module, implementation in zip(compiled, before, strict=True):
            module._compiled_call_impl = implementation


def recorded_call(
    recorder: Recorder,
    run: Callable[..., Any],
    module: nn.Module,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    frame: FrameType,
) -> Any:
    """Run a module as one event with what happens inside; `frame` is where it is called."""
    modes = _take_off(recorder)
    if not modes:  # another thread, or inside a function that is recorded as one op
        recorder.run_unseen(module)
        return run(module, *args, **kwargs)
    try:
        opened = recorder.open(args, kwargs, frame, module)
        try:
            _materialize(recorder, module, args, kwargs)
            seen_inside = len(modes) > 1 or not is_leaf(module)
            if seen_inside:
                with _watched(recorder, modes, opened):
                    output = run(module, *args, **kwargs)
            else:
                output = run(module, *args, **kwargs)
        except BaseException as error:
            recorder.fail(opened, error)
            raise
        return recorder.close(opened, output, seen_inside)
    finally:
        _put_on(modes)


def _take_off(recorder: Recorder) -> list[TorchFunctionMode]:
    """Pop the recorder, and the modes of the model above it; empty if it is not active here."""
    modes: list[TorchFunctionMode] = []
    while _depth():
        modes.append(_pop())
        if modes[-1] is recorder:
            return modes
    _put_on(modes)
    return []


@contextmanager
def unwatched() -> Iterator[None]:
    """Hide from the recorder that is active on this thread, if any: one trace within another."""
    modes = [_pop() for _ in range(_depth())]
    others = [mode for mode in modes if not isinstance(mode, Recorder)]
    _put_on(others)
    try:
        yield
    finally:
        for _ in others:
            _pop()
        _put_on(modes)


def _put_on(modes: list[TorchFunctionMode]) -> None:
    for mode in reversed(modes):
        _push(mode)


class _watched:  # noqa: N801 (a context manager, and a generator would be slower)
    """The recorder sees what happens inside a module call."""

    def __init__(
        self, recorder: Recorder, modes: list[TorchFunctionMode], opened: Opened | None
    ) -> None:
        self._recorder, self._modes, self._opened = recorder, modes, opened

    def __enter__(self) -> None:
        self._outer = self._recorder.running
        self._recorder.running = self._opened or self._outer
        _put_on(self._modes)

    def __exit__(self, *error: object) -> None:
        _take_off(self._recorder)
        self._recorder.running = self._outer


def _materialize(
    recorder: Recorder, module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    """Let a lazy module make its parameters now, outside the record and the time."""
    if isinstance(module, nn.modules.lazy.LazyModuleMixin) and module.has_uninitialized_params():
        with recorder.aside():
            module._infer_parameters(module, args, kwargs)
