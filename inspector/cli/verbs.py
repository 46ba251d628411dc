"""The verbs: report, draw, check and export, each run in this very process."""

from inspector.cli.exporting import export
from inspector.cli.printing import in_color, say, write
from inspector.cli.reports import is_stored, report_of
from inspector.cli.statuses import DIFFERS, FAILS, FINE, UNUSABLE
from inspector.command import Target, VerbArguments
from inspector.report.comparing import compare
from inspector.report.drawing import DrawingError, draw
from inspector.report.model import Failure, Report
from inspector.report.summary import summary
from inspector.source.file import SourceError

_NOT_RUN_FOR_REAL = ("too-large", "assumed-value")
"""Codes of problems without which the word "runs" would say too much."""


def run_verb(given: VerbArguments) -> int:
    """Do what a verb says; the exit status."""
    try:
        report = report_of(given.target, given)
        against = report_of(given.against, given) if given.against is not None else None
    except SourceError as error:
        return say(str(error), UNUSABLE)
    match given.verb:
        case "report" if against is not None:
            return _print_comparison(given, report, against)
        case "report":
            return _print_report(given, report)
        case "draw":
            return _draw(given, report)
        case "check":
            return _check(given.target, report)
        case _ if report.failure is not None and not is_stored(given.target):
            return _explain(given.target, report.failure)
        case _:
            return export(given, report)


def _print_report(given: VerbArguments, report: Report) -> int:
    if given.format == "json":
        write(report.to_json())
    else:
        markdown = given.format == "markdown"
        chosen = (given.columns, given.fold)
        write(summary(report, given.depth, None, in_color(), markdown, *chosen))
    return FINE if report.failure is None else FAILS


def _print_comparison(given: VerbArguments, report: Report, against: Report) -> int:
    comparison = compare(against, report)
    if given.format == "json":
        write(comparison.to_json())
    else:
        write(comparison.summary(color=in_color(), markdown=given.format == "markdown"))
    return DIFFERS if comparison.differs else FINE


def _draw(given: VerbArguments, report: Report) -> int:
    if not report.calls and report.failure is not None:
        return _explain(given.target, report.failure)
    try:
        draw(report, given.output, given.depth, given.theme, given.scale)
    except DrawingError as error:
        return say(str(error), UNUSABLE)
    return FINE if report.failure is None else _explain(given.target, report.failure)


def _check(target: Target, report: Report) -> int:
    if report.failure is not None:
        return _explain(target, report.failure)
    shapes = ", ".join(_shape(report, each) for each in report.outputs) or "no tensor"
    write(f"{target.file.name}: {report.model} runs and returns {shapes}.")
    for problem in report.problems:
        if problem.code in _NOT_RUN_FOR_REAL:
            say(problem.message, FINE)
    return FINE


def _shape(report: Report, tensor: int) -> str:
    found = next((each for each in report.tensors if each.id == tensor), None)
    return str(tuple(found.shape)) if found is not None and found.shape is not None else "?"


def _explain(target: Target, failure: Failure) -> int:
    """Say on stderr what is wrong, where, and what would cure it."""
    source = failure.source
    place = f"{source.file}:{source.line}" if source is not None else str(target.file)
    said = f"{failure.type}: {failure.message}"
    lines = [f"{place}: {failure.explanation or said}"]
    if failure.hint:
        lines.append(f"  {failure.hint}")
    if failure.explanation:
        lines.append(f"  ({said.splitlines()[0]})")
    return say("\n".join(lines), FAILS)
