"""Attributes of a module that torch does not register: plain tensors, and modules in containers."""

import functools
import types
from collections import deque
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from torch import Tensor, nn

from inspector.engine.recorder.contents import PLAIN

_OF_EVERY_MODULE = frozenset(vars(nn.Module()))
_UNINTERESTING = PLAIN | {types.BuiltinFunctionType, type}
_FOREIGN_PACKAGES = ("torch.", "builtins", "numpy", "collections", "threading", "logging", "re")
_DEEPEST = 6
_LONGEST = 10_000
_MOST = 100_000


class Found(NamedTuple):
    """A tensor or module, and how one gets there from the module that holds it."""

    name: str
    thing: Tensor | nn.Module


class _Step(NamedTuple):
    name: str
    thing: object
    depth: int


def unregistered(module: nn.Module) -> list[tuple[str, object]]:
    """The module's own attributes that could hold a tensor or a module."""
    attributes = module.__dict__
    return [
        (name, attributes[name])
        for name in _own_names(tuple(attributes))
        if type(attributes[name]) not in _UNINTERESTING
    ]


@functools.lru_cache(4096)
def _own_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Those that not every module has; modules of one class mostly have the same."""
    return tuple(name for name in names if name not in _OF_EVERY_MODULE)


def search(attributes: list[tuple[str, object]]) -> Iterator[Found]:
    """All tensors and modules in these attributes, through containers, closures and objects.

    Does not look into the modules it finds, past what raises when it is looked at, nor at more
    than 100,000 things.
    """
    stack = [_Step(name, thing, 0) for name, thing in reversed(attributes)]
    seen: set[int] = set()
    while stack and len(seen) < _MOST:
        name, thing, depth = stack.pop()
        if type(thing) in _UNINTERESTING or id(thing) in seen:
            continue
        seen.add(id(thing))
        steps: list[_Step] = []
        try:
            found = isinstance(thing, (Tensor, nn.Module))
            if not found and depth < _DEEPEST:
                parts = _inside(thing)
                steps = [
                    _Step(name + tail, part, depth + 1)
                    for tail, part in parts
                    if type(part) not in _UNINTERESTING
                ]
        except KeyboardInterrupt:
            raise
        except BaseException:  # noqa: BLE001 (an object of the user's may raise anything)
            continue
        if found:
            yield Found(name, thing)  # type: ignore[arg-type]
        stack.extend(reversed(steps))


def _inside(thing: object) -> list[tuple[str, object]]:
    if isinstance(thing, (list, tuple, set, frozenset, deque)):
        return [(f"[{index}]", part) for index, part in enumerate(islice(thing, _LONGEST))]
    if isinstance(thing, Mapping):
        return [(f"[{_key(key)}]", part) for key, part in islice(thing.items(), _LONGEST)]
    if isinstance(thing, functools.partial):
        return [(".func", thing.func), (".args", thing.args), (".keywords", thing.keywords)]
    if isinstance(thing, types.FunctionType):
        return _closure(thing)
    if is_users_object(thing):
        return [(f".{name}", part) for name, part in list(vars(thing).items())]
    return []


def _key(key: object) -> str:
    return repr(key) if isinstance(key, (str, int, float, bool)) else type(key).__name__


def _closure(function: types.FunctionType) -> list[tuple[str, object]]:
    parts: list[tuple[str, object]] = []
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        try:
            parts.append((f".{name}", cell.cell_contents))
        except ValueError:  # not yet assigned
            continue
    return parts


def is_users_object(thing: object) -> bool:
    """Whether this is an instance of a class of the user's or of a library above torch."""
    if isinstance(thing, (type, types.ModuleType, types.MethodType)):
        return False
    return hasattr(thing, "__dict__") and not type(thing).__module__.startswith(_FOREIGN_PACKAGES)
