"""Repairs of a draft by what the message says: what is missing, a number, a size."""

import re
from dataclasses import replace

from torch import nn

from inspector.engine.explain.arguments import missing_names
from inspector.engine.inputs.attempt import Attempt
from inspector.engine.inputs.draft import SPREAD, SPREAD_NAMES, Draft
from inspector.engine.inputs.first import Guess
from inspector.engine.inputs.resize import resize, with_rank
from inspector.engine.inputs.sides import Sides
from inspector.engine.inputs.sketch import Numbers, Plain
from inspector.engine.recorder.events import Event

_PRODUCT = re.compile(r"cannot be multiplied \(\d+x(?P<got>\d+) and (?P<wanted>\d+)x\d+\)")
_CHANNELS = re.compile(r"to have (?P<wanted>\d+) channels, but got (?P<got>\d+) channels")
_STATES = re.compile(r"label|target|state|hidden|cache|past|return|output|training|loss")


def repair_missing(attempt: Attempt, guess: Guess) -> Draft | None:
    """An argument that was left out is needed after all, or one more of any number of them."""
    message, draft = attempt.message, attempt.draft
    open_ended = next((each for each in draft.parameters if each.kind is SPREAD), None)
    names = missing_names(message)
    if names and open_ended is not None:
        given = draft.sketches.get(open_ended.name, ())
        assert isinstance(given, tuple)
        more = tuple(guess.named(name, len(given) + n) for n, name in enumerate(names))
        return attempt.put((open_ended.name,), (*given, *more))
    optional = [
        each
        for each in draft.parameters
        if each.name not in draft.sketches
        and each.kind not in (SPREAD, SPREAD_NAMES)
        and each.default is None
    ]
    told = [each.name for each in draft.parameters if re.search(rf"\b{each.name}\b", message)]
    if any(name in draft.sketches for name in told):  # `decoder_input_ids`, where ids are given
        wanted = [each for each in optional if each.name.endswith(tuple(f"_{n}" for n in told))]
    else:
        wanted = [each for each in optional if each.name in told]
    for each in wanted:
        return attempt.put((each.name,), guess.named(each.name, len(draft.sketches)))
    if "NoneType" in message or not draft.sketches:
        for each in optional:
            if not _STATES.search(each.name):
                return attempt.put((each.name,), guess.named(each.name, len(draft.sketches)))
    return None


def repair_number(attempt: Attempt) -> Draft | None:
    """A tensor where Python needs a number: how often, or how many."""
    error, event = attempt.recording.error, attempt.event
    if not isinstance(error, (TypeError, RuntimeError, ValueError)):
        return None
    words = ("integer", "converted to a Python", "as an index", "only one element", "ambiguous")
    if not any(each in attempt.message for each in words):
        return None
    read = {value for each in attempt.recording.events for value in each.inputs}
    if event is not None and event.module < 0:
        candidates = [path for value in event.inputs if (path := attempt.direct(value))]
    else:
        candidates = [path for value, path in attempt.paths.items() if value not in read]
    for path in candidates:
        why = "a number, as it counts something"
        truth = "ambiguous" in attempt.message
        return attempt.put(path, Plain(True, "a flag") if truth else Plain(2, why))
    return None


def repair_dimensions(attempt: Attempt) -> Draft | None:
    """``x.shape[2]`` of a tensor with two dimensions."""
    if not isinstance(attempt.recording.error, IndexError):
        return None
    for path, leaf in attempt.leaves.items():
        if isinstance(leaf, Numbers) and not leaf.whole and len(leaf.shape) < 4:
            shape = with_rank(leaf.shape, len(leaf.shape) + 1)
            return None if shape is None else attempt.put(path, replace(leaf, shape=shape))
    return None


def repair_as_told(attempt: Attempt, sides: Sides) -> Draft | None:
    """The message, or an attribute such as ``image_size``, names a size that an image must have."""
    if not isinstance(attempt.recording.error, (AssertionError, ValueError)):
        return None
    told = [int(number) for number in re.findall(r"\d+", attempt.message)]
    told += [size for entry in attempt.structure.entries[:1] for size in _attributes(entry.module)]
    for path, leaf in attempt.leaves.items():
        for size in told:
            if isinstance(leaf, Numbers) and 8 <= size <= 10_000 and size not in leaf.shape:
                changed = sides.set(attempt, path, size, "what the model asks for")
                if changed is not None:
                    return changed
    return None


def _attributes(module: nn.Module) -> list[int]:
    names = ("image_size", "img_size", "input_size", "resolution")
    found = [vars(module).get(name) for name in names]
    sizes = [each[0] if isinstance(each, (tuple, list)) and each else each for each in found]
    return [size for size in sizes if type(size) is int]


def repair_closed(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """What failed cannot be looked into, as compiled code: the message tells two sizes."""
    found = _PRODUCT.search(attempt.message) or _CHANNELS.search(attempt.message)
    opened = any(each.parent == attempt.recording.failed for each in attempt.recording.events)
    if found is None or opened or not event.inputs:
        return None
    got, wanted = (int(found[name]) for name in ("got", "wanted"))
    shape = attempt.shape(event.inputs[0])
    why = f"{attempt.label(event)}, which takes {wanted:,} values"
    if got not in shape:
        return sides.search(attempt, event.inputs[0], got, wanted, why)
    dim = len(shape) - 1 - shape[::-1].index(got)
    return resize(attempt, sides, event.inputs[0], dim, wanted, why)
