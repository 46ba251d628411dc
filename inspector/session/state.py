"""All that the views show, as one frozen value."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import msgspec

from inspector.catalog.plain_rules import Finding
from inspector.edits.members import owner_of_member
from inspector.graph.hierarchy import hierarchy
from inspector.graph.rows import Row, Rows
from inspector.outline.index import Index
from inspector.outline.nodes import Outline
from inspector.protocol.messages import Discovered
from inspector.report.model import Failure, Problem, Report, Source
from inspector.report.place import Place
from inspector.session.engine_client import EngineState
from inspector.session.rebase import rebased
from inspector.source.changes import Rebase
from inspector.source.file import SourceFile

UNSAVED = "<model>"
"""The file name in the places of a text that was never saved."""


@dataclass(frozen=True)
class Document:
    """Where the text comes from and belongs to."""

    path: Path | None = None
    title: str = "untitled.py"
    file: SourceFile = field(default_factory=lambda: SourceFile(""))
    """How to write it back: encoding, line ends."""
    modified: bool = False

    @property
    def file_name(self) -> str:
        """The name under which places in this text lie."""
        return str(self.path) if self.path is not None else UNSAVED


@dataclass(frozen=True)
class Activity:
    """What the engine is at."""

    engine: EngineState = EngineState.STARTING
    stage: str = ""
    """Of the run: ``build``, ``forward``, …; empty if none is under way."""
    torch: str = ""
    """Version, once the engine is ready."""
    devices: tuple[str, ...] = ("cpu",)
    notice: str = ""
    """Why the last run gave nothing: cancelled, or the engine ended."""


@dataclass(frozen=True)
class State:
    """The open document and all that is known of it at one moment."""

    text: str
    outline: Outline
    """Of the text, or of the last one that was Python."""
    outline_text: str = ""
    """The text that the outline is of; rows and reports have their places in this one."""
    is_unread: bool = False
    """Whether a long text has been typed in that is read only when the typing rests."""
    syntax: Failure | None = None
    """Why the text is not Python; the outline is then that of an older text."""
    report: Report | None = None
    """The newest report, also of a run that failed."""
    report_text: str = ""
    """The text that the report is of."""
    picture: Report | None = None
    """The newest report of a run that came as far as calling a module."""
    picture_text: str = ""
    selection: Place | None = None
    also_selected: tuple[Place, ...] = ()
    """What is selected beside the selection, which is the one that the keyboard is at."""
    document: Document = field(default_factory=Document)
    activity: Activity = field(default_factory=Activity)
    foreign: tuple[Finding, ...] = ()
    """What keeps the text from running before the user trusts it; empty if it may run."""
    expression: str = ""
    """What the user chose as the model, instead of a variable of the file."""
    device: str = "cpu"
    packages: tuple[Discovered, ...] = ()
    """What the palette offers beside torch, by the packages that the user named."""

    @property
    def is_current(self) -> bool:
        """Whether the picture is of this very text."""
        return self.picture is not None and self.picture_text == self.text

    @cached_property
    def report_here(self) -> Report | None:
        """The report with its places where they are in the text of the outline."""
        if self.report is None:
            return None
        return rebased(self.report, self.report_text, self.outline_text, self.document.file_name)

    @cached_property
    def shown(self) -> Report | None:
        """The picture with its places in the text of the outline, and with what is wrong now."""
        latest = self.report_here
        if self.picture is None or self.picture is self.report or latest is None:
            return latest
        here = rebased(self.picture, self.picture_text, self.outline_text, self.document.file_name)
        return msgspec.structs.replace(here, failure=latest.failure, problems=latest.problems)

    @cached_property
    def index(self) -> Index:
        """The outline, ready for look-ups."""
        return Index(self.outline)

    @cached_property
    def rows(self) -> Rows:
        """The rows of the tree."""
        file = self.document.file_name
        return hierarchy(self.outline, self.shown, file, self.expression, self.index)

    @cached_property
    def selected(self) -> Row | None:
        """The row of the selection, or of the module that holds it."""
        return self.rows.around(self.selection) if self.selection is not None else None

    @cached_property
    def chosen(self) -> tuple[Row, ...]:
        """The rows of all that is selected, in order; what lies within one of them is left out."""
        row = self.selected
        if row is None or not self.also_selected:
            return (row,) if row is not None else ()
        others = [self.rows.at(place) for place in self.also_selected]
        return self.rows.outermost((row, *(each for each in others if each is not None)))

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything to tell the user, the gravest first."""
        found: list[Problem] = []
        if self.syntax is not None:
            found.append(_as_problem(self.syntax))
        report = self.report_here
        if report is not None and self.syntax is None:
            if report.failure is not None:
                found.append(_as_problem(report.failure))
            gravity = ("error", "warning", "note")
            found += sorted(report.problems, key=lambda each: gravity.index(each.severity))
        return tuple(found)


