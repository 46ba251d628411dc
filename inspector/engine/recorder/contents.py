"""What an argument or a result holds: its tensors at any depth, its literals for display."""

import dataclasses
import types
from collections import deque
from collections.abc import Mapping

import torch
from torch import Tensor, nn

PLAIN: frozenset[type] = frozenset(
    (
        *(int, float, bool, str, bytes, complex, type(None), type(...), range),
        *(torch.dtype, torch.device, torch.layout, torch.memory_format, torch.Size),
    )
)
"""Types that hold no tensor and are safe to keep."""

_OPAQUE = (nn.Module, type, types.FunctionType, types.MethodType, types.ModuleType)
_LIMIT = 100_000
_SHOWN = 8


class Word(str):
    """Stands for an object that is shown by a word and not kept."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


TENSOR = Word("…")


def tensors_in(thing: object) -> list[Tensor]:
    """Every tensor in a nest of containers, dataclasses and plain objects, in reading order.

    Looks no deeper into modules and functions, and at no more than 100,000 things.
    """
    if isinstance(thing, Tensor):
        return [thing]
    found: list[Tensor] = []
    stack: list[object] = [thing]
    seen: set[int] = set()
    for _ in range(_LIMIT):
        if not stack:
            break
        item = stack.pop()
        if isinstance(item, Tensor):
            found.append(item)
        elif type(item) not in PLAIN and not isinstance(item, _OPAQUE) and id(item) not in seen:
            seen.add(id(item))
            stack.extend(reversed(_parts(item)))
    return found


def _parts(thing: object) -> list[object]:
    if isinstance(thing, (tuple, list, set, frozenset, deque)):
        return list(thing)
    if isinstance(thing, Mapping):
        return list(thing.values())
    if isinstance(thing, slice):
        return [thing.start, thing.stop, thing.step]
    if dataclasses.is_dataclass(thing):
        return [getattr(thing, field.name, None) for field in dataclasses.fields(thing)]
    if type(thing).__module__ not in ("builtins", "numpy") and hasattr(thing, "__dict__"):
        return list(vars(thing).values())
    return []


def literal(thing: object, depth: int = 3) -> object:
    """The thing itself if it is a small literal, else a word for it; holds no tensor."""
    if isinstance(thing, Tensor):
        return TENSOR
    kind = type(thing)
    if kind in PLAIN:
        return thing if not isinstance(thing, (str, bytes)) or len(thing) < 80 else Word("'…'")
    if isinstance(thing, slice):
        return slice(*(literal(part, 0) for part in (thing.start, thing.stop, thing.step)))
    if depth and isinstance(thing, (tuple, list)):
        shown = [literal(item, depth - 1) for item in thing[:_SHOWN]]
        if len(thing) > _SHOWN:
            shown.append(Word("…"))
        return shown if kind is list else tuple(shown)
    if depth and kind is dict and len(thing) <= _SHOWN:  # type: ignore[arg-type]
        return {key: literal(value, depth - 1) for key, value in thing.items()}  # type: ignore[attr-defined]
    return Word(getattr(thing, "__name__", None) or kind.__name__)


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
    try:
        return "..." if thing is ... else repr(thing)
    except ValueError:  # a number of more digits than Python writes
        return "…"
