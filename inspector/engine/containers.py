"""Lists, dicts, sets and objects that a model keeps: what is in them, and how to put it back."""

from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import islice
from operator import is_
from typing import Any

from torch import Tensor, nn
from torch.optim import Optimizer

from inspector.engine.recorder.attributes import is_users_object
from inspector.engine.recorder.contents import PLAIN

_MOST = 100_000
_ANYTHING = (Exception, SystemExit, GeneratorExit)
_PutBack = Callable[[], None]


class Containers:
    """The members of all containers and plain objects that can be reached from some things.

    Does not look into modules. `tensors` are those met on the way.
    """

    def __init__(self, things: Iterable[object]) -> None:
        self.tensors: list[Tensor] = []
        self._put_back: list[_PutBack] = []
        pending, seen = list(things), set[int]()
        while pending and len(seen) < _MOST:
            thing = pending.pop()
            if type(thing) in PLAIN or id(thing) in seen:
                continue
            seen.add(id(thing))
            with suppress(*_ANYTHING):  # an object of the user's may raise it when looked at
                if isinstance(thing, Tensor):
                    self.tensors.append(thing)
                else:
                    pending += self._members(thing)

    def restore(self) -> None:
        """Give each container the members that it had, unless it has them still."""
        for put_back in self._put_back:
            with suppress(*_ANYTHING):  # as above
                put_back()

    def _members(self, thing: object) -> list[Any]:
        if isinstance(thing, (list, deque)):
            self._remember(thing, members := list(islice(thing, _MOST)), _fill_sequence)
            return members
        if isinstance(thing, dict):
            self._remember(thing, items := dict(thing), _fill_dict)
            return list(items.values())
        if isinstance(thing, set):
            self._remember(thing, elements := set(thing), _fill_set)
            return list(elements)
        if isinstance(thing, (tuple, frozenset)):
            return list(thing)
        if isinstance(thing, Optimizer) or is_users_object(thing):
            return [] if isinstance(thing, nn.Module) else [vars(thing)]
        return []

    def _remember(self, thing: Any, members: Any, fill: Callable[[Any, Any], None]) -> None:
        self._put_back.append(lambda: fill(thing, members))


def _fill_sequence(thing: list[Any] | deque[Any], members: list[Any]) -> None:
    if len(members) == _MOST:  # not all of them are known
        return
    if len(thing) != len(members) or not all(map(is_, thing, members)):
        thing.clear()
        thing.extend(members)


def _fill_dict(thing: dict[Any, Any], members: dict[Any, Any]) -> None:
    same = len(thing) == len(members) and all(map(is_, thing.values(), members.values()))
    if not same or list(thing) != list(members):
        thing.clear()
        thing.update(members)


def _fill_set(thing: set[Any], members: set[Any]) -> None:
    if thing != members:
        thing.clear()
        thing.update(members)
