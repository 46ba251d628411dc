"""Which inputs of an op only say where its result goes: their old contents are not read."""

from inspector.engine.recorder.contents import TENSOR
from inspector.engine.recorder.events import Event
from inspector.engine.recorder.names import op_name

_FILLING = frozenset(
    (
        *("copy_", "fill_", "zero_", "set_data", "bernoulli_", "cauchy_", "exponential_"),
        *("geometric_", "log_normal_", "normal_", "random_", "uniform_"),
    )
)
"""Methods that give every element of their tensor a new number, whatever it was."""


def overwritten(event: Event) -> tuple[int, ...]:
    """The values among the event's inputs that it replaced and did not read."""
    if event.function is None:
        return ()
    name, (positional, named) = op_name(event.function), event.arguments or ((), {})
    if name in _FILLING or (name == "setitem" and positional and _is_whole(positional[1])):
        targets, others = event.inputs[:1], event.inputs[1:]
    elif "out" in named and list(named)[-1] == "out":
        split = len(event.inputs) - _tensors(named["out"])
        targets, others = event.inputs[split:], event.inputs[:split]
    else:
        return ()
    return tuple(target for target in targets if target not in others)


def _is_whole(index: object) -> bool:
    parts = index if isinstance(index, tuple) else (index,)
    return all(part is ... or part == slice(None) for part in parts)


def _tensors(thing: object) -> int:
    return sum(map(_tensors, thing)) if isinstance(thing, (tuple, list)) else thing is TENSOR
