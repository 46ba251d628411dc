"""What a comparison lists: one entry for a module, or for several that moved together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inspector.report.cells import visible
from inspector.report.differences import Change, ModuleDifference
from inspector.report.units import count

if TYPE_CHECKING:
    from inspector.report.comparison import Comparison

_SIGNS = {"added": "+", "removed": "−", "moved": "→", "changed": "~"}


@dataclass(frozen=True)
class Entry:
    """A module that differs, or several beside each other that were moved together."""

    sign: str
    path: str
    name: str
    """How it is shown: the path, or the first and last of several."""
    type: str
    remark: str
    origin: str | None
    changes: tuple[Change, ...] = ()
    modules: int = 1


def entries(comparison: "Comparison") -> list[Entry]:
    """The model as a whole, then its modules."""
    return [*_whole(comparison), *_together(list(map(_entry, comparison.modules)))]


def _whole(comparison: "Comparison") -> Iterator[Entry]:
    changes = tuple(
        Change(change.fact.removeprefix("model "), change.before, change.after)
        for change in comparison.run
        if change.fact != "failure"
    )
    if changes:
        yield Entry("~", "", "the whole model", "", "", None, changes)


def _entry(difference: ModuleDifference) -> Entry:
    inside = f"with {difference.inside} inside" if difference.inside else ""
    remarks = [inside]
    if difference.kind in ("added", "removed") and difference.parameters:
        remarks.append(count(difference.parameters, "parameter"))
    origin = difference.before_path
    if origin is not None:
        remarks.append(f"was {visible(origin) or 'the root'}")
    return Entry(
        _SIGNS[difference.kind],
        difference.path,
        visible(difference.path) or "the root",
        visible(difference.type.rpartition(".")[2]),
        ", ".join(filter(None, remarks)),
        origin,
        difference.changes,
    )


def _together(entries: list[Entry]) -> Iterator[Entry]:
    """Neighbors in a list that only moved on by the same number become one entry."""
    run: list[Entry] = []
    for entry in entries:
        if run and _follows(run[-1], entry):
            run.append(entry)
            continue
        yield from _joined(run)
        run = [entry]
    yield from _joined(run)


def _follows(first: Entry, second: Entry) -> bool:
    if first.origin is None or second.origin is None or first.changes or second.changes:
        return False
    return _next(first.path) == second.path and _next(first.origin) == second.origin


def _next(path: str) -> str:
    """The path of the neighbor in the same list."""
    parent, dot, name = path.rpartition(".")
    return f"{parent}{dot}{int(name) + 1}" if name.isdecimal() else ""


def _joined(run: list[Entry]) -> Iterator[Entry]:
    if len(run) < 3:
        yield from run
        return
    first, last = run[0], run[-1]
    yield replace(
        first,
        name=f"{first.name} … {last.name}",
        type=f"{len(run)} modules",
        remark=f"were {visible(first.origin or '')} … {visible(last.origin or '')}",
    )
