"""Explanations about the input: none given, one assumed, or one that cannot be made."""

from inspector.engine.explain.fixes import Fixes
from inspector.engine.explain.python import explain_python, kind_of
from inspector.engine.explain.traceback import place_of
from inspector.engine.script.choose_input import InputError
from inspector.engine.wording import message_of
from inspector.report.model import Failure, Problem


def explain_input(error: Exception, file: str | None) -> Failure:
    """The failure of making the input."""
    kind, source = kind_of(error), place_of(error, file)
    if isinstance(error, InputError):
        fixes = Fixes(file)
        if error.suggestion:
            fixes.set_input(error.suggestion)
        return Failure(
            "input", kind, message_of(error), error.explanation, error.hint, "", fixes=fixes.all()
        )
    found = explain_python(error, source, file, {})
    text, hint = (found.text, found.hint) if found is not None else (message_of(error), "")
    return Failure("input", kind, message_of(error), text, hint, "", source=source)


def note_assumed_input(code: str, file: str | None) -> Problem:
    """The note that the file has no X and which one was used instead."""
    fixes = Fixes(file)
    fixes.set_input(code)
    message = f"The file has no input X; the model ran on {code}."
    hint = f"Write X = {code} to keep it."
    return Problem("note", "input-assumed", message, hint, "", fixes=fixes.all())
