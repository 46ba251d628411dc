"""What random programs do: views, new tensors, and changes in place, each in one call."""

from collections.abc import Callable
from random import Random
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tests.engine.recorder.programs import Cell, Instruction, Run, union, unseen

FIRST = torch.zeros(1, dtype=torch.int64)
HALF = torch.tensor(0.5)
RECTIFY = nn.ReLU(inplace=True)
SAME = nn.Identity()

VIEWS: list[Callable[[Any, Random], Any]] = [
    lambda t, r: t[r.randrange(len(t)) :],
    lambda t, r: t[r.randrange(len(t))],
    lambda t, r: t[:: r.choice((1, 2))],
    lambda t, r: t[..., :1],
    lambda t, r: t[None],
    lambda t, r: t.narrow(-1, r.randrange(t.shape[-1]), 1),
    lambda t, r: t.transpose(0, -1),
    lambda t, r: t.mT,
    lambda t, r: t.movedim(0, -1),
    lambda t, r: t.unsqueeze(-1),
    lambda t, r: t.squeeze(),
    lambda t, r: t.expand(2, *t.shape),
    lambda t, r: t.view(-1),
    lambda t, r: t.view(2, -1),
    lambda t, r: t.reshape(-1),
    lambda t, r: t.flatten(),
    lambda t, r: t.diagonal(),
    lambda t, r: t.unbind(r.choice((0, -1))),
    lambda t, r: t.chunk(2, r.choice((0, -1))),
    lambda t, r: torch.split(t, 1),
    lambda t, r: t.unfold(0, 2, 1),
    lambda t, r: t.as_strided(t.shape, t.stride()),
    lambda t, r: t.detach(),
    lambda t, r: t.data,
    lambda t, r: t.view_as(t),
    lambda t, r: torch.atleast_2d(t),
    lambda t, r: t.contiguous(),
    lambda t, r: t.to(t.dtype),
    lambda t, r: F.dropout(t, 0.5, training=False),
]
"""The same memory, seen in another way or the same; some are copies where that cannot be."""

MADE: list[Callable[[Tensor], Tensor]] = [
    lambda t: t * 2,
    lambda t: 1 - t,
    lambda t: torch.relu(t),
    lambda t: F.dropout(t, 0.5),
    lambda t: t.clone(),
    lambda t: t.sum(),
    lambda t: t.softmax(-1),
    lambda t: t[[0, -1]],
    lambda t: t.flip(0),
    lambda t: t.index_select(-1, FIRST),
    lambda t: torch.cat([t, t]),
]
"""New tensors from one."""

COMBINED: list[Callable[[Tensor, Tensor], Tensor]] = [
    lambda a, b: a + b,
    lambda a, b: torch.maximum(a, b),
    lambda a, b: torch.lerp(a, b, 0.5),
    lambda a, b: a @ b,
    lambda a, b: torch.cat([a, b]),
    lambda a, b: torch.stack((a, b)),
    lambda a, b: torch.einsum("...i, ...i -> ...", a, b),
    lambda a, b: torch.addcmul(a, a, b),
]
"""New tensors from two."""

ALTERED: list[Callable[[Tensor], object]] = [
    lambda t: t.mul_(2),
    lambda t: t.relu_(),
    lambda t: F.relu(t, inplace=True),
    lambda t: RECTIFY(t),
    lambda t: t.clamp_(min=0),
    lambda t: torch.neg(t, out=t),
    lambda t: torch._foreach_mul_([t], 2.0),
]
"""Changes of a tensor from what it was."""

FILLED: list[Callable[[Tensor], object]] = [
    lambda t: t.zero_(),
    lambda t: t.fill_(0.5),
    lambda t: t.uniform_(),
    lambda t: t.__setitem__(..., 1.0),
    lambda t: nn.init.ones_(t),
]
"""Overwrites a whole tensor with numbers from nowhere."""

