"""Transformers take the way that they take when nobody watches.

In evaluation without gradients torch's encoder layers and attention are one fused function. They
ask first whether something wants to see each function, and then take a slower way with slightly
different numbers. The recorder does not want that: the fused function is an op as any other.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch.overrides import TorchFunctionMode

_pop: Callable[[], TorchFunctionMode] = torch._C._pop_torch_function_stack
_push: Callable[[TorchFunctionMode], None] = torch._C._push_on_torch_function_stack
_depth: Callable[[], int] = torch._C._len_torch_function_stack


@contextmanager
def fast_paths_taken(recorder: TorchFunctionMode) -> Iterator[None]:
    """Let ``torch.overrides.has_torch_function`` answer as if there were no recorder."""
    original = torch.overrides.has_torch_function

    def has_torch_function(args: Iterable[Any]) -> bool:
        if not _depth():
            return original(args)
        mode = _pop()
        if mode is not recorder:  # the model's own mode is on top, or this is another thread
            _push(mode)
            return original(args)
        try:
            return original(args)
        finally:
            _push(mode)

    torch.overrides.has_torch_function = has_torch_function
    try:
        yield
    finally:
        torch.overrides.has_torch_function = original
