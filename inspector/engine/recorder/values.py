"""Identity: which recorded value a live tensor holds at this moment, without keeping it alive."""

import weakref
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Literal, NamedTuple

import torch
from torch import Tensor, nn

from inspector.engine.recorder.alive import Alive
from inspector.engine.recorder.extents import Extent, extent_of

Role = Literal["input", "parameter", "buffer", "constant", "activation"]

NO_VERSION = -1
"""The version of a tensor whose changes torch does not count."""

OUTSIDE = -1
"""Stands for the producer of a value that no recorded event made."""

_is_wrapped = torch._C._functorch.is_functorch_wrapped_tensor
_unwrap = torch._C._functorch.get_unwrapped
_transforming = torch._C._functorch.peek_interpreter_stack


class Value(NamedTuple):
    """One state of one tensor; an in-place change makes a new value."""

    event: int
    shape: tuple[int, ...]
    dtype: torch.dtype
    device: torch.device
    new_bytes: int = 0
    """Bytes of memory that came into being with it; 0 for a view or an in-place result."""
    role: Role = "activation"
    label: str = ""
    """Whose it is, for a value that was there before."""
    strides: tuple[int, ...] | None = None
    """Elements from one to the next along each dimension; None if it is contiguous."""


class Owned(NamedTuple):
    """A tensor of the model or of the input, known before the forward begins."""

    role: Role
    label: str
    tensor: Tensor


class _Write(NamedTuple):
    """An in-place change of some memory: who wrote, when, and which elements."""

    event: int
    time: int
    extent: Extent


class Live(NamedTuple):
    tensor: "weakref.ref[Tensor]"
    value: int
    time: int


_make = tuple.__new__


