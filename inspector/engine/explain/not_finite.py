"""Where NaN or infinity first appeared in an output: the forward runs once more and is watched."""

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from inspector.engine.assemble.calls import number_calls
from inspector.engine.assemble.provenance import Provenance
from inspector.engine.explain.infinity import Cause, cause_of
from inspector.engine.explain.scene import Origin, Scene
from inspector.engine.recorder.events import Event, Recording
from inspector.engine.recorder.numbers import Numbers, NumbersRecorder, numbers_of
from inspector.engine.recorder.structure import Structure
from inspector.engine.recorder.values import OUTSIDE
from inspector.engine.wording import capital
from inspector.report.model import Problem, Report

CODE = "not-finite"


class _First(NamedTuple):
    """The value in which NaN or infinity first stands, and the event that made it, if any did."""

    value: int
    event: int


def locate(
    report: Report,
    structure: Structure,
    provenance: Provenance,
    run_again: Callable[[NumbersRecorder], Recording],
) -> Report:
    """The report with its warning of an output that is not finite told where that began.

    `run_again` records the same forward, on the same input and random numbers, and leaves the
    model as it was. A run that turns out otherwise changes nothing.
    """
    recorder = NumbersRecorder(structure)
    recording = run_again(recorder)
    if recording.error is not None:
        return report
    scene = Scene(recording, structure, provenance)
    try:
        found = _problem(scene, recorder.numbers)
    except Exception:  # noqa: BLE001 (it looks at the user's modules, which may raise)
        found = None
    if found is None:
        return report
    found = _with_trip(found, report)
    problems = [found if problem.code == CODE else problem for problem in report.problems]
    return msgspec.structs.replace(report, problems=tuple(problems))


def _problem(scene: Scene, numbers: dict[int, Numbers]) -> Problem | None:
    """The warning; None if this run returned finite numbers."""
    bad = [value for value in scene.recording.outputs if _is_bad(numbers, value)]
    if not bad:
        return None
    start = next((value for value in bad if numbers[value].nan), bad[0])
    nan = numbers[start].nan
    first = _walk_back(scene.recording, numbers, start, nan)
    message = f"The output holds {'NaN' if nan else 'infinity'}. "
    if first.event == OUTSIDE:
        what = scene.origin_label(Origin(None, first.value))
        hint = "Look at where its numbers come from."
        return Problem("warning", CODE, f"{message}{capital(what)} holds it already.", hint, "")
    event = scene.recording.events[first.event]
    shapes = " and ".join(str(scene.shape(value)) for value in event.inputs)
    message += f"It first appears in {scene.label(event)}{f' on {shapes}' if shapes else ''}"
    inputs = [numbers[value] for value in event.inputs if value in numbers]
    cause = _own_parameters(scene, event) or cause_of(scene, event, inputs, nan)
    message += f": {cause.text}." if cause.text else ", whose inputs are finite."
    infinite = [value for value in event.inputs if value in numbers and numbers[value].infinite]
    if nan and infinite:
        source = _walk_back(scene.recording, numbers, infinite[0], nan=False)
        maker = None if source.event == OUTSIDE else scene.recording.events[source.event]
        label = scene.origin_label(Origin(maker, source.value))
        message += f" The infinity comes from {label}."
    return Problem(
        "warning",
        CODE,
        message,
        cause.hint,
        scene.path(event),
        number_calls(scene.recording).get(first.event),
        scene.called_at(event) or scene.call_site(event),
    )


def _with_trip(problem: Problem, report: Report) -> Problem:
    """The same with the trip of the loop, if it began in one."""
    call = None if problem.call is None else report.calls[problem.call]
    if call is None or call.frame is None:
        return problem
    frame = report.frames[call.frame.id]
    message = f"{problem.message} It was trip {call.frame.trip} of `{frame.header}`."
    return msgspec.structs.replace(problem, message=message)


def _walk_back(recording: Recording, numbers: dict[int, Numbers], value: int, nan: bool) -> _First:
    """From a value to the first one before it that holds NaN, or else infinity."""
    seen = {value}
    while True:
        event = recording.values[value].event
        if event == OUTSIDE:
            return _First(value, OUTSIDE)
        read = recording.events[event].inputs
        more = [other for each in read for other in recording.mixed.get(each, ())]
        before = next(
            (
                each
                for each in (*read, *more)
                if each not in seen and each in numbers and _holds(numbers[each], nan)
            ),
            None,
        )
        if before is None:
            return _First(value, event)
        seen.add(before)
        value = before


def _holds(numbers: Numbers, nan: bool) -> bool:
    return numbers.nan if nan else numbers.infinite


def _is_bad(numbers: dict[int, Numbers], value: int) -> bool:
    return value in numbers and not numbers[value].finite


def _own_parameters(scene: Scene, event: Event) -> Cause | None:
    """A parameter or buffer of the module called that is not finite."""
    module = scene.module(event)
    if module is None:
        return None
    for name, tensor in (*module.named_parameters(), *module.named_buffers()):
        found = numbers_of(tensor)
        if found is not None and not found.finite:
            what = "NaN" if found.nan else "infinity"
            return Cause(f"its `{name}` holds {what} already", "Initialize or load it anew.")
    return None
