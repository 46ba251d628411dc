"""What calls are, apart from their names: so that equal ones can be told to be equal."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, NamedTuple

from inspector.report.model import Call, Module

if TYPE_CHECKING:
    from inspector.graph.index import Index


class Structure(NamedTuple):
    """Some calls side by side with all below them."""

    form: Hashable
    """Equal for equal ones: types, arguments, parameters, shapes, and what reads what inside."""
    taken: tuple[int, ...]
    """The tensors that come from outside, in the order in which they are first read."""


def outline(index: "Index", position: int) -> Hashable:
    """What can be told of an item without looking below it; equal for equal items."""
    call = index.tree.calls[position]
    below = index.tree.ends[position] - position
    outputs = [_form(index, tensor) for tensor in call.outputs] if call is not None else []
    return _kind(index, position), below, tuple(outputs)


def structure(index: "Index", first: int, end: int) -> Structure:
    """The items from `first` to before `end`, which are siblings and all that is below them.

    One pass in the order of the calls: as each item tells how many are below it, the nesting is
    in it too, and no recursion is needed.
    """
    return _Reader(index, first, end).read()


def origin(index: "Index", tensor: int, first: int) -> tuple[int, int] | None:
    """Which item made a tensor, counted from `first`, and a number for which of its outputs it is.

    None if no item from `first` on made it.
    """
    known = index.tensors.get(tensor)
    maker = known.producer if known is not None else None
    position = index.tree.by_call.get(maker, -1) if maker is not None else -1
    call = index.tree.calls[position] if position >= first else None
    if call is None:
        return None
    # Of tensors that were made in the same order the ids are equally far apart.
    return position - first, tensor - call.outputs[0] if call.outputs else 0


class _Reader:
    def __init__(self, index: "Index", first: int, end: int) -> None:
        self._index = index
        self._first, self._end = first, end
        self._tree, self._tensors = index.tree, index.tensors
        self._taken: dict[int, int] = {}
        self._paths = self._own_paths()

    def read(self) -> Structure:
        form = tuple([self._item(position) for position in range(self._first, self._end)])
        return Structure(form, tuple(self._taken))

    def _item(self, position: int) -> Hashable:
        tree = self._tree
        call = tree.calls[position]
        below = tree.ends[position] - position
        if call is None:
            return _kind(self._index, position), below
        # In a loop around all of this the trips differ, as they must.
        frame = call.frame
        is_inner = frame is not None and tree.parents[position] >= self._first
        return (
            _kind(self._index, position),
            below,
            frame.trip if frame is not None and is_inner else 0,
            tuple([self._source(tensor) for tensor in call.inputs]),
            tuple([self._result(tensor, call) for tensor in call.outputs]),
        )

    def _source(self, tensor: int) -> Hashable:
        """Where a tensor comes from, counted from the first item."""
        made = origin(self._index, tensor, self._first)
        if made is not None and made[0] < self._end - self._first:
            return made
        own = self._own(tensor) if made is None else None
        if own is not None:
            return own
        number = self._taken.setdefault(tensor, len(self._taken))
        return number, _form(self._index, tensor)

    def _result(self, tensor: int, call: Call) -> Hashable:
        known = self._tensors.get(tensor)
        if known is None or known.producer != call.id:
            return self._source(tensor)
        return known.shape, known.dtype, known.device

    def _own(self, tensor: int) -> Hashable:
        """A parameter, buffer or constant of the modules themselves, by its place in them."""
        owned = self._index.owners.get(tensor)
        if owned is None:
            return None
        for number, path in enumerate(self._paths):
            if owned.module == path or owned.module.startswith(f"{path}."):
                return number, owned.module[len(path) :], owned.name, _form(self._index, tensor)
        return None

    def _own_paths(self) -> list[str]:
        tree = self._index.tree
        paths: list[str] = []
        position = self._first
        while position < self._end:
            call = tree.calls[position]
            if call is not None and call.module is not None:
                paths.append(call.module)
            position = tree.ends[position]
        return paths


def _kind(index: "Index", position: int) -> Hashable:
    call = index.tree.calls[position]
    if call is None:
        frame = index.tree.frames[position]
        return frame.kind, frame.header, frame.trips
    module = index.modules.get(call.module) if call.module is not None else None
    if module is None:
        return call.kind, call.name, call.arguments, call.failed
    return (
        module.type,
        module.constructor,
        module.arguments,
        module.training,
        index.parameters.get(module.path, 0),
        _kept(index, module) if module.parameters or module.buffers or module.constants else (),
    )


def _kept(index: "Index", module: Module) -> Hashable:
    return (
        tuple([(each.trainable, _form(index, each.tensor)) for each in module.parameters]),
        tuple([_form(index, each.tensor) for each in module.buffers]),
        tuple([_form(index, each.tensor) for each in module.constants]),
    )


def _form(index: "Index", tensor: int) -> Hashable:
    known = index.tensors.get(tensor)
    return (known.shape, known.dtype, known.device) if known is not None else None
