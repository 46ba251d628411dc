"""Explanations of what fails when the input is made."""

from inspector.report.model import Failure, Problem


def explain_input(error: Exception, file: str | None) -> Failure:
    return Failure("input", type(error).__name__, str(error))


def note_assumed_input(code: str, file: str) -> Problem:
    return Problem("note", "input-assumed", code)
