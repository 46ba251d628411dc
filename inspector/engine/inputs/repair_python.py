"""Repairs of a draft where Python itself stumbled over what it was given: keys, counts, None."""

import re
from dataclasses import replace

from torch import nn

from inspector.engine.explain.arguments import missing_names
from inspector.engine.inputs.attempt import Attempt
from inspector.engine.inputs.draft import SPREAD, SPREAD_NAMES, Draft
from inspector.engine.inputs.first import Guess
from inspector.engine.inputs.lineage import trail
from inspector.engine.inputs.needs import needs_of
from inspector.engine.inputs.resize import resize, with_rank
from inspector.engine.inputs.sides import Sides
from inspector.engine.inputs.sketch import Numbers, Path, Plain
from inspector.engine.recorder.events import Event

_MOST_PARTS = 8
_PRODUCT = re.compile(r"cannot be multiplied \(\d+x(?P<got>\d+) and (?P<wanted>\d+)x\d+\)")
_CHANNELS = re.compile(r"to have (?P<wanted>\d+) channels, but got (?P<got>\d+) channels")
_STATES = re.compile(r"label|target|state|hidden|cache|past|return|output|training|loss")


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


def _dicts(draft: Draft) -> list[tuple[Path, dict[str, object]]]:
    found: list[tuple[Path, dict[str, object]]] = []
    for name, sketch in draft.sketches.items():
        if isinstance(sketch, dict):
            found.append(((name,), sketch))  # type: ignore[arg-type]
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


def repair_parts(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """One tensor was taken to pieces of different sizes: it is a list of tensors."""
    module = attempt.module(event)
    if module is None or not event.inputs:
        return None
    needs = needs_of(module, attempt.structure.entries[event.module].path)
    end = trail(attempt, event.inputs[0], -1)
    made = attempt.maker(event.inputs[0])
    if (
        not needs
        or needs[0].sketch.whole
        or end.path is None
        or made is None
        or not _takes_apart(attempt, made)
    ):
        return None
    number = next((each for each in attempt.literals(made) if type(each) is int), None)
    if number is None and event.inputs[0] in made.outputs:
        number = made.outputs.index(event.inputs[0])
    leaf = attempt.numbers(end.path)
    if leaf is None or number is None or not 0 <= number < _MOST_PARTS:
        return None
    parts = [leaf] * max(number + 1, 2)
    parts[number] = needs[0].sketch
    return attempt.put(end.path, list(parts))


def repair_pair(attempt: Attempt, event: Event) -> Draft | None:
    """A piece of one tensor has a dimension too few beside another: it is a list of tensors."""
    highest = max((len(attempt.shape(value)) for value in event.inputs), default=0)
    for value in event.inputs:
        made = attempt.maker(value)
        if made is not None and _takes_apart(attempt, made):
            path = attempt.paths[made.inputs[0]]
            leaf = attempt.numbers(path)
            if leaf is not None and len(attempt.shape(value)) == highest - 1:
                return attempt.put(path, [leaf] * max(2, len(made.outputs)))
    return None


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


def is_closed(attempt: Attempt, event: Event) -> bool:
    """Whether nothing of what happened inside of a call was recorded."""
    return event.module >= 0 and all(
        each.parent != attempt.recording.failed for each in attempt.recording.events
    )


def repair_by_message(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """What failed cannot be looked into, as compiled code: the message tells two sizes."""
    found = _PRODUCT.search(attempt.message) or _CHANNELS.search(attempt.message)
    if found is None or not event.inputs:
        return None
    got, wanted = (int(found[name]) for name in ("got", "wanted"))
    shape = attempt.shape(event.inputs[0])
    why = f"{attempt.label(event)}, which takes {wanted:,} values"
    if got not in shape:
        return sides.search(attempt, event.inputs[0], got, wanted, why)
    dim = len(shape) - 1 - shape[::-1].index(got)
    return resize(attempt, sides, event.inputs[0], dim, wanted, why)
