"""One request carried out: execute the text, build the model, find its input, run, report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec
from torch import nn

from inspector.engine.assemble.provenance import Provenance
from inspector.engine.assemble.report import assemble
from inspector.engine.calm import calm_collection
from inspector.engine.explain.building import explain_building
from inspector.engine.explain.feeding import explain_input, with_assumption
from inspector.engine.explain.forward import explain_forward
from inspector.engine.explain.not_finite import locate
from inspector.engine.forward import Forward
from inspector.engine.inputs.asked import make_inputs
from inspector.engine.inputs.draft import Draft
from inspector.engine.inputs.given import InputError, ModelInput, as_arguments, to_device
from inspector.engine.inputs.search import Ran, infer_input
from inspector.engine.recorder.deadline import Deadline
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.record import forget_frames
from inspector.engine.recorder.structure import Structure
from inspector.engine.script.choose import Chosen, choose_model, require_set_up
from inspector.engine.script.execute import UNSAVED, Script
from inspector.engine.script.guard import MemoryGuard
from inspector.engine.script.output import user_streams
from inspector.engine.script.provenance import ScriptProvenance
from inspector.engine.script.surroundings import seed_everything, surroundings
from inspector.engine.threads import fitting_threads
from inspector.protocol.messages import Run
from inspector.report.model import Failure, Input, Report, Stage

Progress = Callable[[Stage], None]


@dataclass
class Outcome:
    """What a run leaves: the report, and the model for questions about its tensors."""

    report: Report
    model: nn.Module | None = None


def run(request: Run, progress: Progress = lambda stage: None) -> Report:
    """Carry out a request. Mistakes of the user become the report's failure, never an exception."""
    return carry_out(request, progress).report


def carry_out(request: Run, progress: Progress) -> Outcome:
    """The same, with the model besides. `progress` hears of each stage as it begins."""
    with user_streams(), surroundings(request.file), calm_collection():
        try:
            return _stages(request, progress)
        except _StageError as stop:
            return Outcome(_empty(request, stop.failure))


class _StageError(Exception):
    """A stage failed before there was a model."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def _stages(request: Run, progress: Progress) -> Outcome:
    progress("source")
    script = _read(request)
    guard = MemoryGuard()
    with script.alive():
        progress("build")
        with guard:
            chosen = _build(script, request)
        progress("input")
        structure = Structure(chosen.model)
        provenance = ScriptProvenance(script)
        with guard:
            given = _feed(script, chosen, request)
        ran: Ran | Failure
        forward = Forward(
            chosen.model,
            guard,
            script.marks.heard_by,
            request.seconds,
            request.aten,
            around=fitting_threads,
        )
        if isinstance(given, Failure):
            ran = given
        else:
            progress("forward")
            ran = _run(forward, request, structure, given, script)
        if isinstance(ran, Failure):
            report = _assemble(Recording(), structure, provenance, chosen, request)
            return Outcome(msgspec.structs.replace(report, failure=ran), chosen.model)
        recording, structure = ran.recording, ran.structure
        report = _assemble(recording, structure, provenance, chosen, request)
        report = explained(report, recording, structure, provenance, script.names)
        if recording.not_finite and forward.is_repeatable:
            report = locate(report, structure, provenance, forward.record_again)
        report = with_assumption(report, ran, script.file)
        report = report if request.inputs else _named_as_in_the_text(report)
        return Outcome(report, chosen.model)


def _run(
    forward: Forward, request: Run, structure: Structure, given: ModelInput | None, script: Script
) -> Ran | Failure:
    """The forward on what is given, or on what is inferred."""

    def make(draft: Draft) -> ModelInput:
        with MemoryGuard():
            return draft.make(request.device)

    if given is not None:
        return Ran(structure, forward.record(given, structure))
    try:
        return infer_input(forward.model, structure, make, forward.record)
    except InputError as error:
        return explain_input(error, script.file)


def _named_as_in_the_text(report: Report) -> Report:
    """A single input is the file's ``X``, whatever the forward calls it."""
    if len(report.inputs) != 1:
        return report
    (given,) = report.inputs
    return msgspec.structs.replace(report, inputs=(Input("X", given.tensor),))


def _read(request: Run) -> Script:
    try:
        return Script(request.text, request.file)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _StageError(explain_building("source", error, request.file or UNSAVED)) from None


def _build(script: Script, request: Run) -> Chosen:
    seed_everything(request.seed)
    try:
        with Deadline(request.seconds, _nothing):
            script.run()
        chosen = choose_model(script, request.expression)
        require_set_up(chosen.model)
        if request.device != "cpu":
            chosen.model.to(request.device)
        return chosen
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 (the user's code may raise anything)
        failure = explain_building("build", error, script.file, script.names)
        forget_frames(error)
    raise _StageError(failure)


def _nothing() -> None:
    """Code that makes no events cannot be stopped more gently."""


def _feed(script: Script, chosen: Chosen, request: Run) -> ModelInput | Failure | None:
    """What was asked for, else the text's ``X``; None if the input is to be inferred."""
    try:
        if request.inputs:
            given = make_inputs(request.inputs, chosen.model)
        elif "X" in script.names:
            given = as_arguments(chosen.model, script.names["X"])
        else:
            return None
        return to_device(given, request.device)
    except Exception as error:  # noqa: BLE001 (shapes and dtypes are the user's)
        return explain_input(error, script.file)


def _assemble(
    recording: Recording,
    structure: Structure,
    provenance: ScriptProvenance,
    chosen: Chosen,
    request: Run,
) -> Report:
    return assemble(
        recording,
        structure,
        provenance,
        name=chosen.name,
        seed=request.seed,
        device=request.device,
    )


def explained(
    report: Report,
    recording: Recording,
    structure: Structure,
    provenance: Provenance,
    names: Mapping[str, object],
) -> Report:
    """The report with its failure put into the user's terms, if there was one."""
    if recording.error is None:
        return report
    failure = explain_forward(recording, structure, provenance, report.frames, names)
    forget_frames(recording.error)
    return msgspec.structs.replace(report, failure=failure)


def _empty(request: Run, failure: Failure) -> Report:
    return Report(
        model=request.expression or "model",
        seed=request.seed,
        device=request.device,
        failure=failure,
    )
