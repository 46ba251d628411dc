"""Repairs of a draft on which tensors did not fit together side by side, or element by element."""

from dataclasses import replace

from inspector.engine.inputs.attempt import Attempt
from inspector.engine.inputs.draft import Draft
from inspector.engine.inputs.lineage import trail
from inspector.engine.inputs.resize import enlarge, set_size, with_rank
from inspector.engine.inputs.sides import Sides
from inspector.engine.recorder.events import Event


def join(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """Equal numbers of dimensions, then equal sizes beside the one that is joined along."""
    shapes = [attempt.shape(value) for value in event.inputs]
    ranks = {len(shape) for shape in shapes}
    if len(ranks) > 1:
        return _equal_ranks(attempt, event)
    literals = attempt.literals(event)
    rank = len(shapes[0])
    along = literals[-1] if literals and isinstance(literals[-1], int) else 0
    stacked = attempt.op(event) == "stack"
    for dim in range(rank):
        sizes = {shape[dim] for shape in shapes}
        if len(sizes) > 1 and (stacked or dim != along % rank):
            return _equal_sizes(attempt, event.inputs, dim - rank, sides)
    return None


def broadcast(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """Two shapes that do not broadcast; an input as it was given takes the other's shape."""
    if len(event.inputs) < 2:
        return None
    a, b = (attempt.shape(value) for value in event.inputs[:2])
    differing = [
        dim
        for dim in range(-1, -min(len(a), len(b)) - 1, -1)
        if a[dim] != b[dim] and 1 not in (a[dim], b[dim])
    ]
    if not differing:
        return None
    found = _mask(attempt, event.inputs[:2], differing[0])
    if found is None and all(attempt.feeding(value) for value in event.inputs[:2]):
        found = _one_class_each(attempt, event)
    if found is not None:
        return found
    for value, other in ((event.inputs[0], b), (event.inputs[1], a)):
        path = attempt.direct(value)
        leaf = None if path is None else attempt.numbers(path)
        if path is not None and leaf is not None and len(differing) == min(len(a), len(b)):
            return attempt.put(path, replace(leaf, shape=other))
    return _equal_sizes(attempt, event.inputs[:2], differing[0], sides)


def _mask(attempt: Attempt, values: tuple[int, ...], dim: int) -> Draft | None:
    """A mask takes the size of what it masks."""
    for value, other in zip(values, values[::-1], strict=True):
        end = trail(attempt, value, dim)
        leaf = None if end.path is None else attempt.numbers(end.path)
        if end.path is not None and leaf is not None and leaf.make in ("ones", "zeros"):
            return set_size(attempt, end.path, end.dim, attempt.shape(other)[dim], leaf.why)
    return None


def _equal_ranks(attempt: Attempt, event: Event) -> Draft | None:
    """The part that comes from indices loses a dimension; else an input gets one more."""
    ranks = [len(attempt.shape(value)) for value in event.inputs]
    found = _one_class_each(attempt, event)
    if found is not None:
        return found
    for value in event.inputs:
        path = attempt.direct(value)
        if path is not None and len(attempt.shape(value)) != max(ranks):
            return ranked(attempt, value, max(ranks))
    for value in event.inputs:
        if len(attempt.feeding(value)) == 1 and len(attempt.shape(value)) != min(ranks):
            return ranked(attempt, value, min(ranks))
    return None


def _one_class_each(attempt: Attempt, event: Event) -> Draft | None:
    """What was looked up for a sequence is joined with a vector: it is one class for each."""
    fewest = min(len(attempt.shape(value)) for value in event.inputs)
    for value in event.inputs:
        fewer = fewest - len(attempt.shape(value))
        for path in attempt.feeding(value) if fewer else ():
            leaf = attempt.numbers(path)
            if leaf is not None and leaf.whole and len(leaf.shape) > 1:
                shape = with_rank(leaf.shape, len(leaf.shape) + fewer)
                return None if shape is None else attempt.put(path, replace(leaf, shape=shape))
    return None


def _equal_sizes(attempt: Attempt, values: tuple[int, ...], dim: int, sides: Sides) -> Draft | None:
    """All values get the size, along a dimension from the right, that one of them has to have."""
    ends = [(value, trail(attempt, value, dim)) for value in values]
    fixed = [value for value, end in ends if end.path is None]
    if not fixed:
        fixed = [values[0]]
    for value, end in ends:
        size = attempt.shape(fixed[0])[dim]
        if end.path is not None and attempt.shape(value)[dim] != size:
            why = name_of(attempt, fixed[0])
            return set_size(attempt, end.path, end.dim, size, why)
    for value, _ in ends:
        for other in fixed:
            size = attempt.shape(other)[dim]
            if attempt.maker(other) is None and attempt.shape(value)[dim] != size:
                return sides.search(
                    attempt, value, attempt.shape(value)[dim], size, name_of(attempt, other)
                )
    is_side = dim >= 2 - len(attempt.shape(values[0]))
    return enlarge(attempt, sides, values[0], "what is joined") if is_side else None


def ranked(attempt: Attempt, value: int, rank: int) -> Draft | None:
    """Another number of dimensions, with the last one kept."""
    for path in attempt.feeding(value)[:1]:
        leaf = attempt.numbers(path)
        more = rank - len(attempt.shape(value))
        shape = None if leaf is None else with_rank(leaf.shape, len(leaf.shape) + more)
        if leaf is not None and shape is not None:
            return attempt.put(path, replace(leaf, shape=shape))
    return None


def name_of(attempt: Attempt, value: int) -> str:
    """What an operand is called where it tells a size: ``weight``, or the op that made it."""
    label = attempt.recording.values[value].label
    event = attempt.maker(value)
    if label:
        return f"`{label}`"
    return "a product" if event is None else attempt.label(event)
