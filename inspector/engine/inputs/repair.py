"""Which repair belongs to which failure."""

from inspector.engine.inputs.attempt import Attempt
from inspector.engine.inputs.draft import Draft
from inspector.engine.inputs.first import Guess
from inspector.engine.inputs.repair_layers import repair_layer
from inspector.engine.inputs.repair_ops import repair_op
from inspector.engine.inputs.repair_parts import (
    repair_key,
    repair_length,
    repair_parts,
    repair_unpacking,
)
from inspector.engine.inputs.repair_told import (
    repair_as_told,
    repair_closed,
    repair_dimensions,
    repair_missing,
    repair_number,
)
from inspector.engine.inputs.sides import Sides
from inspector.engine.recorder.recorder import RecordingStopped


def repaired(attempt: Attempt, guess: Guess, sides: Sides) -> Draft | None:
    """The draft to try next; None if the failure has nothing to do with the input."""
    if isinstance(attempt.recording.error, (RecordingStopped, MemoryError, NameError)):
        return None
    try:
        return _by_rules(attempt, guess, sides)
    except Exception:  # noqa: BLE001 (a module may answer anything when asked for its sizes)
        return None


def _by_rules(attempt: Attempt, guess: Guess, sides: Sides) -> Draft | None:
    event = attempt.event
    found = repair_key(attempt, guess) or repair_number(attempt)
    if found is None and event is not None:
        found = repair_parts(attempt, event)
        if event.module < 0:
            found = found or repair_op(attempt, event, sides)
        else:
            found = found or repair_layer(attempt, event, sides)
            found = found or repair_closed(attempt, event, sides)
    return (
        found
        or repair_unpacking(attempt, guess)
        or repair_missing(attempt, guess)
        or repair_length(attempt)
        or repair_dimensions(attempt)
        or repair_as_told(attempt, sides)
    )
