"""Applying the fix of a problem, wherever it was chosen."""

from inspector.edits.edit import EditError
from inspector.edits.fixes import edit_of
from inspector.report.model import Fix
from inspector.session.session import Session

TAKE_MODEL = "take_model"
"""The fix that chooses the model, which is a setting of the run and no edit of the text."""


def cure(session: Session, fix: Fix) -> None:
    """Apply a fix as one step of the history, or tell why it does not fit."""
    if fix.edit == TAKE_MODEL:
        session.set_expression(str(fix.arguments.get("expression", "")))
        return
    try:
        session.apply(edit_of(fix))
    except EditError as error:
        session.told.emit(str(error))
