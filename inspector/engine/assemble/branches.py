"""Which way the forward took where a tensor's value decided it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from inspector.engine.recorder.conditions import Condition, Conditions
from inspector.engine.recorder.events import Event, Recording
from inspector.engine.recorder.sites import Places, belongs_to_torch
from inspector.report import model as report
from inspector.source.span import Span

_DECIDING = (bool, int, float)


@dataclass
class _Decision:
    """One evaluation of a condition, as far as it was seen."""

    condition: Condition
    level: int
    """How many functions into the module's forward it stands."""
    instruction: int
    truths: dict[Span, bool] = field(default_factory=dict)
    deciding: int = -1
    """The last event that turned a tensor into a Python number or truth; -1 if none did."""
    entered: bool | None = None
    """Whether what ran next stands in the body, or in the other branch; None if in neither."""


class _Place(NamedTuple):
    """Where an event stands in a test."""

    condition: Condition
    level: int
    instruction: int
    span: Span


def branches(
    recording: Recording,
    places: Places,
    numbers: dict[int, int],
    calls: tuple[report.Call, ...],
) -> tuple[report.Branch, ...]:
    """All evaluations of conditions that read a tensor, in their order."""
    rows: list[report.Branch] = []
    for decision in sorted(_decisions(recording.events, places), key=lambda one: one.deciding):
        if decision.deciding not in numbers:
            continue
        condition, call = decision.condition, calls[numbers[decision.deciding]]
        value = condition.outcome(decision.truths)
        value = decision.entered if value is None else value
        rows.append(
            report.Branch(
                len(rows),
                call.parent,
                condition.kind,
                condition.header,
                value,
                _taken(condition, value),
                call.id,
                call.frame,
                condition.source,
            )
        )
    return tuple(rows)


def _taken(condition: Condition, value: bool | None) -> Literal["body", "else"] | None:
    if value is None:
        return None
    if value:
        return "body" if condition.body is not None else None
    return "else" if condition.otherwise is not None else None


def _decisions(events: list[Event], places: Places) -> Iterator[_Decision]:
    """Follow the calls in which a tensor became a Python number, each on its own."""
    parents = {event.parent for event in events if type(event.result) in _DECIDING}
    if not parents:
        return
    conditions = Conditions()
    running: dict[int, _Decision] = {}
    for index, event in enumerate(events):
        if event.parent not in parents:
            continue
        decision, place = running.get(event.parent), _place(event, conditions, places)
        if decision is not None and not _goes_on(decision, place, event):
            decision.entered = _entered(decision, event, places)
            yield running.pop(event.parent)
            decision = None
        if place is None:
            continue
        if decision is None:
            decision = _Decision(place.condition, place.level, place.instruction)
            running[event.parent] = decision
        decision.instruction = place.instruction
        if type(event.result) in _DECIDING:
            decision.deciding = index
        if isinstance(event.result, bool):
            part = place.condition.part_at(place.span, decision.truths)
            if part is not None:
                decision.truths[part] = event.result
    yield from running.values()


def _place(event: Event, conditions: Conditions, places: Places) -> _Place | None:
    """The innermost test that the event runs in, of its own function or of those around it."""
    for depth, link in enumerate(event.chain):
        source = None if belongs_to_torch(link[0]) else places.of_link(link)
        condition = None if source is None else conditions.deciding(source)
        if source is not None and condition is not None:
            return _Place(condition, len(event.chain) - depth, link[1], source.span)
    return None


def _goes_on(decision: _Decision, place: _Place | None, event: Event) -> bool:
    """Whether the event is part of the same evaluation, or else of a later one."""
    if place is None or place[:2] != (decision.condition, decision.level):
        return False
    if len(event.chain) > place.level:  # in a function called from the test
        return place.instruction >= decision.instruction
    return place.instruction > decision.instruction


def _entered(decision: _Decision, event: Event, places: Places) -> bool | None:
    if len(event.chain) < decision.level:
        return None
    source = places.of_link(event.chain[-decision.level])
    if source is None or source.file != decision.condition.source.file:
        return None
    for branch, entered in ((decision.condition.body, True), (decision.condition.otherwise, False)):
        if branch is not None and branch.contains(source.span):
            return entered
    return None
