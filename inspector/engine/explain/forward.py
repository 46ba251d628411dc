"""Explanations of what fails while the model runs."""

from collections.abc import Callable, Mapping

from inspector.engine.assemble.calls import number_calls
from inspector.engine.assemble.provenance import Provenance
from inspector.engine.explain.arguments import explain_forward_arguments, explain_no_forward
from inspector.engine.explain.broadcasting import explain_broadcast
from inspector.engine.explain.conversions import explain_conversion
from inspector.engine.explain.devices import explain_device
from inspector.engine.explain.dimensions import explain_dimension
from inspector.engine.explain.dtypes import (
    explain_bool,
    explain_dtype,
    explain_not_made,
    explain_whole_numbers,
)
from inspector.engine.explain.ended import explain_end
from inspector.engine.explain.fixes import Fixes
from inspector.engine.explain.gradients import explain_gradient
from inspector.engine.explain.hooks import explain_hook
from inspector.engine.explain.layers import explain_layer
from inspector.engine.explain.losses import explain_loss
from inspector.engine.explain.memory import explain_memory
from inspector.engine.explain.mistakes import explain_mistake
from inspector.engine.explain.ops import explain_op
from inspector.engine.explain.python import explain_python, kind_of
from inspector.engine.explain.scene import Explanation, Scene, code_of
from inspector.engine.explain.traceback import place_in_users_code, place_of
from inspector.engine.explain.values import explain_container, explain_no_tensor, explain_none
from inspector.engine.explain.views import explain_overlap
from inspector.engine.recorder.events import Event, Recording
from inspector.engine.recorder.recorder import RecordingStopped
from inspector.engine.recorder.structure import Structure
from inspector.engine.wording import capital, message_of
from inspector.report.model import Failure, Frame, Source
from inspector.report.units import count

_Rule = Callable[[Scene, Event], Explanation | None]
_CALL_RULES: tuple[_Rule, ...] = (explain_no_forward, explain_forward_arguments)
"""For the call of any module."""
_TORCH_RULES: tuple[_Rule, ...] = (
    explain_none,
    explain_container,
    explain_no_tensor,
    explain_device,
    explain_hook,
    explain_layer,
    explain_op,
    explain_loss,
    explain_dimension,
    explain_broadcast,
    explain_overlap,
    explain_conversion,
    explain_gradient,
    explain_bool,
    explain_whole_numbers,
    explain_not_made,
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
        return _endless(scene, event, frames, source)
    try:
        found = _explanation(scene, event, source, names)
    except Exception:  # noqa: BLE001 (the rules look at the user's objects, which may raise)
        found = _plain(scene, event, source)
    return Failure(
        "forward",
        kind_of(error),
        message_of(error),
        _sentence(scene, event, found.text),
        found.hint or found.fixes.hint(),
        None if event is None else scene.path(event),
        number_calls(recording).get(recording.failed),
        source,
        found.fixes.all(),
    )


def _explanation(
    scene: Scene, event: Event | None, source: Source | None, names: Mapping[str, object]
) -> Explanation:
    error, found = scene.recording.error, explain_end(scene, event)
    assert error is not None
    if found is None and event is not None and event.module >= 0:
        found = _by_rules(_CALL_RULES, scene, event)
    if found is None and event is not None:
        found = explain_memory(scene, event)
    if found is None and scene.is_in_users_code(event):
        found = explain_mistake(scene, source)
    if found is None:
        found = explain_python(error, source, scene.provenance.file, names)
    if found is None and event is not None and not scene.is_in_users_code(event):
        found = _by_rules(_TORCH_RULES, scene, event)
    return found or _plain(scene, event, source)


def _by_rules(rules: tuple[_Rule, ...], scene: Scene, event: Event) -> Explanation | None:
    for rule in rules:
        found = rule(scene, event)
        if found is not None:
            return found
    return None


def _place(scene: Scene, event: Event | None) -> Source | None:
    """The innermost expression in the user's file: the call, the constructor, or as raised."""
    raised = scene.recording.error
    assert raised is not None
    if scene.provenance.file is None:  # a live model: wherever it was written
        own = place_in_users_code(raised) if scene.is_in_users_code(event) else None
        return own or (None if event is None else scene.call_site(event))
    own = place_of(raised, scene.provenance.file)
    if event is None or scene.is_in_users_code(event):
        return own or (None if event is None else scene.called_at(event))
    return scene.called_at(event) if event.module >= 0 else own


def _plain(scene: Scene, event: Event | None, source: Source | None) -> Explanation:
    """What can be said of any error: who failed, on what, and the message."""
    fixes = Fixes(scene.provenance.file)
    lines = scene.message.strip().splitlines() or [""]
    message = lines[-1 if "TorchScript interpreter" in lines[0] else 0]
    if event is None:
        return Explanation(message, fixes)
    if scene.is_in_users_code(event) and (code := code_of(source)):
        text = f"`{code}` in the forward of {scene.label(event)} failed: {message}"
        return Explanation(text, fixes)
    shapes = ", ".join(str(scene.shape(value)) for value in event.inputs)
    on = f" on {shapes}" if shapes else ""
    text = f"{scene.label(event)} failed{on}: {message}"
    return Explanation(text, fixes)


def _sentence(scene: Scene, event: Event | None, text: str) -> str:
    """The text as a sentence; of a module called more than once, with the number of the call."""
    before = 0 if event is None or event.module < 0 else scene.calls_before(event)
    which = f" This was call {before + 1} of it." if before else ""
    starts_with_code = not text.partition(" ")[0].isalpha()  # such as torch.zeros(…)
    return f"{text if starts_with_code else capital(text)}{which}"


def _endless(
    scene: Scene, event: Event | None, frames: tuple[Frame, ...], source: Source | None
) -> Failure:
    """The budget of events, or of time, is used up."""
    loop = max(frames, key=lambda frame: frame.trips, default=None)
    steps, seconds = count(len(scene.recording.events), "step"), scene.recording.seconds
    after = steps if seconds is None else f"{seconds:g} seconds and {steps}"
    text = f"After {after} the forward had not ended."
    if loop is not None:
        line = f" in line {loop.source.line}" if loop.source is not None else ""
        text += f" The loop `{loop.header}`{line} had gone round {count(loop.trips, 'time')}."
        source = loop.source
    elif code := code_of(source):
        text += f" It stood at `{code}`."
    return Failure(
        "forward",
        "EndlessLoop" if loop is not None or seconds is None else "Timeout",
        f"stopped after {after}",
        text,
        _hint_to_end(loop, seconds),
        None if event is None else scene.path(event),
        number_calls(scene.recording).get(scene.recording.failed),
        source,
    )


def _hint_to_end(loop: Frame | None, seconds: float | None) -> str:
    more = "give it more time with --seconds, or a smaller input."
    if loop is None:
        return more.capitalize()
    hint = "Check that the loop changes what its test looks at"
    return f"{hint}." if seconds is None else f"{hint}; or {more}"