MERGED: list[Callable[[Tensor, Tensor], object]] = [
    lambda t, o: t.add_(o),
    lambda t, o: t.__imul__(o),
    lambda t, o: t.lerp_(o, 0.5),
    lambda t, o: torch.add(o, t, out=t),
    lambda t, o: torch._foreach_add_([t], [o]) if o.shape == t.shape else t.sub_(o),
]
"""Changes of a tensor from what it was and from another one."""

COPIED: list[Callable[[Tensor, Tensor], object]] = [
    lambda t, o: t.copy_(o),
    lambda t, o: t.__setitem__(..., o),
    lambda t, o: torch.neg(o, out=t) if o.shape == t.shape else t.copy_(o),
]
"""Overwrites a whole tensor with another."""


def look(run: Run) -> None:
    cell = run.pick(_has_rows)
    change, choices = run.random.choice(VIEWS), run.random.random()
    if cell is None or not _possible(lambda t: change(t, Random(choices)), cell.tensor):
        return
    run.look()
    seen = change(cell.tensor, Random(choices))
    with unseen():
        origins = change(cell.origins, Random(choices))
    if isinstance(seen, Tensor):
        seen, origins = (seen,), (origins,)
    for tensor, bits in zip(seen, origins, strict=True):
        if _memory(tensor) == _memory(cell.tensor):
            run.keep_view(tensor, bits)
        else:
            run.keep(tensor, union(cell.origins))


def hand_on(run: Run) -> None:
    cell = run.pick()
    assert cell is not None
    run.look()
    run.keep_view(SAME(cell.tensor), cell.origins)


def make(run: Run) -> None:
    change, cell = run.random.choice(MADE), run.pick(_has_rows)
    if cell is not None and _possible(change, cell.tensor):
        sources = union(cell.origins) | run.step()
        run.keep(change(cell.tensor), sources)


def make_from_nothing(run: Run) -> None:
    source = run.step()
    run.keep(torch.rand(3, 4), source)


def combine(run: Run) -> None:
    change, one, other = run.random.choice(COMBINED), run.pick(), run.pick()
    if one is not None and other is not None and _possible(change, one.tensor, other.tensor):
        sources = union(one.origins) | union(other.origins) | run.step()
        run.keep(change(one.tensor, other.tensor), sources)


def alter(run: Run) -> None:
    cell = run.pick(_is_writable)
    if cell is not None:
        sources = union(cell.origins) | run.step()
        run.random.choice(ALTERED)(cell.tensor)
        cell.written(sources)


def fill(run: Run) -> None:
    cell = run.pick(_is_writable)
    if cell is not None:
        sources = run.step()
        run.random.choice(FILLED)(cell.tensor)
        cell.written(sources)


def merge(run: Run) -> None:
    cell, other = run.pick(_is_writable), run.pick()
    if cell is not None and other is not None and _fits_into(other.tensor, cell.tensor):
        sources = union(cell.origins) | union(other.origins) | run.step()
        run.random.choice(MERGED)(cell.tensor, other.tensor)
        cell.written(sources)


def copy(run: Run) -> None:
    cell, other = run.pick(_is_writable), run.pick()
    if cell is not None and other is not None and _fits_into(other.tensor, cell.tensor):
        sources = union(other.origins) | run.step()
        run.random.choice(COPIED)(cell.tensor, other.tensor)
        cell.written(sources)


def fill_part(run: Run) -> None:
    """Overwrite some rows or elements with a number, through one of torch's many ways."""
    cell = run.pick(lambda tensor: _is_writable(tensor) and _has_rows(tensor, 2))
    if cell is None:
        return
    with unseen():
        chosen = torch.zeros(cell.tensor.shape, dtype=torch.bool)
        chosen.view(-1)[:: run.random.choice((2, 3))] = True
        row = torch.zeros(cell.tensor.shape, dtype=torch.bool)
        row[0] = True
    sources, kind, tensor = run.step(), run.random.randrange(6), cell.tensor
    if kind == 0:
        tensor[chosen] = 0.5
    elif kind == 1:
        tensor.masked_fill_(chosen, 0.5)
    elif kind == 2:
        tensor[0] = 0.5
    elif kind == 3:
        tensor.index_fill_(0, FIRST, 0.5)
    elif kind == 4:
        tensor.index_put_((FIRST,), HALF)
    else:
        tensor[FIRST] = 0.5
    cell.written(sources, chosen if kind < 2 else row)


