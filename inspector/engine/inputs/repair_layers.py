"""Repairs of a draft on which a module of torch.nn failed."""

from dataclasses import replace

import torch
from torch import nn

from inspector.engine.inputs.attempt import Attempt
from inspector.engine.inputs.draft import Draft
from inspector.engine.inputs.first import dtype_code
from inspector.engine.inputs.leading import state_of
from inspector.engine.inputs.needs import Need, needs_of
from inspector.engine.inputs.resize import enlarge, rerank, resize, set_size
from inspector.engine.inputs.sides import Sides
from inspector.engine.inputs.sketch import Numbers
from inspector.engine.recorder.events import Event
from inspector.report.units import count

_SEQUENCE = 3
"""Dimensions of (batch, steps, features)."""
_WHOLE = (torch.int64, torch.int32)


def repair_layer(attempt: Attempt, event: Event, sides: Sides) -> Draft | None:
    """The draft with the kind of numbers, the dimensions or the sizes that the module needs."""
    module = attempt.module(event)
    if module is None or not event.inputs:
        return None
    needs = needs_of(module, attempt.structure.entries[event.module].path)
    for value, need in zip(event.inputs, needs, strict=False):
        found = fit(attempt, value, need, sides)
        if found is not None:
            return found
    if isinstance(module, (nn.RNNBase, nn.RNNCellBase)):
        return _state(attempt, event, module)
    if isinstance(module, (nn.Embedding, nn.EmbeddingBag)):
        return _known_indices(attempt, event, module.num_embeddings)
    if _leaves_nothing(attempt.message):
        return enlarge(attempt, sides, event.inputs[0], attempt.label(event))
    return _dtype(attempt, event, module)


def fit(attempt: Attempt, value: int, need: Need, sides: Sides) -> Draft | None:
    """The draft in which a value should be as it is needed; None if it is so, or cannot be."""
    shape, wanted = attempt.shape(value), need.sketch
    is_whole = attempt.recording.values[value].dtype in _WHOLE
    if wanted.whole != is_whole:
        found = recast(attempt, value, wanted)
        if found is not None:
            return found
    if need.ranks and len(shape) not in need.ranks:
        return rerank(attempt, value, wanted, need.ranks[-1])
    for dim, size in need.sizes.items():
        if not -len(shape) <= dim < len(shape):
            return rerank(attempt, value, wanted, len(wanted.shape))
        if shape[dim] != size:
            path = attempt.direct(value)
            if path is not None and not need.ranks and len(shape) > _SEQUENCE:
                return attempt.put(path, wanted)  # it was taken for an image
            return resize(attempt, sides, value, dim, size, _why(attempt, value, need, dim))
    return None


def _why(attempt: Attempt, value: int, need: Need, dim: int) -> str:
    """The argument that says so; of a module deeper inside, what it takes."""
    if attempt.direct(value) is not None:
        return need.sketch.why
    module = need.sketch.why.rpartition(" of ")[2] or "the model"
    return f"{module}, which takes {count(need.sizes[dim], 'value' if dim < 0 else 'channel')}"


def recast(attempt: Attempt, value: int, wanted: Numbers) -> Draft | None:
    """The draft with numbers of another kind: whole ones to choose by, or others."""
    for path in attempt.feeding(value):
        leaf = attempt.numbers(path)
        if leaf is not None and leaf.whole != wanted.whole:
            shape = leaf.shape
            if len(shape) != 1 and path == attempt.direct(value):
                shape = wanted.shape
            return attempt.put(path, replace(wanted, shape=shape))
    return None


def _state(attempt: Attempt, event: Event, module: nn.RNNBase | nn.RNNCellBase) -> Draft | None:
    """The initial state has another shape, or is needed in two parts."""
    shape = attempt.shape(event.inputs[0])
    steps_first = isinstance(module, nn.RNNBase) and not module.batch_first
    states = state_of(module, shape[1 if steps_first and len(shape) == 3 else 0])
    draft = attempt.draft
    for value, state in zip(event.inputs[1:], states, strict=False):
        path = attempt.direct(value)
        if path is not None and attempt.shape(value) != state.shape:
            draft = draft.put(path, state)
    if len(event.inputs) == 2 and len(states) == 2:
        path = attempt.direct(event.inputs[1])
        draft = draft.put(path, tuple(states)) if path is not None else draft
    return None if draft == attempt.draft else draft


def _known_indices(attempt: Attempt, event: Event, known: int) -> Draft | None:
    """Indices below the number of embeddings, or fewer positions."""
    why = f"num_embeddings of {attempt.label(event)}"
    for path in attempt.feeding(event.inputs[0]):
        leaf = attempt.numbers(path)
        if leaf is not None and leaf.whole and leaf.high > known:
            return attempt.put(path, replace(leaf, high=known, why=why))
    steps = attempt.shape(event.inputs[0])[-1:]
    for path, other in attempt.leaves.items():  # positions are counted from a size of some input
        if isinstance(other, Numbers) and steps > (known,) and steps[0] in other.shape[1:]:
            return set_size(attempt, path, other.shape.index(steps[0], 1), known, why)
    return None


def _leaves_nothing(message: str) -> bool:
    return any(words in message for words in ("too small", "Kernel size", "Padding size",
                                              "more than 1 value", "should be less"))  # fmt: skip


def _dtype(attempt: Attempt, event: Event, module: nn.Module) -> Draft | None:
    """Numbers of the type of the weights."""
    weights = [each for each in module.parameters() if each.is_floating_point()]
    for value in event.inputs:
        given = attempt.recording.values[value].dtype
        path = attempt.direct(value)
        leaf = None if path is None else attempt.numbers(path)
        if weights and path is not None and leaf is not None and weights[0].dtype != given:
            dtype = dtype_code(weights[0].dtype)
            return attempt.put(path, replace(leaf, make="rand", dtype=dtype))
    return None
