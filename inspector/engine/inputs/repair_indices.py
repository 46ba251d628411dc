"""Repairs of a draft on which something was looked up that is not there."""

import math
from dataclasses import replace

from inspector.engine.inputs.attempt import Attempt
from inspector.engine.inputs.draft import Draft
from inspector.engine.inputs.needs import BATCH, STEPS
from inspector.engine.inputs.repair_joins import name_of
from inspector.engine.inputs.repair_layers import recast
from inspector.engine.inputs.sides import Sides
from inspector.engine.inputs.sketch import Numbers
from inspector.engine.recorder.events import Event


def look_up(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """``F.embedding(ids, weight)``."""
    if len(event.inputs) < 2:
        return None
    known = attempt.shape(event.inputs[1])[0]
    why = f"rows of {name_of(attempt, event.inputs[1])}"
    wanted = Numbers((BATCH, STEPS), "randint", high=known, why=why)
    return recast(attempt, event.inputs[0], wanted) or _below(attempt, event.inputs[0], known)


def targets(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """Whole numbers among the classes, one for each of the batch."""
    if len(event.inputs) < 2:
        return None
    scores = attempt.shape(event.inputs[0])
    path = next(iter(attempt.feeding(event.inputs[1])), None)
    if path is None or len(scores) < 2:
        return None
    shape = (scores[0], *scores[2:])
    if path != attempt.direct(event.inputs[1]):  # flattened, as the words they belong to
        words = [each for each in attempt.leaves.values() if isinstance(each, Numbers)]
        shape = next((each.shape for each in words if math.prod(each.shape) == scores[0]), shape)
    return attempt.put(path, Numbers(shape, "randint", high=scores[1], why="the classes"))


def lengths(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """``pack_padded_sequence(x, lengths)``: one length for each of the batch."""
    path = attempt.direct(event.inputs[-1])
    literals = [each for each in attempt.literals(event) if isinstance(each, bool)]
    if path is None or not literals:
        return None
    first, second = attempt.shape(event.inputs[0])[:2]
    batch, steps = (first, second) if literals[0] else (second, first)
    return attempt.put(path, Numbers((batch,), "full", high=steps, why="all are of full length"))


def classes(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """``F.one_hot(ids, classes)``."""
    numbers = [each for each in attempt.literals(event) if isinstance(each, int)]
    known = numbers[0] if numbers and numbers[0] > 0 else 10
    wanted = Numbers((BATCH, STEPS), "randint", high=known, why="num_classes of `one_hot`")
    return recast(attempt, event.inputs[0], wanted) or _below(attempt, event.inputs[0], known)


def pick(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """Indices that exist, as whole numbers."""
    known = min(attempt.shape(event.inputs[0]), default=10)
    for value in event.inputs[1:]:
        wanted = Numbers((BATCH,), "randint", high=known, why="what it is an index into")
        found = recast(attempt, value, wanted) or _below(attempt, value, known)
        if found is not None:
            return found
    return None


def _below(attempt: Attempt, value: int, known: int) -> Draft | None:
    for path in attempt.feeding(value):
        leaf = attempt.numbers(path)
        if leaf is not None and leaf.whole and leaf.high > known:
            return attempt.put(path, replace(leaf, high=known))
    return None
