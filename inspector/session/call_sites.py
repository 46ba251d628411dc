"""The calls of the run that is shown, and where they are written in the file."""

from inspector.edits.edit import EditError
from inspector.report.model import Call, Report
from inspector.session.state import State
from inspector.source.span import Span

_OLDER = "The picture is older than the code. Wait until the model has run."


def report_of(state: State) -> Report:
    """The report of the text as it is. Raises EditError if the picture is of an older one."""
    if state.shown is None or not state.is_current:
        raise EditError(_OLDER)
    return state.shown


def call_of(state: State, call: int) -> Call:
    """A call by its id."""
    found = next((each for each in report_of(state).calls if each.id == call), None)
    if found is None:
        raise EditError(_OLDER)
    return found


def site_of(state: State, call: Call) -> Span:
    """Where a call is written in the file of the model. Raises EditError if it is elsewhere."""
    if call.source is None or call.source.file != state.document.file_name:
        raise EditError(
            f"{name_of(call)} is not called by a forward of this file, but by a container; "
            "extract a class to wire what is in it."
        )
    return call.source.span


def name_of(call: Call) -> str:
    """What the user knows a step by: the attribute of a module, the function of an op."""
    return call.module.rpartition(".")[2] if call.module else call.name
