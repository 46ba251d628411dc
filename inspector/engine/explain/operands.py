"""What the operands of a failed function are: their shapes, and where each comes from."""

from inspector.engine.explain.scene import Scene
from inspector.engine.recorder.events import Arguments, Event
from inspector.engine.wording import capital


def operands(scene: Scene, event: Event) -> str:
    """A sentence with each operand's shape and where it comes from."""
    parts = [
        f"{scene.shape(value)} comes from {scene.origin_label(scene.origin(value))}"
        for value in event.inputs
    ]
    text = "; ".join(dict.fromkeys(parts))
    return f"{capital(text)}." if text else ""


def source_of(scene: Scene, value: int, dim: int = -1) -> str:
    """A sentence that says where one tensor comes from."""
    label = scene.origin_label(scene.origin(value, dim))
    return f"{scene.shape(value)} comes from {label}."


def arguments(event: Event) -> Arguments:
    """Positional and keyword arguments, with a word for each tensor."""
    return event.arguments or ((), {})


def given(event: Event, name: str, position: int, default: object = None) -> object:
    """One argument, however it was given; the tensor that a method belongs to is position 0."""
    positional, named = arguments(event)
    if name in named:
        return named[name]
    return positional[position] if position < len(positional) else default