class Values:
    """The values seen so far, and which of them each living tensor holds.

    A tensor is known by its id together with a weak reference, so a recycled id is never
    mistaken. In-place changes are kept per storage: a tensor that shares memory with one that
    was written to has a new value at its next reading.
    """

    def __init__(self, owned: Callable[[], Mapping[int, Owned]]) -> None:
        self.rows: list[Value] = []
        self.mixed: dict[int, tuple[int, ...]] = {}
        """Values that a partly overwritten tensor still holds besides its newest one."""
        self.owned: dict[int, int] = {}
        """The first value of each tensor that was there before, by the tensor's id."""
        self._owned_before = owned
        self.living: dict[int, Live] = {}
        self.writes: dict[int, list[_Write]] = {}
        self._overlapping: dict[int, set[int]] = {}
        """Memory that torch takes for separate, such as that of an array made from a slice."""
        self.clock = 0
        self.alive = Alive()
        self.ragged = False
        """Whether a nested tensor is among them."""
        self.begun_with_grad = torch.is_grad_enabled()

    def read(self, tensor: Tensor) -> int:
        """The value that the tensor holds now."""
        known = self.living.get(id(tensor))
        if known is None or known[0]() is not tensor:
            return self._first_sight(tensor)
        if self.writes:
            writes = self.writes.get(storage_key(tensor))
            if writes is not None and writes[-1].time > known[2]:
                return self._after_writes(tensor, known, writes)
        return known[1]

    def known(self, tensor: Tensor) -> int | None:
        """The value of a tensor that was seen before, or that the model owns; else None."""
        known = self.living.get(id(tensor))
        if known is not None and known.tensor() is tensor:
            return self.read(tensor)
        owned = self._owned_before().get(id(tensor))
        return self.read(tensor) if owned is not None and owned.tensor is tensor else None

    def known_by_memory(self, tensor: Tensor) -> int | None:
        """The same, also where only another tensor on the same memory was seen before."""
        value = self.known(tensor)
        if value is None and self._by_memory(tensor) is not None:
            value = self.read(tensor)
        return value

    def write(self, tensor: Tensor, event: int, new_bytes: int = 0) -> int:
        """A new value for the tensor, made by `event`."""
        value = len(self.rows)
        facts = (
            event,
            self._shape(tensor),
            tensor.dtype,
            tensor.device,
            new_bytes,
            "activation",
            "",
            strides_of(tensor),
        )
        self.rows.append(_make(Value, facts))
        self.hold(tensor, value)
        return value

    def changed(self, tensor: Tensor, event: int) -> int:
        """A new value for a tensor that `event` changed in place; its aliases will notice."""
        value = self.write(tensor, event)
        key = storage_key(tensor)
        if key:
            extent = extent_of(tensor)
            for other in (key, *self._overlapping.get(key, ())):
                write = _Write(event, self.clock, extent.shifted(key - other))
                self.writes.setdefault(other, []).append(write)
        return value

    def own(self, tensor: Tensor, role: Role, label: str) -> int:
        """A value for a tensor that was there before."""
        value = len(self.rows)
        shape, dtype, device = self._shape(tensor), tensor.dtype, tensor.device
        strides = strides_of(tensor)
        self.rows.append(Value(OUTSIDE, shape, dtype, device, 0, role, label, strides))
        self.owned.setdefault(id(tensor), value)
        self.hold(tensor, value)
        return value

    def _shape(self, tensor: Tensor) -> tuple[int, ...]:
        if not tensor.is_nested:
            return tensor.shape
        self.ragged = True
        return tuple(_length(tensor, dimension) for dimension in range(tensor.dim()))

    def hold(self, tensor: Tensor, value: int) -> None:
        """Know from now on that the tensor holds the value."""
        self.clock = clock = self.clock + 1
        self.living[id(tensor)] = entry = _make(Live, (weakref.ref(tensor), value, clock))
        if _transforming() is not None:
            while _is_wrapped(tensor):
                tensor = _unwrap(tensor)
                self.living[id(tensor)] = entry._replace(tensor=weakref.ref(tensor))

    def _first_sight(self, tensor: Tensor) -> int:
        owned = self._owned_before().get(id(tensor))
        if owned is not None and owned.tensor is tensor:
            return self.own(tensor, owned.role, owned.label)
        known = self._by_memory(tensor)
        if known is None:
            made_inside = isinstance(tensor, nn.Parameter)  # by a module that forward constructs
            return self.own(tensor, "parameter" if made_inside else "constant", "")
        self.living[id(tensor)] = known._replace(tensor=weakref.ref(tensor))
        return self.read(tensor)

    def _by_memory(self, tensor: Tensor) -> Live | None:
        """A known tensor whose memory this one shares: it was made where nothing is seen."""
        if _is_wrapped(tensor):
            while _is_wrapped(tensor):
                tensor = _unwrap(tensor)
            self.read(tensor)
            return self.living[id(tensor)]
        key, newest = storage_key(tensor), None
        extent, best = extent_of(tensor), (False, 0)
        for known in self.living.values():
            other = known.tensor()
            if other is not None and key and _lies_in(key, other):
                whole = extent_of(other).shifted(storage_key(other) - key)
                rank = (whole.first <= extent.first and extent.end <= whole.end, known.time)
                if rank > best:
                    newest, best = known, rank
        if newest is None and (owned := self._owned_by_memory.get(key)) is not None:
            self.own(owned.tensor, owned.role, owned.label)
            newest = self.living[id(owned.tensor)]
        if newest is not None and (known_tensor := newest.tensor()) is not None:
            self._note_overlap(key, storage_key(known_tensor))
        return newest

    def _note_overlap(self, key: int, other: int) -> None:
        if key != other:
            keys = {key, other} | self._overlapping.get(other, set())
            for each in keys:
                self._overlapping[each] = self._overlapping.get(each, set()) | keys - {each}

    @cached_property
    def _owned_by_memory(self) -> dict[int, Owned]:
        owned = {storage_key(one.tensor): one for one in self._owned_before().values()}
        owned.pop(0, None)
        return owned

    def _after_writes(self, tensor: Tensor, known: Live, writes: list[_Write]) -> int:
        """The value of a tensor whose memory was written to through another one."""
        extent = extent_of(tensor)
        parts: list[int] = []
        for write in reversed(writes):
            if write.time <= known.time:
                parts += (known.value, *self.mixed.get(known.value, ()))
                break
            if write.extent.meets(extent):
                parts.append(self.write(tensor, write.event))
                if write.extent.covers(extent):
                    break
        else:
            parts += (known.value, *self.mixed.get(known.value, ()))
        newest, *others = parts
        if others:
            self.mixed[newest] = tuple(others)
        self.hold(tensor, newest)
        return newest


def storage_key(tensor: Tensor) -> int:
    """A number for the tensor's memory; 0 if it has none of the ordinary kind."""
    try:
        storage = tensor.untyped_storage()
        return storage.data_ptr() or int(storage._cdata)  # no address on the meta device
    except (RuntimeError, NotImplementedError):  # sparse, nested, inside vmap
        return 0


def _lies_in(key: int, tensor: Tensor) -> bool:
    """Whether memory begins within that of the tensor."""
    start = storage_key(tensor)
    if not start or key == start or tensor.device.type == "meta":
        return key == start
    return start < key < start + tensor.untyped_storage().nbytes()


def version(tensor: Tensor) -> int:
    """How often the tensor was changed in place; NO_VERSION where torch does not count it."""
    try:
        return tensor._version
    except RuntimeError:  # an inference tensor
        return NO_VERSION


def is_transformed() -> bool:
    """Whether vmap or another function transform is at work."""
    return _transforming() is not None


def strides_of(tensor: Tensor) -> tuple[int, ...] | None:
    """The strides of a tensor that is not contiguous; None also for those that have none."""
    try:
        return None if tensor.is_contiguous() else tensor.stride()
    except (RuntimeError, NotImplementedError, ValueError):  # nested, sparse, lazy
        return None


RAGGED = -1
"""Stands in a shape for a dimension of a nested tensor that has no one size."""


def _length(tensor: Tensor, dimension: int) -> int:
    try:
        length = tensor.size(dimension)
    except RuntimeError:
        return RAGGED
    return length if type(length) is int else RAGGED
