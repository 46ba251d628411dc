"""The guard against tensors that would not fit into memory: asked before they are allocated."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from inspector.engine.memory import free_memory
from inspector.engine.recorder.names import op_name
from inspector.report.units import size

_SMALL = 64_000_000
"""Bytes below which nobody asks whether they fit."""

Sizes = tuple[int, ...]
Arguments = tuple[Any, ...]
Keywords = Mapping[str, Any]


class TooLargeError(MemoryError):
    """A tensor larger than the free memory; raised before anything is allocated."""

    def __init__(self, call: str, needed: int, free: int) -> None:
        super().__init__(f"{call} would need {size(needed)}; {size(free)} are free.")
        self.call = call


class MemoryGuard(TorchFunctionMode):
    """Watches the functions that make tensors of a given size."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: object,
        args: Arguments = (),
        kwargs: Keywords | None = None,
    ) -> Any:
        name, kwargs = op_name(func), kwargs or {}
        if name in _MAKERS:  # most functions are none
            self.check(name, args, kwargs)
        return func(*args, **kwargs)

    def check(self, name: str, args: Arguments, kwargs: Keywords) -> None:
        """Raise TooLargeError if this call would make a tensor that does not fit."""
        sizes_of = _MAKERS.get(name)
        sizes = sizes_of(args, kwargs) if sizes_of is not None else None
        if sizes is None:
            return
        needed = math.prod(sizes) * _item_bytes(name, args, kwargs)
        if needed > _SMALL and needed > (free := free_memory()):
            shape = ", ".join(map(str, sizes))
            made = f"torch.{name}({shape})" if name in _FACTORIES else f"{name} to ({shape})"
            raise TooLargeError(made, needed, free)
        self.spend(needed)

    def spend(self, needed: int) -> None:
        """Hear of bytes that are about to be taken."""


def _given(args: Arguments, kwargs: Keywords, start: int = 0) -> Sizes | None:
    """Sizes given as numbers or as one sequence."""
    sizes = kwargs.get("size", args[start:])
    if len(sizes) == 1 and isinstance(sizes[0], (tuple, list)):
        sizes = sizes[0]
    return _whole(sizes)


def _whole(sizes: Any) -> Sizes | None:
    if isinstance(sizes, (tuple, list)) and all(type(length) is int for length in sizes):
        return tuple(sizes)
    return None


def _after_tensor(args: Arguments, kwargs: Keywords) -> Sizes | None:
    return _given(args, kwargs, 1)


def _first(args: Arguments, kwargs: Keywords) -> Sizes | None:
    return _whole(kwargs.get("size", args[0] if args else None))


def _last_sequence(args: Arguments, kwargs: Keywords) -> Sizes | None:
    sequences = [thing for thing in args if isinstance(thing, (tuple, list))]
    return _whole(kwargs.get("size", sequences[-1] if sequences else None))


def _same(args: Arguments, kwargs: Keywords) -> Sizes | None:
    return tuple(args[0].shape) if args and isinstance(args[0], Tensor) else None


def _repeated(args: Arguments, kwargs: Keywords) -> Sizes | None:
    times, shape = _given(args, kwargs, 1), _same(args, kwargs)
    if times is None or shape is None:
        return None
    length = max(len(times), len(shape))
    wide_times, wide = ((1,) * (length - len(each)) + each for each in (times, shape))
    return tuple(size * count for size, count in zip(wide, wide_times, strict=True))


def _square(args: Arguments, kwargs: Keywords) -> Sizes | None:
    sizes = _whole(args[:2])
    return sizes * 2 if sizes is not None and len(sizes) == 1 else sizes


def _steps(args: Arguments, kwargs: Keywords) -> Sizes | None:
    numbers = [thing for thing in args if isinstance(thing, (int, float))]
    if not numbers:
        return None
    start, end = (0, numbers[0]) if len(numbers) == 1 else numbers[:2]
    step = numbers[2] if len(numbers) > 2 and numbers[2] else 1
    return (max(0, int((end - start) / step)),)


_MAKERS: dict[str, Callable[[Arguments, Keywords], Sizes | None]] = {
    **dict.fromkeys(("rand", "randn", "zeros", "ones", "empty"), _given),
    **dict.fromkeys(("new_zeros", "new_ones", "new_empty", "new_full"), _after_tensor),
    "full": _first,
    **dict.fromkeys(("randint", "normal"), _last_sequence),
    **dict.fromkeys(
        ("zeros_like", "ones_like", "empty_like", "full_like", "rand_like", "randn_like"), _same
    ),
    **dict.fromkeys(("clone", "contiguous"), _same),
    **dict.fromkeys(("repeat", "tile"), _repeated),
    "eye": _square,
    "arange": _steps,
}


_FACTORIES = frozenset(("rand", "randn", "zeros", "ones", "empty", "full", "randint", "normal",
                        "eye", "arange"))  # fmt: skip
"""Functions that are called with the sizes themselves."""


def _item_bytes(name: str, args: Arguments, kwargs: Keywords) -> int:
    if str(kwargs.get("device", "")) == "meta":
        return 0
    dtype = kwargs.get("dtype")
    if isinstance(dtype, torch.dtype):
        return dtype.itemsize
    if args and isinstance(args[0], Tensor):
        return 0 if args[0].device.type == "meta" else args[0].element_size()
    return 8 if name in ("randint", "arange") else torch.get_default_dtype().itemsize
