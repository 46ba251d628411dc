"""Repairs of a draft of which the model takes parts: items of a dict, elements of a list."""

import re
from dataclasses import replace

from inspector.engine.inputs.attempt import Attempt
from inspector.engine.inputs.draft import SPREAD, SPREAD_NAMES, Draft
from inspector.engine.inputs.first import Guess
from inspector.engine.inputs.needs import needs_of
from inspector.engine.inputs.resize import with_rank
from inspector.engine.inputs.sketch import Numbers, Path, Sketch
from inspector.engine.recorder.events import Event

_MOST_PARTS = 8


def repair_key(attempt: Attempt, guess: Guess) -> Draft | None:
    """A tensor was asked for a key, or a dict for one it does not have."""
    error, event = attempt.recording.error, attempt.event
    if event is not None and attempt.op(event) == "getitem" and event.inputs:
        key, path = next(iter(attempt.literals(event)), None), attempt.paths.get(event.inputs[0])
        if isinstance(key, str) and path is not None:
            return attempt.put(path, {key: guess.named(key, 0)})
    if not isinstance(error, KeyError) or not error.args or not isinstance(error.args[0], str):
        return None
    key = error.args[0]
    for path, holder in _dicts(attempt.draft):
        if key not in holder:
            return attempt.put((*path, key), guess.named(key, len(holder)))
    for parameter in attempt.draft.parameters:
        if parameter.kind is SPREAD_NAMES and parameter.name not in attempt.draft.sketches:
            return attempt.put((parameter.name,), {key: guess.named(key, 0)})
    return None


def _dicts(draft: Draft) -> list[tuple[Path, dict[str, Sketch]]]:
    """All dicts of the draft, the outer ones first."""
    found: list[tuple[Path, dict[str, Sketch]]] = []
    level: list[tuple[Path, Sketch]] = [((name,), part) for name, part in draft.sketches.items()]
    while level:
        holders = [(path, part) for path, part in level if isinstance(part, dict)]
        found += holders
        level = [((*path, key), part) for path, holder in holders for key, part in holder.items()]
    return found


def repair_unpacking(attempt: Attempt, guess: Guess) -> Draft | None:
    """``a, b = x`` of another number of parts, or ``b, c, h, w = x.shape``."""
    found = re.search(r"values to unpack \(expected (?:at least )?(\d+)", attempt.message)
    if not isinstance(attempt.recording.error, ValueError) or found is None:
        return None
    wanted = int(found[1])
    for parameter in attempt.draft.parameters:
        given = attempt.draft.sketches.get(parameter.name)
        if parameter.kind is SPREAD and isinstance(given, tuple) and len(given) != wanted:
            parts = tuple(guess.plain("", index) for index in range(wanted))
            return attempt.put((parameter.name,), parts)
    unpacked = _last_unpacked(attempt)
    if unpacked is not None and wanted <= _MOST_PARTS:
        return attempt.put(unpacked, [guess.plain("", index) for index in range(wanted)])
    for path, leaf in attempt.leaves.items():
        if isinstance(leaf, Numbers) and not leaf.whole and len(leaf.shape) != wanted:
            shape = with_rank(leaf.shape, wanted)
            sketch = next(
                (need.sketch for need in guess.leading.needs if len(need.sketch.shape) == wanted),
                replace(leaf, shape=shape or leaf.shape),
            )
            return attempt.put(path, sketch)
    return None


def _last_unpacked(attempt: Attempt) -> Path | None:
    """The leaf that the last op took to pieces."""
    event = attempt.recording.events[-1]
    if attempt.op(event) in ("iter", "unbind") and event.inputs:
        return attempt.paths.get(event.inputs[0])
    return None


def repair_parts(attempt: Attempt, event: Event) -> Draft | None:
    """One tensor was taken to pieces that do not fit where they go: it is a list of tensors."""
    for value in event.inputs:
        made = attempt.maker(value)
        if made is not None and _takes_apart(attempt, made):
            path = attempt.paths[made.inputs[0]]
            number = _number_of_piece(attempt, made, value)
            leaf = attempt.numbers(path)
            piece = None if leaf is None else _fitting(attempt, event, value, leaf)
            if leaf is not None and piece is not None and 0 <= number < _MOST_PARTS:
                pieces = [leaf] * max(number + 1, len(made.outputs), 2)
                pieces[number] = piece
                return attempt.put(path, list(pieces))
    return None


def _fitting(attempt: Attempt, event: Event, value: int, leaf: Numbers) -> Numbers | None:
    """What the piece should have been; None if it is not to blame.

    A module tells; beside other tensors, the piece has a dimension too few.
    """
    module = attempt.module(event)
    if module is not None:
        needs = needs_of(module, attempt.structure.entries[event.module].path)
        return needs[0].sketch if needs and not needs[0].sketch.whole else None
    ranks = [len(attempt.shape(other)) for other in event.inputs]
    return leaf if len(attempt.shape(value)) == max(ranks) - 1 else None


def _number_of_piece(attempt: Attempt, made: Event, value: int) -> int:
    number = next((each for each in attempt.literals(made) if type(each) is int), None)
    return made.outputs.index(value) if number is None else number


def _takes_apart(attempt: Attempt, event: Event) -> bool:
    """Whether an op takes an input to pieces, as ``x[0]`` and ``a, b = x`` do."""
    if not event.inputs or event.inputs[0] not in attempt.paths:
        return False
    index = event.arguments[0][1:] if event.arguments is not None else ()
    by_number = len(index) == 1 and type(index[0]) is int
    return attempt.op(event) in ("iter", "unbind") or (by_number and attempt.op(event) == "getitem")


def repair_length(attempt: Attempt) -> Draft | None:
    """A list is to have one more element."""
    words = ("list index out of range", "is shorter than argument", "tuple index out of range")
    if not any(each in attempt.message for each in words):
        return None
    for name, sketch in attempt.draft.sketches.items():
        if isinstance(sketch, (list, tuple)) and 0 < len(sketch) < _MOST_PARTS:
            longer = [*sketch, sketch[-1]]
            return attempt.put((name,), longer if isinstance(sketch, list) else tuple(longer))
    return None