def _as_problem(failure: Failure) -> Problem:
    return Problem(
        "error",
        failure.stage,
        failure.explanation or f"{failure.type}: {failure.message}",
        failure.hint,
        failure.module,
        failure.call,
        failure.source,
        failure.fixes,
    )


def with_activity(state: State, **changes: object) -> State:
    """The state with some fields of its activity changed."""
    return replace(state, activity=replace(state.activity, **changes))  # type: ignore[arg-type]


def syntax_failure(message: str, source: Source | None, is_shown: bool) -> Failure:
    """A text that is not Python, as a failure of the stage ``source``.

    `is_shown` says whether the views still show an older text that was.
    """
    return Failure(
        "source",
        "SyntaxError",
        message,
        explanation=f"This is not Python yet: {message}",
        hint="The tree and the picture show the last text that was." if is_shown else "",
        source=source,
    )


def with_selection_of(before: State, after: State) -> State:
    """The state after a change of the text with what was selected before.

    It stays with its code, not with its number.
    """
    if after.syntax is not None:
        return after
    if before.selection is None:
        return after
    moved = {place: followed(before, after, place) for place in before.also_selected}
    selection = followed(before, after, before.selection)
    if selection is None:
        around = map(after.rows.around, (before.selection, *before.also_selected))
        near = next((row.place for row in around if row is not None), None)
        selection = near or _standing(after, before.selection)
    kept = (each for each in moved.values() if each is not None and each != selection)
    return replace(after, selection=selection, also_selected=tuple(dict.fromkeys(kept)))


def with_selection_kept(state: State) -> State:
    """The state after a run: what it shows is selected, or what holds what is no longer there."""
    if state.selection is None or not state.is_current:
        return state
    place = _standing(state, state.selection)
    return state if place == state.selection else replace(state, selection=place)


def _standing(state: State, place: Place) -> Place | None:
    """The place if it has a row, else the nearest one around it that has."""
    around: Place | None = place
    while around is not None and state.rows.around(around) is None:
        around = Place(around.parent_path) if around.path else None
    return around


def followed(before: State, after: State, place: Place) -> Place | None:
    """Where the code of a place is now; None if it is gone.

    Code that was put into other code is gone, but its row stands where it stood.
    """
    row = before.rows.around(place)
    if row is None or row.part is None:
        return place
    part = Rebase(before.outline_text, after.outline_text).span(row.part)
    same = after.rows.at(place)
    if part is not None and same is not None and same.part == part:
        return place  # one line makes several; this is the one that was selected
    found = next((each for each in after.rows if part is not None and each.part == part), None)
    if found is not None:
        return found.place
    node = after.index.expression_at(part) if part is not None else None
    owned = owner_of_member(after.index, node) if node is not None else None
    if owned is not None and row.owner:  # a new name, which the last run does not know
        return Place(f"{place.parent_path}.{owned[1]}".removeprefix("."))
    return place if before.rows.by_key.keys() == after.rows.by_key.keys() else None


_OF_REPORTS = ("outline_text", "report", "picture", "picture_text")
_SOURCES = {
    "index": ("outline",),
    "report_here": _OF_REPORTS,
    "shown": _OF_REPORTS,
    "rows": (*_OF_REPORTS, "outline", "expression"),
    "problems": (*_OF_REPORTS, "syntax"),
}
"""What is derived from a state, and the fields that it is derived from."""


def carry_over(before: State, after: State) -> None:
    """Spare the next state what was derived already from the very same values."""
    if before.document.file_name != after.document.file_name:
        return
    for name, sources in _SOURCES.items():
        same = all(getattr(before, each) is getattr(after, each) for each in sources)
        if name in before.__dict__ and (same or after.is_unread):
            after.__dict__.setdefault(name, before.__dict__[name])
