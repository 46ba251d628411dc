"""Where one size of a tensor comes from: back through the events that keep it."""

import math
from typing import NamedTuple

from torch import nn

from inspector.engine.inputs.attempt import Attempt
from inspector.engine.inputs.needs import BATCH
from inspector.engine.inputs.sketch import Path
from inspector.engine.recorder.events import Event

_MAKING_LAST = (nn.Linear, nn.Bilinear, nn.Embedding, nn.EmbeddingBag, nn.RNNBase,
                nn.RNNCellBase, nn.MultiheadAttention)  # fmt: skip
_MAKING_SIDES = (nn.modules.conv._ConvNd, nn.modules.pooling._MaxPoolNd,
                 nn.modules.pooling._AvgPoolNd, nn.Upsample, nn.Unfold, nn.Fold)  # fmt: skip
_JOINING = ("cat", "concat", "concatenate", "hstack", "vstack", "stack")


class Trail(NamedTuple):
    """The value at which the walk back ended; the dimension counts from the left."""

    value: int
    dim: int
    path: Path | None
    """The leaf of the draft that the value is."""
    event: Event | None
    """What made the size, if no leaf did."""


def trail(attempt: Attempt, value: int, dim: int) -> Trail:
    """Walk back from a value through all that keeps its size along `dim`."""
    dim %= max(len(attempt.shape(value)), 1)
    while True:
        path = attempt.paths.get(value)
        event = attempt.maker(value)
        if path is not None or event is None:
            return Trail(value, dim, path, None)
        step = _step(attempt, event, value, dim)
        if step is None:
            return Trail(value, dim, None, event)
        value, dim = step


def _step(attempt: Attempt, event: Event, value: int, dim: int) -> tuple[int, int] | None:
    """The input that gave an event's result its size along `dim`, and that input's dimension."""
    module, name, shape = attempt.module(event), attempt.op(event), attempt.shape(value)
    if not event.inputs:
        return None
    moved = _moved(attempt, event, name, len(shape), dim)
    if moved is not None:
        return event.inputs[0], moved
    last = dim == len(shape) - 1
    if isinstance(module, _MAKING_LAST) or name in ("linear", "embedding"):
        if last:
            return None
        if isinstance(module, (nn.Embedding, nn.EmbeddingBag)) or name == "embedding":
            return event.inputs[0], dim
    if isinstance(module, _MAKING_SIDES) and dim > 0:
        pools = not isinstance(module, nn.modules.conv._ConvNd)
        return (event.inputs[0], dim) if pools and dim == len(shape) - _axes(module) - 1 else None
    if name == "matmul" or name in ("mm", "bmm", "rmatmul"):
        left, right = event.inputs[:2][:: -1 if name == "rmatmul" else 1]
        side = right if last else left
        rank = len(attempt.shape(side))
        return (side, dim - len(shape) + rank) if rank >= len(shape) - dim else None
    before = attempt.shape(event.inputs[0])
    if last and len(before) > len(shape) and math.prod(before[dim:]) == shape[dim]:  # flattened
        return None
    if name in _JOINING and _joined(attempt, event, shape, dim):
        return None
    return _same_size(attempt, event, shape, dim)


def is_made_by_weights(attempt: Attempt, end: Trail) -> bool:
    """Whether the walk ended at a size that a module has, whatever it is given."""
    if end.event is None:
        return False
    module, rank = attempt.module(end.event), len(attempt.shape(end.value))
    if isinstance(module, nn.modules.conv._ConvNd):
        return end.dim == rank - len(module.kernel_size) - 1
    return isinstance(module, _MAKING_LAST) and end.dim == rank - 1


def _axes(module: nn.Module) -> int:
    name = type(module).__name__
    return next((axes for axes in (1, 2, 3) if f"{axes}d" in name), 2)


def _moved(attempt: Attempt, event: Event, name: str, rank: int, dim: int) -> int | None:
    """Where the dimension was before it was permuted."""
    order: list[int] = list(range(rank))
    literals = attempt.literals(event)
    numbers = [each for each in literals if isinstance(each, int)]
    if name == "permute" and len(numbers) == rank:
        return numbers[dim] % rank
    if name in ("transpose", "swapaxes", "swapdims", "movedim", "moveaxis") and len(numbers) == 2:
        a, b = (number % rank for number in numbers)
        if name.startswith("move"):
            order.insert(b, order.pop(a))
        else:
            order[a], order[b] = order[b], order[a]
        return order[dim]
    if name in ("T", "mT", "t", "adjoint") and rank >= 2:
        order[-1], order[-2] = order[-2], order[-1]
        return order[dim]
    if name == "unsqueeze" and len(numbers) == 1:
        new = numbers[0] % rank
        return None if dim == new else dim - (dim > new)
    return None


def _joined(attempt: Attempt, event: Event, shape: tuple[int, ...], dim: int) -> bool:
    """Whether parts were joined along this dimension."""
    return all(attempt.shape(part)[dim : dim + 1] != (shape[dim],) for part in event.inputs)


def _same_size(
    attempt: Attempt, event: Event, shape: tuple[int, ...], dim: int
) -> tuple[int, int] | None:
    """An input with this size at the same place, from the right or from the left, or only once."""
    size, from_right = shape[dim], dim - len(shape)
    for value in event.inputs:
        before = attempt.shape(value)
        if -len(before) <= from_right and before[from_right] == size and size != 1:
            same = len(before) == len(shape) or before[from_right:] == shape[from_right:]
            if same:
                return value, from_right + len(before)
    for value in event.inputs:
        before = attempt.shape(value)
        if before[: dim + 1] == shape[: dim + 1]:
            return value, dim
    for value in event.inputs:
        before = attempt.shape(value)
        if before.count(size) == 1 and size > BATCH:
            return value, before.index(size)
    return None
