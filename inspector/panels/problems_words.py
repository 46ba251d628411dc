"""What the list of problems says besides the problems: how the run stands, and where things are."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from inspector.report.model import Problem
from inspector.report.place import Place
from inspector.report.units import duration
from inspector.session.engine_client import EngineState
from inspector.session.state import State
from inspector.source.span import Span

Sign = Literal["error", "warning", "note", "ok", "lock"]

_STAGES = {
    "source": "reading the file",
    "build": "building the model",
    "input": "making the input",
    "forward": "in the forward pass",
}


@dataclass(frozen=True)
class Remark:
    """A line about the run."""

    sign: Sign
    text: str
    can_cancel: bool = False


def remarks(state: State, is_late: bool) -> tuple[Remark, ...]:
    """How the run of the text stands; one that takes long is told of only once it is late."""
    activity = state.activity
    found: list[Remark] = []
    if state.foreign:
        found.append(Remark("lock", "Not run: the file contains code that waits for your trust."))
    if activity.notice:
        found.append(Remark("warning", activity.notice))
    if activity.engine is EngineState.RUNNING and is_late:
        stage = _STAGES.get(activity.stage, "")
        found.append(Remark("note", f"Running… {stage}".strip(), can_cancel=True))
    if found or state.problems:
        return tuple(found)
    return (_rest(state),)


def _rest(state: State) -> Remark:
    if state.report is not None:
        seconds = state.report.totals.seconds
        took = duration(seconds).replace(" ", "\N{NO-BREAK SPACE}")
        ran = f" Forward ran in {took}." if seconds else ""
        return Remark("ok", f"No problems.{ran}")
    if state.activity.engine is EngineState.STARTING:
        return Remark("note", "The engine is starting…")
    if state.activity.engine is EngineState.BROKEN:
        return Remark("error", "The engine does not start; nothing can be run.")
    return Remark("note", "Nothing has run yet.")


def is_stale(state: State) -> bool:
    """Whether what is told of the run is of an older text."""
    if state.syntax is not None or state.report is None:
        return False
    return state.report_text != state.text


def span_here(problem: Problem, state: State) -> Span | None:
    """Where a problem lies in the open text; None if it lies elsewhere."""
    source = problem.source
    if source is None or source.file != state.document.file_name:
        return None
    return source.span


def location(problem: Problem, state: State) -> str:
    """Where a problem is, such as ``line 12 · 2.linear``; empty if nothing tells."""
    words: list[str] = []
    source = problem.source
    if source is not None:
        here = source.file == state.document.file_name
        name = "" if here else f"{PurePath(source.file).name} "
        words.append(f"{name}line {source.line:,}")
    if problem.module:
        words.append(problem.module)
    return " · ".join(words)


def place_of(problem: Problem, state: State) -> Place | None:
    """What to select for a problem: what stands at its place, in the module that it names."""
    span = span_here(problem, state) if state.syntax is None else None
    row = state.rows.at_span(span) if span is not None else None
    named = Place(problem.module) if problem.module is not None else None
    if named is None or (row is not None and row.place.path == named.path):
        return row.place if row is not None else None
    return named
