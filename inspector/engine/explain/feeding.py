"""Explanations about the input: one that was assumed, or one that cannot be made."""

import msgspec

from inspector.engine.explain.fixes import Fixes
from inspector.engine.explain.python import explain_python, kind_of
from inspector.engine.explain.traceback import place_of
from inspector.engine.inputs.given import InputError
from inspector.engine.inputs.search import Ran
from inspector.engine.wording import message_of
from inspector.report.model import Failure, Problem, Report
from inspector.report.units import count


def explain_input(error: Exception, file: str | None) -> Failure:
    """The failure of making the input."""
    kind, source = kind_of(error), place_of(error, file)
    if isinstance(error, InputError):
        return Failure("input", kind, message_of(error), error.explanation, error.hint, "")
    found = explain_python(error, source, file, {})
    text, hint = (found.text, found.hint) if found is not None else (message_of(error), "")
    return Failure("input", kind, message_of(error), text, hint, "", source=source)


def with_assumption(report: Report, ran: Ran, file: str | None) -> Report:
    """The report with the input that was assumed, if one was; `file` is None without one."""
    code = ran.draft.code() if ran.draft is not None else ""
    if ran.draft is None or not code:
        return report
    if report.failure is not None:
        failure = _on_assumed_input(report.failure, code, len(ran.tried), file)
        return msgspec.structs.replace(report, failure=failure)
    note = _note(code, ran.draft.why(), file)
    return msgspec.structs.replace(report, problems=(note, *report.problems))


def _note(code: str, why: str, file: str | None) -> Problem:
    """Nothing says what the model is run on, so this was used."""
    fixes = Fixes(file)
    fixes.set_input(code)
    missing = "No input is given" if file is None else "The file has no input X"
    reason = f" Assumed from {why}." if why else " Nothing in the model tells its shape."
    message = f"{missing}; the model ran on {code}.{reason}"
    hint = "" if file is None else f"Write X = {code} to keep it."
    return Problem("note", "input-assumed", message, hint, "", fixes=fixes.all())


def _on_assumed_input(failure: Failure, code: str, others: int, file: str | None) -> Failure:
    """The failure with what was tried."""
    missing = "No input is given" if file is None else "The file has no input X"
    better = f" {count(others, 'other input')} that seemed to fit did no better." if others else ""
    text = f"{failure.explanation} {missing}; this was tried: {code}.{better}"
    hint = failure.hint
    if not hint and file is not None:
        hint = "If another input is meant, write X = torch.rand(…) at the end of the file."
    return msgspec.structs.replace(failure, explanation=text, hint=hint)
