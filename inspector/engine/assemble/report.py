"""A whole report from a recording."""

from collections.abc import Iterator

from inspector.engine.assemble.branches import branches
from inspector.engine.assemble.calls import CallTable, number_calls
from inspector.engine.assemble.modules import ModuleTable
from inspector.engine.assemble.other_threads import modules_in_other_threads
from inspector.engine.assemble.problems import unregistered_modules, written_parameters
from inspector.engine.assemble.provenance import Provenance
from inspector.engine.assemble.returned import nothing_returned
from inspector.engine.assemble.tensors import TensorTable
from inspector.engine.assemble.unused import unused_parameters
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.sites import Places
from inspector.engine.recorder.structure import Structure
from inspector.report.model import Input, Problem, Report, Totals


def assemble(
    recording: Recording,
    structure: Structure,
    provenance: Provenance,
    *,
    name: str = "model",
    seed: int | None = None,
    device: str = "cpu",
) -> Report:
    """The report of a recorded run, without the explanation of its failure."""
    numbers = number_calls(recording)
    tensors = TensorTable(recording, numbers)
    inputs = tuple(Input(label, tensors.of_value(value)) for label, value in recording.inputs)
    places = Places(provenance.file)
    calls = CallTable(
        recording,
        structure,
        tensors,
        numbers,
        places,
        provenance.file if provenance.marked else None,
    )
    modules = ModuleTable(structure, tensors, calls.calls_of_modules(), provenance)
    module_rows = modules.rows()
    tensors.number_rest()
    call_rows = calls.rows()
    sums = modules.sums
    return Report(
        model=name,
        seed=seed,
        device=device,
        inputs=inputs,
        modules=module_rows,
        calls=call_rows,
        frames=calls.frames(),
        branches=branches(recording, places, numbers, call_rows),
        outputs=tuple(map(tensors.of_value, recording.outputs)),
        tensors=tuple(tensors.rows),
        totals=Totals(
            sums.parameters,
            sums.trainable,
            sums.buffers,
            sums.parameter_bytes,
            sum(value.new_bytes for value in recording.values),
            calls.flops,
            calls.seconds,
            recording.peak_bytes,
        ),
        problems=tuple(_problems(recording, structure, provenance)),
    )


def _problems(
    recording: Recording, structure: Structure, provenance: Provenance
) -> Iterator[Problem]:
    yield from unregistered_modules(structure, provenance)
    yield from modules_in_other_threads(recording, structure, provenance)
    yield from written_parameters(recording)
    if recording.error is None:
        yield from nothing_returned(recording, structure, provenance)
        yield from unused_parameters(recording, structure, provenance)
        if recording.not_finite:
            yield _not_finite()
    if recording.lapses:
        message = f"Parts of the record are missing: {recording.lapses[0]}"
        yield Problem("note", "record-incomplete", message)


def _not_finite() -> Problem:
    message = "The output holds NaN or infinity."
    hint = "Look for a division by zero, the logarithm of zero, or numbers that grow without limit."
    return Problem("warning", "not-finite", message, hint, "")
