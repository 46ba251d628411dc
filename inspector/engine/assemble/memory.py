"""Which tensors lie in the memory of another one: tied weights, and views of them."""

from collections.abc import Iterator

from torch import Tensor
from torch.nn.parameter import is_lazy

from inspector.engine.recorder.extents import extent_of
from inspector.engine.recorder.structure import Structure, join
from inspector.engine.recorder.values import storage_key

_Holder = tuple[str, str, Tensor]
"""The path of a module, the name of a tensor in it, and the tensor."""


def shared_memory(structure: Structure) -> dict[str, str]:
    """For each ``path.name`` of a tensor that shares its memory, the first one that does.

    Parameters come first, then buffers, then constants. Neighbouring slices of one memory share
    nothing; those that alternate, as even and odd rows do, are taken to overlap.
    """
    if _nothing_shared(structure):
        return {}
    by_storage: dict[int, list[_Holder]] = {}
    shared: dict[str, str] = {}
    for holder in _holders(structure):
        tensor = holder[2]
        key = id(tensor) if is_lazy(tensor) else storage_key(tensor) or id(tensor)
        others = by_storage.get(key)
        if others is None:  # most often
            by_storage[key] = [holder]
            continue
        first = next((each for each in others if _overlap(each[2], tensor)), None)
        if first is not None:
            shared[join(*holder[:2])] = join(*first[:2])
        if first is None or first[2] is not tensor:
            others.append(holder)
    return shared


def _nothing_shared(structure: Structure) -> bool:
    """Whether each tensor surely has memory of its own, which most often is quickly seen."""
    tensors: list[Tensor] = []
    for entry in structure.entries:
        if entry.module._parameters:
            tensors += [each for each in entry.module._parameters.values() if each is not None]
        tensors += [tensor for _, tensor in (*entry.buffers, *entry.constants)]
    try:
        storages = [tensor.untyped_storage() for tensor in tensors]
        keys = {storage.data_ptr() or storage._cdata for storage in storages}
    except (RuntimeError, NotImplementedError, ValueError):  # a lazy or sparse one is among them
        return False
    return len(keys) == len(tensors)


def _holders(structure: Structure) -> Iterator[_Holder]:
    entries = [structure.entries[number] for number in structure.in_order()]
    for entry in entries:
        for name, parameter in entry.module._parameters.items():
            if parameter is not None:
                yield entry.path, name, parameter
    for entry in entries:
        for name, tensor in entry.buffers:
            yield entry.path, name, tensor
    for entry in entries:
        for name, tensor in entry.constants:
            yield entry.path, name, tensor


def _overlap(one: Tensor, other: Tensor) -> bool:
    return one is other or extent_of(one).meets(extent_of(other))
