"""The report of a target: that of running a file, or one that was stored."""

from inspector.command import Target, VerbArguments
from inspector.engine.memory import limit_memory
from inspector.report.model import Report
from inspector.report.stored import open_report


def report_of(target: Target, given: VerbArguments) -> Report:
    """Run the target with what was given for it, or read it if it is a stored report.

    Raises SourceError with a sentence if it cannot be read.
    """
    if is_stored(target):
        return open_report(target.file)
    from inspector.engine.api import trace_file  # torch, only when something is run

    if given.device == "cpu":
        limit_memory()
    return trace_file(
        target.file, target.expression, given.inputs, given.seed, given.device, given.seconds
    )


def is_stored(target: Target) -> bool:
    """Whether the target is a report as ``--format json`` writes it."""
    return target.file.suffix == ".json"
