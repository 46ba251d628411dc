"""Give a tensor inside the model another size, by changing the input that determines it."""

import math
from dataclasses import replace

from inspector.engine.inputs.attempt import Attempt
from inspector.engine.inputs.draft import Draft
from inspector.engine.inputs.lineage import Trail, is_made_by_weights, trail
from inspector.engine.inputs.needs import SIDES
from inspector.engine.inputs.sides import Sides
from inspector.engine.inputs.sketch import Numbers, Path

_JOINING_ALONG = ("cat", "concat", "concatenate", "hstack")
_LONG = 1000
"""Steps of a sequence beyond which more would not help."""


def resize(
    attempt: Attempt, sides: Sides, value: int, dim: int, size: int, why: str
) -> Draft | None:
    """The draft in which the value should have this size along `dim`; None if no input helps.

    A size made by flattening is divided by what else was flattened, that of a concatenation is
    made up by one part; where convolutions made it, larger and smaller images are tried.
    """
    if size < 1:
        return None
    end = trail(attempt, value, dim)
    if end.path is not None:
        return set_size(attempt, end.path, end.dim, size, why)
    if end.event is None or is_made_by_weights(attempt, end):
        return None
    if attempt.op(end.event) in _JOINING_ALONG:
        found = _one_part(attempt, end, size, why)
        if found is not None:
            return found
    parts = flattened(attempt, end)
    if parts is not None:
        exact = _one_factor(attempt, end.event.inputs[0], parts, size, why)
        if exact is not None:
            return exact
    return sides.search(attempt, end.value, attempt.shape(end.value)[end.dim], size, why)


def enlarge(attempt: Attempt, sides: Sides, value: int, why: str) -> Draft | None:
    """A larger image, or a longer sequence, where nothing would be left of it."""
    larger = sides.enlarge(attempt, value, why)
    end = trail(attempt, value, -1)
    if larger is not None or end.path is None or attempt.shape(value)[-1] > _LONG:
        return larger
    return set_size(attempt, end.path, end.dim, 2 * attempt.shape(value)[-1], why)


def set_size(attempt: Attempt, path: Path, dim: int, size: int, why: str) -> Draft | None:
    """The draft with another size of one leaf."""
    leaf = attempt.numbers(path)
    if leaf is None or not -len(leaf.shape) <= dim < len(leaf.shape):
        return None
    return attempt.put(path, with_size(leaf, dim, size, why))


def with_size(leaf: Numbers, dim: int, size: int, why: str) -> Numbers:
    """The tensor with another size; if the second one has it, that one is moved there."""
    shape = list(leaf.shape)
    if dim == len(shape) - 1 >= 2 and shape[1] == size:  # the channels come last
        shape.append(shape.pop(1))
    shape[dim] = size
    return replace(leaf, shape=tuple(shape), why=why)


def flattened(attempt: Attempt, end: Trail) -> tuple[int, ...] | None:
    """The sizes that were multiplied, each but the batch, if flattening made this one."""
    assert end.event is not None
    if not end.event.inputs:
        return None
    before, after = attempt.shape(end.event.inputs[0]), attempt.shape(end.value)
    if len(before) <= len(after) or math.prod(before) != math.prod(after):
        return None
    return before[end.dim : end.dim + len(before) - len(after) + 1]


def _one_factor(
    attempt: Attempt, value: int, parts: tuple[int, ...], size: int, why: str
) -> Draft | None:
    """One of the sizes that were flattened belongs to an input and can be set exactly."""
    shape = attempt.shape(value)
    first = next(i for i in range(len(shape)) if shape[i : i + len(parts)] == parts)
    for dim, part in enumerate(parts, start=first):
        others = math.prod(parts) // part if part else 0
        end = trail(attempt, value, dim)
        if others and size % others == 0 and end.path is not None:
            return set_size(attempt, end.path, end.dim, size // others, why)
    return None


def _one_part(attempt: Attempt, end: Trail, size: int, why: str) -> Draft | None:
    """An input that was concatenated takes the rest; several share, if too much would be left.

    One that a module took before keeps its size, as long as there is another.
    """
    assert end.event is not None
    missing = size - attempt.shape(end.value)[end.dim]
    parts = [(value, trail(attempt, value, end.dim)) for value in end.event.inputs]
    inputs = [(value, part.path, part.dim) for value, part in parts if part.path is not None]
    inputs.sort(key=lambda each: attempt.was_taken(each[0]))
    for value, path, dim in inputs:
        rest, leaf = attempt.shape(value)[end.dim] + missing, attempt.numbers(path)
        if rest > 0 and leaf is not None:  # indices that are looked up are no part of it
            measured = replace(leaf, make="rand") if leaf.make == "randint" else leaf
            return attempt.put(path, with_size(measured, dim, rest, why))
    total = missing + sum(attempt.shape(value)[end.dim] for value, _, _ in inputs)
    draft = attempt.draft
    for number, (_, path, dim) in enumerate(inputs):
        share = total * (number + 1) // len(inputs) - total * number // len(inputs)
        leaf = attempt.numbers(path)
        if share > 0 and leaf is not None:
            draft = draft.put(path, with_size(leaf, dim, share, why))
    return None if draft == attempt.draft else draft


def rerank(attempt: Attempt, value: int, wanted: Numbers, rank: int) -> Draft | None:
    """The draft in which the value should have this many dimensions."""
    got = len(attempt.shape(value))
    direct = attempt.direct(value)
    if direct is not None and attempt.numbers(direct) and len(wanted.shape) == rank:
        return attempt.put(direct, wanted)
    for path in attempt.feeding(value):
        leaf = attempt.numbers(path)
        shape = None if leaf is None else with_rank(leaf.shape, len(leaf.shape) + rank - got)
        if leaf is not None and shape is not None:
            return attempt.put(path, replace(leaf, shape=shape))
    return None


def with_rank(shape: tuple[int, ...], rank: int) -> tuple[int, ...] | None:
    """The shape with dimensions left out or put in after the batch; None if it has too few."""
    if rank < 1:
        return None
    if rank == 4 and len(shape) < 4:
        return (*shape[:1], 3, SIDES[2], SIDES[2])
    while len(shape) > rank:
        shape = (shape[0], *shape[2:])
    while len(shape) < rank:
        shape = (*shape[:1], 8, *shape[1:])
    return shape
