"""How the run went through the loops and conditions of the forwards, as lines of text."""

from collections import Counter
from collections.abc import Iterator

from inspector.report.cells import visible
from inspector.report.model import Report
from inspector.report.units import count, times

Place = tuple[str, str]
"""Path of the module and the first line of the statement in its forward."""


def control_flow(report: Report) -> Iterator[str]:
    """Loops with their trips, then conditions that a tensor decided with their values."""
    paths = {call.id: call.module or "" for call in report.calls}
    root = report.model
    trips: dict[Place, list[int]] = {}
    for frame in report.frames:
        place = paths.get(frame.parent_call or 0, ""), frame.header
        trips.setdefault(place, []).append(frame.trips)
    for (path, header), numbers in trips.items():
        seen = " and ".join(count(number, "trip") for number in dict.fromkeys(numbers))
        yield f"`{visible(header)}` in `{visible(path or root)}`: {seen}"
    values: dict[Place, Counter[str]] = {}
    for branch in report.branches:
        place = paths.get(branch.parent_call or 0, ""), branch.header
        values.setdefault(place, Counter())["?" if branch.value is None else str(branch.value)] += 1
    for (path, header), found in values.items():
        yield f"`{visible(header)}` in `{visible(path or root)}`: {times(found)}"
