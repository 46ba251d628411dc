"""Parameters that a forward did not use, told once for the largest module that lies idle."""

from collections.abc import Iterator

from torch.nn.parameter import is_lazy

from inspector.engine.assemble.provenance import Provenance
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.structure import Entry, Structure
from inspector.report.model import Problem
from inspector.report.units import count


def unused_parameters(
    recording: Recording, structure: Structure, provenance: Provenance
) -> Iterator[Problem]:
    """A note for each module of which no call used any parameter, with all that is in it.

    What is in such a module is not named again. A module whose own parameters were not used,
    though those in its children were, is told by itself.
    """
    idle = _idle(recording, structure)
    if not idle:
        return
    entries, order = structure.entries, structure.in_order()
    counts = {number: _own(entries[number]) for number in idle}
    resting = set(idle)  # and soon those with something idle in them
    busy = {
        number
        for number in order
        if number not in idle and entries[number].registered and entries[number].module._parameters
    }
    for number in reversed(order):
        parent = entries[number].parent
        if parent >= 0 and number in busy:
            busy.add(parent)
        elif parent >= 0 and number in resting:
            resting.add(parent)
            counts[parent] = counts.get(parent, 0) + counts[number]
    for number in order:
        parent = entries[number].parent
        if number in busy:
            if number in idle:
                yield _unused(entries[number], _own(entries[number]), provenance)
        elif number in resting and (parent < 0 or parent in busy):
            yield _unused(entries[number], counts[number], provenance)


def _idle(recording: Recording, structure: Structure) -> set[int]:
    """Numbers of the modules with parameters of their own of which none was read."""
    whole = _called_whole(recording, structure) | recording.elsewhere
    entries = structure.entries
    asked = [
        number
        for number in structure.in_order()
        if number not in whole and entries[number].registered and entries[number].module._parameters
    ]
    if not asked:
        return set()
    read = {value for event in recording.events for value in event.inputs}
    used = {tensor for tensor, value in recording.owned.items() if value in read}
    for number in whole:
        used.update(map(id, entries[number].module._parameters.values()))
    idle: set[int] = set()
    for number in asked:
        own = [each for each in entries[number].module._parameters.values() if each is not None]
        if own and not any(id(tensor) in used for tensor in own):
            idle.add(number)
    return idle


def _called_whole(recording: Recording, structure: Structure) -> set[int]:
    """Numbers of the modules that were called as one piece, with all that is in them."""
    opened = {event.parent for event in recording.events}
    whole = {event.module for index, event in enumerate(recording.events) if index not in opened}
    whole.discard(-1)
    for number in structure.in_order():
        if structure.entries[number].parent in whole:
            whole.add(number)
    return whole


def _own(entry: Entry) -> int:
    """How many numbers the module's own parameters hold."""
    tensors = entry.module._parameters.values()
    return sum(each.numel() for each in tensors if each is not None and not is_lazy(each))


def _unused(entry: Entry, parameters: int, provenance: Provenance) -> Problem:
    name = f"`{entry.path}` ({type(entry.module).__name__})" if entry.path else "the model"
    numbers = f"its {count(parameters, 'parameter')} get" if parameters else "its parameters get"
    message = f"forward did not use {name} in this run: {numbers} no gradient."
    hint = "Call it in forward, or remove it."
    source = provenance.of_module(entry.module)
    return Problem("note", "unused-parameters", message, hint, entry.path, None, source)
