"""The verbs: report, draw, check and export, each run in this very process."""

import sys

from inspector.command import Target, VerbArguments
from inspector.edits.edit import EditError
from inspector.edits.export import exported
from inspector.engine.api import trace_file
from inspector.engine.memory import limit_memory
from inspector.report.drawing import DrawingError, draw
from inspector.report.model import Failure, Report
from inspector.report.summary import summary
from inspector.source.file import SourceError, read_file

FINE, FAILS, UNUSABLE = 0, 1, 2


def run_verb(given: VerbArguments) -> int:
    """Do what a verb says; the exit status."""
    if given.device == "cpu":
        limit_memory()
    try:
        report = _report(given)
    except SourceError as error:
        return _say(str(error), UNUSABLE)
    match given.verb:
        case "report":
            return _print_report(given, report)
        case "draw":
            return _draw(given, report)
        case "check":
            return _check(given.target, report)
        case _:
            return _export(given, report)


def _report(given: VerbArguments) -> Report:
    return trace_file(
        given.target.file,
        given.target.expression,
        given.inputs,
        given.seed,
        given.device,
        given.seconds,
    )


def _print_report(given: VerbArguments, report: Report) -> int:
    if given.format == "json":
        print(report.to_json())
    else:
        markdown = given.format == "markdown"
        print(summary(report, depth=given.depth, color=sys.stdout.isatty(), markdown=markdown))
    return FINE if report.failure is None else FAILS


def _draw(given: VerbArguments, report: Report) -> int:
    if not report.calls and report.failure is not None:
        return _explain(given.target, report.failure)
    try:
        draw(report, given.output, depth=given.depth, theme=given.theme)
    except DrawingError as error:
        return _say(str(error), UNUSABLE)
    return FINE if report.failure is None else _explain(given.target, report.failure)


def _check(target: Target, report: Report) -> int:
    if report.failure is not None:
        return _explain(target, report.failure)
    shapes = ", ".join(_shape(report, each) for each in report.outputs) or "no tensor"
    print(f"{target.file.name}: {report.model} runs and returns {shapes}.")
    return FINE


def _shape(report: Report, tensor: int) -> str:
    found = next((each for each in report.tensors if each.id == tensor), None)
    return str(tuple(found.shape)) if found is not None and found.shape is not None else "?"


def _export(given: VerbArguments, report: Report) -> int:
    if report.failure is not None:
        return _explain(given.target, report.failure)
    assumed = next((each for each in report.problems if each.code == "input-assumed"), None)
    code = str(assumed.fixes[0].arguments["code"]) if assumed and assumed.fixes else ""
    try:
        text = read_file(given.target.file).text
        outputs = max(len(report.outputs), 1)
        script = exported(text, given.target.expression, code, given.seed, outputs)
        given.output.write_text(script, encoding="utf-8")
    except (EditError, SourceError) as error:
        return _say(f"{given.target.file.name} cannot be exported. {error}", UNUSABLE)
    except OSError as error:
        return _say(f"{given.output} cannot be written: {error.strerror}.", UNUSABLE)
    return FINE


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
    return _say("\n".join(lines), FAILS)


def _say(sentence: str, status: int) -> int:
    print(sentence, file=sys.stderr)
    return status
