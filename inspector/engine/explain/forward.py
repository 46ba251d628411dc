"""Explanations of what fails while the model runs."""

from collections.abc import Callable, Mapping

from inspector.engine.assemble.calls import number_calls
from inspector.engine.assemble.provenance import Provenance
from inspector.engine.explain.arguments import explain_forward_arguments, explain_no_forward
from inspector.engine.explain.fixes import Fixes
from inspector.engine.explain.layers import explain_layer
from inspector.engine.explain.ops import explain_op
from inspector.engine.explain.python import explain_python, kind_of
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.traceback import place_of
from inspector.engine.explain.values import (
    explain_container,
    explain_device,
    explain_dtype,
    explain_none,
)
from inspector.engine.recorder.events import Event, Recording
from inspector.engine.recorder.recorder import RecordingStopped
from inspector.engine.recorder.structure import Structure
from inspector.engine.wording import message_of
from inspector.report.model import Failure, Frame, Source

_Rule = Callable[[Scene, Event], Explanation | None]
_RULES: tuple[_Rule, ...] = (
    explain_no_forward,
    explain_forward_arguments,
    explain_none,
    explain_container,
    explain_device,
    explain_layer,
    explain_op,
    explain_dtype,
)


def explain_forward(
    recording: Recording,
    structure: Structure,
    provenance: Provenance,
    frames: tuple[Frame, ...],
    names: Mapping[str, object],
) -> Failure:
    """The failure of a forward: the culprit, its place, and the cures."""
    error = recording.error
    assert error is not None
    scene = Scene(recording, structure, provenance)
    event = scene.failed
    source = _place(scene, event)
    if isinstance(error, RecordingStopped):
        return _endless(scene, event, frames)
    found = explain_python(error, source, provenance.file, names)
    if found is None and event is not None:
        found = _by_rules(scene, event)
    found = found or _plain(scene, event)
    return Failure(
        "forward",
        kind_of(error),
        message_of(error),
        found.text,
        found.hint or found.fixes.hint(),
        None if event is None else scene.path(event),
        number_calls(recording).get(recording.failed),
        source,
        found.fixes.all(),
    )


def _by_rules(scene: Scene, event: Event) -> Explanation | None:
    for rule in _RULES:
        found = rule(scene, event)
        if found is not None:
            return found
    return None


def _place(scene: Scene, event: Event | None) -> Source | None:
    """The innermost expression in the user's file: the call, the constructor, or as raised."""
    raised = scene.recording.error
    assert raised is not None
    if scene.provenance.file is None:  # a live model: wherever it was written
        return None if event is None else scene.call_site(event)
    if event is not None and event.module >= 0:
        called = scene.in_file(scene.call_site(event)) or scene.in_file(scene.constructor(event))
        opened = any(later.parent == scene.recording.failed for later in scene.recording.events)
        own = place_of(raised, scene.provenance.file)
        is_torchs = type(scene.module(event)).__module__.startswith("torch.")
        return called if is_torchs and not opened else own or called
    return place_of(raised, scene.provenance.file)


def _plain(scene: Scene, event: Event | None) -> Explanation:
    """What can be said of any error: who failed, on what, and the message."""
    fixes = Fixes(scene.provenance.file)
    message = scene.message.strip().partition("\n")[0]
    if event is None:
        return Explanation(message, fixes)
    shapes = ", ".join(str(scene.shape(value)) for value in event.inputs)
    on = f" on {shapes}" if shapes else ""
    text = f"{scene.label(event)} failed{on}: {message}"
    return Explanation(text[0].upper() + text[1:], fixes)


def _endless(scene: Scene, event: Event | None, frames: tuple[Frame, ...]) -> Failure:
    """The budget of events is used up."""
    loop = max(frames, key=lambda frame: frame.trips, default=None)
    steps = f"{len(scene.recording.events):,} steps"
    text = f"After {steps} the forward had not ended."
    if loop is not None:
        line = f" in line {loop.source.line}" if loop.source is not None else ""
        text += f" The loop `{loop.header}`{line} had gone round {loop.trips:,} times."
    return Failure(
        "forward",
        "EndlessLoop",
        f"stopped after {steps}",
        text,
        "Check that the loop changes what its test looks at.",
        None if event is None else scene.path(event),
        number_calls(scene.recording).get(scene.recording.failed),
        None if loop is None else loop.source,
    )