def copy_row(run: Run) -> None:
    """Overwrite or add to the first row from a tensor that fits there."""
    cell, other = run.pick(lambda t: _is_writable(t) and _has_rows(t, 2)), run.pick()
    if cell is None or other is None:
        return
    with unseen():
        row, fitting = cell.tensor[0], other.tensor[None]
        if row.shape != other.tensor.shape or not _are_apart(cell.tensor, other.tensor):
            return
    sources, kind, tensor = union(other.origins) | run.step(), run.random.randrange(4), cell.tensor
    if kind == 0:
        tensor[0] = other.tensor
    elif kind == 1:
        tensor.index_copy_(0, FIRST, fitting)
    elif kind == 2:
        tensor.index_put_((FIRST,), fitting)
    else:
        tensor.index_add_(0, FIRST, fitting)
        sources |= union(cell.origins)
    with unseen():
        Cell(row, cell.origins[0]).written(sources)


def touch(run: Run) -> None:
    """A module that changes one of a list of tensors, and returns another."""
    first, last = run.pick(_is_writable), run.pick()
    if first is not None and last is not None and first is not last:
        sources = union(first.origins) | run.step()
        handed_on = run.program.touch([first.tensor, last.tensor])
        first.written(sources)
        run.keep_view(handed_on, last.origins)


def exchange(run: Run) -> None:
    """Put the memory of one tensor under the name of another."""
    cell, other = run.pick(), run.pick()
    if cell is None or other is None or cell.tensor.shape != other.tensor.shape:
        return
    if cell.tensor is not other.tensor and not run.inference:
        run.look()
        cell.tensor.data = other.tensor
        for same in run.pool:
            if same.tensor is cell.tensor:
                same.origins = other.origins


NEW: list[Instruction] = [look, look, look, hand_on, make, combine, make_from_nothing]
IN_PLACE: list[Instruction] = [alter, fill, merge, copy, fill_part, copy_row, touch, exchange]
ALL: list[Instruction] = [*NEW, *IN_PLACE]


def _possible(change: Callable[..., object], *tensors: Tensor) -> bool:
    """Whether torch can do this, tried on other tensors of the same layout."""
    with unseen():
        others = [torch.empty_strided(tensor.shape, tensor.stride()) for tensor in tensors]
        try:
            change(*others)
        except (RuntimeError, IndexError):
            return False
        return True


def _has_rows(tensor: Tensor, at_least: int = 1) -> bool:
    return tensor.dim() > 0 and len(tensor) >= at_least and tensor.numel() > 0


def _is_writable(tensor: Tensor) -> bool:
    """Whether no two elements share a place in memory."""
    return len(_places(tensor)) == tensor.numel()


def _fits_into(source: Tensor, target: Tensor) -> bool:
    """Whether one can be broadcast to the other, and shares no element with it."""
    with unseen():
        try:
            source.expand_as(target)
        except RuntimeError:
            return False
        return _are_apart(source, target)


def _are_apart(one: Tensor, other: Tensor) -> bool:
    return _memory(one) != _memory(other) or not _places(one) & _places(other)


def _memory(tensor: Tensor) -> int:
    return tensor.untyped_storage().data_ptr()


def _places(tensor: Tensor) -> set[int]:
    """Where in its memory the elements lie."""
    last = sum((size - 1) * step for size, step in zip(tensor.shape, tensor.stride(), strict=True))
    with unseen():
        numbers = torch.arange(max(0, last) + 1).as_strided(tensor.shape, tensor.stride())
        return {tensor.storage_offset() + number for number in numbers.flatten().tolist()}
