"""What an argument or a result holds: its tensors at any depth, its literals for display."""

import dataclasses
import types
from collections import deque
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

import torch
from torch import Tensor, nn

PLAIN: frozenset[type] = frozenset(
    (
        *(int, float, bool, str, bytes, complex, type(None), type(...), range),
        *(torch.dtype, torch.device, torch.layout, torch.memory_format, torch.Size),
    )
)
"""Types that hold no tensor and are safe to keep."""

_NAMED = (type, types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType)
_OPAQUE = (nn.Module, type, types.FunctionType, types.MethodType, types.ModuleType)
_LIMIT = 200_000
_SHOWN = 8


class Word(str):
    """Stands for an object that is shown by a word and not kept."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


TENSOR = Word("…")


def tensors_in(thing: object) -> list[Tensor]:
    """Every tensor in a nest of containers, dataclasses and plain objects, in reading order.

    Looks no deeper into modules and functions, at no more than 200,000 things, and past what
    raises when it is looked at.
    """
    if type(thing) is Tensor:
        return [thing]
    found: list[Tensor] = []
    stack: list[object] = [thing]
    seen: set[int] = set()
    for _ in range(_LIMIT):
        if not stack:
            break
        item = stack.pop()
        if type(item) in PLAIN or id(item) in seen:
            continue
        try:
            if isinstance(item, Tensor):
                found.append(item)
            elif not isinstance(item, _OPAQUE):
                seen.add(id(item))
                stack.extend(reversed(_parts(item)))
        except KeyboardInterrupt:
            raise
        except BaseException:  # noqa: BLE001 (an object of the user's may raise anything)
            continue
    return found


def _parts(thing: object) -> list[object]:
    if isinstance(thing, (tuple, list, set, frozenset, deque)):
        return [part for part in islice(thing, _LIMIT) if type(part) not in PLAIN]
    if isinstance(thing, Mapping):
        return list(islice(thing.values(), _LIMIT))
    if isinstance(thing, slice):
        return [thing.start, thing.stop, thing.step]
    if dataclasses.is_dataclass(thing):
        return [getattr(thing, field.name, None) for field in dataclasses.fields(thing)]
    if type(thing).__module__ not in ("builtins", "numpy") and hasattr(thing, "__dict__"):
        return list(vars(thing).values())
    return []


def literal(thing: object, depth: int = 3) -> object:
    """The thing itself if it is a small literal, else a word for it; holds no tensor.

    Asks nothing of an object of the user's, which might answer with an exception.
    """
    kind = type(thing)
    if kind in PLAIN:
        return thing if not isinstance(thing, (str, bytes)) or len(thing) < 80 else Word("'…'")
    if issubclass(kind, Tensor):
        return TENSOR
    if kind is slice:
        return slice(*(literal(part, 0) for part in _parts(thing)))
    if depth and issubclass(kind, (tuple, list)):
        parts = _first_parts(thing)
        shown = [literal(item, depth - 1) for item in parts[:_SHOWN]]
        if len(parts) > _SHOWN:
            shown.append(Word("…"))
        return shown if kind is list else tuple(shown)
    if depth and kind is dict and len(thing) <= _SHOWN:  # type: ignore[arg-type]
        return {literal(key, 0): literal(value, depth - 1) for key, value in thing.items()}  # type: ignore[attr-defined]
    named: Any = thing if issubclass(kind, _NAMED) else kind
    return Word(named.__name__)


def _first_parts(thing: Any) -> Sequence[object]:
    """A few items of a list or tuple, whatever its class makes of indexing."""
    kind = list if issubclass(type(thing), list) else tuple
    return kind.__getitem__(thing, slice(_SHOWN + 1))


def shown(thing: object) -> str:
    """A literal as it would be written; floats with four significant digits."""
    if isinstance(thing, float):
        return f"{thing:.4g}"
    if isinstance(thing, slice):
        ends = ["" if end is None else shown(end) for end in (thing.start, thing.stop)]
        return ":".join([*ends, shown(thing.step)] if thing.step is not None else ends)
    if isinstance(thing, tuple) and not isinstance(thing, torch.Size):
        inside = ", ".join(map(shown, thing))
        return f"({inside},)" if len(thing) == 1 else f"({inside})"
    if isinstance(thing, list):
        return f"[{', '.join(map(shown, thing))}]"
    if isinstance(thing, torch.Size):
        return str(tuple(thing))
    if isinstance(thing, torch.device):
        return repr(str(thing))
    try:
        return "..." if thing is ... else repr(thing)
    except ValueError:  # a number of more digits than Python writes
        return "…"
