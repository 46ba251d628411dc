"""Which tensors lie in the memory of another one: tied weights, and views of them."""

from collections.abc import Iterator

from torch import Tensor
from torch.nn.parameter import is_lazy

from inspector.engine.recorder.structure import Structure, join
from inspector.engine.recorder.values import extent, storage_key

_Holder = tuple[str, Tensor]


def shared_memory(structure: Structure) -> dict[str, str]:
    """For each ``path.name`` of a tensor that shares its memory, the first one that does.

    Parameters come first, then buffers, then constants. Neighbouring slices of one memory share
    nothing; those that alternate, as even and odd rows do, are taken to overlap.
    """
    first_of: dict[int, str] = {}
    by_storage: dict[int, list[_Holder]] = {}
    shared: dict[str, str] = {}
    for name, tensor in _holders(structure):
        first = first_of.setdefault(id(tensor), name)
        if first != name:
            shared[name] = first
        elif not is_lazy(tensor) and (key := storage_key(tensor)):
            others = by_storage.setdefault(key, [])
            if others and (other := _overlapping(tensor, others)):
                shared[name] = other
            others.append((name, tensor))
    return shared


def _holders(structure: Structure) -> Iterator[_Holder]:
    entries = structure.entries
    numbers = structure.in_order()
    for number in numbers:
        path = entries[number].path
        for name, parameter in entries[number].module._parameters.items():
            if parameter is not None:
                yield join(path, name), parameter
    for number in numbers:
        for name, tensor in entries[number].buffers:
            yield join(entries[number].path, name), tensor
    for number in numbers:
        for name, tensor in entries[number].constants:
            yield join(entries[number].path, name), tensor


def _overlapping(tensor: Tensor, holders: list[_Holder]) -> str | None:
    begin, end, _ = extent(tensor)
    for name, other in holders:
        first, last, _ = extent(other)
        if first < end and begin < last:
            return name
    return None
