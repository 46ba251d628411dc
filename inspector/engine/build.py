"""One request carried out: execute the text, build the model, find its input, run, report."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext

import msgspec
import torch
from torch import nn

from inspector.engine.assemble.provenance import Provenance
from inspector.engine.assemble.report import assemble
from inspector.engine.calm import calm_collection
from inspector.engine.explain.building import explain_building
from inspector.engine.explain.feeding import explain_input, with_assumption
from inspector.engine.explain.forward import explain_forward
from inspector.engine.explain.meta import assumed_values, explain_on_meta
from inspector.engine.explain.not_finite import locate
from inspector.engine.fallback import LookAhead, lack_of, run_where_it_fits
from inspector.engine.forward import Forward
from inspector.engine.inputs.asked import make_inputs
from inspector.engine.inputs.draft import Draft
from inspector.engine.inputs.given import InputError, ModelInput, as_arguments, to_device
from inspector.engine.inputs.search import Ran, infer_input
from inspector.engine.outcome import Lack, Outcome, Way
from inspector.engine.recorder.deadline import within
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.record import forget_frames
from inspector.engine.recorder.recorder import Recorder
from inspector.engine.recorder.repeats import repeats_recognized, was_told_apart
from inspector.engine.recorder.structure import Structure
from inspector.engine.script.answers import META
from inspector.engine.script.choose import Chosen, choose_model, require_set_up
from inspector.engine.script.execute import UNSAVED, Script
from inspector.engine.script.guard import MemoryGuard
from inspector.engine.script.meta import MetaDevice, executed_on, move
from inspector.engine.script.output import user_streams
from inspector.engine.script.provenance import ScriptProvenance
from inspector.engine.script.surroundings import seed_everything, surroundings
from inspector.engine.threads import fitting_threads
from inspector.protocol.messages import Run
from inspector.report.model import Failure, Input, Report, Stage

Progress = Callable[[Stage], None]
Around = Callable[[], AbstractContextManager[object]]
Built = Callable[[nn.Module], None]


def run(request: Run, progress: Progress = lambda stage: None) -> Report:
    """Carry out a request. Mistakes of the user become the report's failure, never an exception."""
    return carry_out(request, progress).report


def carry_out(
    request: Run,
    progress: Progress,
    around_build: Around = nullcontext,
    built: Built = lambda model: None,
) -> Outcome:
    """The same, with the model besides. `progress` hears of each stage as it begins.

    The text is executed within `around_build`; `built` hears of the model before it runs. What
    does not fit into memory runs on the meta device instead, see fallback.py.
    """

    def attempt(request: Run, way: Way) -> Outcome:
        with surroundings(request.file), calm_collection():
            try:
                return _stages(request, progress, way, around_build, built)
            except _StageError as stop:
                return Outcome(_empty(request, stop.failure), lack=stop.lack)

    with user_streams():
        return run_where_it_fits(request, attempt)


class _StageError(Exception):
    """A stage failed before there was a model."""

    def __init__(self, failure: Failure, lack: Lack = "") -> None:
        super().__init__(failure.message)
        self.failure = failure
        self.lack = lack


def _stages(
    request: Run, progress: Progress, way: Way, around_build: Around, built: Built
) -> Outcome:
    progress("source")
    script = _read(request)
    with script.alive(), executed_on(request.device) as meta:
        progress("build")
        with way.guard or nullcontext(), around_build():
            chosen = _build(script, request)
        built(chosen.model)
        progress("input")
        structure = Structure(chosen.model)
        provenance = ScriptProvenance(script)
        with way.guard or nullcontext():
            given = _feed(script, chosen, request)
        forward = Forward(
            chosen.model,
            way.guard and MemoryGuard(),
            script.marks.heard_by,
            request.seconds,
            request.aten,
            around=_once if way.once and not request.aten else _each,
        )
        ran: Ran | Failure
        if isinstance(given, Failure):
            ran = given
        else:
            progress("forward")
            ran = _run(forward, request, structure, given, script)
        if isinstance(ran, Failure):
            report = _assemble(Recording(), structure, provenance, chosen, request)
            report = msgspec.structs.replace(report, failure=ran)
            return Outcome(report, chosen.model, lack_of(ran, request))
        recording, structure = ran.recording, ran.structure
        report = _assemble(recording, structure, provenance, chosen, request)
        report = explained(report, recording, structure, provenance, script.names)
        if recording.not_finite and forward.is_repeatable:
            report = locate(report, structure, provenance, forward.record_again)
        report = with_assumption(report, ran, script.file)
        report = report if request.inputs else _named_as_in_the_text(report)
        if meta is not None:
            report = _with_assumptions(report, meta, script.file)
        if way.once and was_told_apart(recording):
            return Outcome(report, chosen.model, "every call")
        return Outcome(report, chosen.model, lack_of(report.failure, request))


def _with_assumptions(report: Report, meta: MetaDevice, file: str) -> Report:
    assumed = assumed_values(meta.answers.assumptions(file), report)
    failure = None if report.failure is None else explain_on_meta(report.failure)
    problems = (*assumed, *report.problems)
    return msgspec.structs.replace(report, problems=problems, failure=failure)


def _each(recorder: Recorder) -> AbstractContextManager[object]:
    """Every call is run, with as many threads as do it good."""
    return fitting_threads(recorder.structure)


@contextmanager
def _once(recorder: Recorder) -> Iterator[None]:
    """Of identical blocks only the first is run."""
    with fitting_threads(recorder.structure), repeats_recognized(recorder):
        yield


def _run(
    forward: Forward, request: Run, structure: Structure, given: ModelInput | None, script: Script
) -> Ran | Failure:
    """The forward on what is given, or on what is inferred."""

    def make(draft: Draft) -> ModelInput:
        with forward.guard or nullcontext():
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
        with within(request.seconds, _nothing):
            script.run()
        chosen = choose_model(script, request.expression)
        require_set_up(chosen.model)
        move(chosen.model, request.device)
        return chosen
    except (KeyboardInterrupt, LookAhead):
        raise
    except BaseException as error:  # noqa: BLE001 (the user's code may raise anything)
        failure = explain_building("build", error, script.file, script.names)
        failure = explain_on_meta(failure) if request.device == META else failure
        forget_frames(error)
    raise _StageError(failure, lack_of(failure, request))


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
    with torch._C.DisableTorchFunction():  # the meta device need not hear of it
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
