"""Explanations of what fails while the model runs."""

from inspector.engine.assemble.provenance import Provenance
from inspector.engine.explain.traceback import place_of
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.structure import Structure
from inspector.report.model import Failure, Report


def explain_forward(
    report: Report, recording: Recording, structure: Structure, provenance: Provenance
) -> Failure:
    error = recording.error
    assert error is not None
    return Failure(
        "forward", type(error).__name__, str(error), source=place_of(error, provenance.file)
    )
