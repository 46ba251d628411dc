"""Calls of a module's `forward` by its name, past `__call__`: ``self.layer.forward(x)``.

torch runs no hooks then, but the module does run. Only where the code of the model's classes
mentions `forward` are the classes' forwards wrapped, so that all other models pay nothing.
"""

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any

import torch
from torch import nn

from inspector.engine.recorder.calls import recorded_call
from inspector.engine.recorder.recorder import Recorder

_CALL = nn.Module._call_impl.__code__


@contextmanager
def calls_by_name_recorded(recorder: Recorder) -> Iterator[None]:
    """Record a forward that something other than the module's own `__call__` runs as a call."""
    kinds = {type(entry.module) for entry in recorder.structure.entries}
    if not any(map(_mentions_forward, kinds)):
        yield
        return
    own = {kind: vars(kind).get("forward") for kind in kinds}
    for kind in kinds:
        if not issubclass(kind, torch.jit.ScriptModule):
            kind.forward = _seen(recorder, kind, kind.forward)
    try:
        yield
    finally:
        for kind, forward in own.items():
            if forward is not None:
                kind.forward = forward
            elif "forward" in vars(kind):
                del kind.forward


def _seen(
    recorder: Recorder, kind: type[nn.Module], original: Callable[..., Any]
) -> Callable[..., Any]:
    """The forward of one class; a subclass that runs it by `super()` is not calling a module."""

    @functools.wraps(original)
    def forward(module: nn.Module, *args: Any, **kwargs: Any) -> Any:
        caller = sys._getframe(1)
        if caller.f_code is _CALL or type(module) is not kind:
            return original(module, *args, **kwargs)
        return recorded_call(recorder, original, module, args, kwargs, caller)

    return forward


def _mentions_forward(kind: type[nn.Module]) -> bool:
    for base in kind.__mro__:
        if not base.__module__.startswith(("torch.", "builtins")):
            for attribute in vars(base).values():
                function = getattr(attribute, "__func__", attribute)
                code = getattr(function, "__code__", None)
                if isinstance(code, CodeType) and _uses(code, "forward"):
                    return True
    return False


def _uses(code: CodeType, name: str) -> bool:
    """Whether the code, or a function defined in it, looks up an attribute of this name."""
    pending = [code]
    while pending:
        one = pending.pop()
        if name in one.co_names:
            return True
        pending += [part for part in one.co_consts if isinstance(part, CodeType)]
    return False
