"""Names for what a forward computes, so that a later step can read it."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from inspector.edits.edit import EditError, place_of
from inspector.edits.once import renamed_once
from inspector.edits.order import with_source_first
from inspector.edits.picks import picks_after, refuse_if_conditional
from inspector.edits.wires import (
    Wiring,
    copied_before_change,
    is_rebound,
    kept_as,
    position_of,
    read_at,
    with_code_at,
    with_statement_before,
)
from inspector.outline.classes import parameters
from inspector.outline.expressions import assign
from inspector.outline.index import Index
from inspector.outline.nodes import Assign, Outline, code
from inspector.outline.results import Path, below, picked, renamed, result_at, results, together
from inspector.source.span import Span


@dataclass(frozen=True)
class InputValue:
    """What the forward was given under a name."""

    name: str


@dataclass(frozen=True)
class OutputValue:
    """What the expression at a site gives; of several results the one at `path`."""

    site: Span
    path: Path = ()
    pattern: str = ""
    """Names for all the results, such as ``output, (hidden, cell)``; without it they are known
    by their numbers."""


Value: TypeAlias = InputValue | OutputValue


def named(outline: Outline, value: Value, operand: Span) -> tuple[Outline, str]:
    """The outline in which a value has a name that still means it at the operand."""
    wiring = Wiring(Index(outline), operand)
    if isinstance(value, InputValue):
        return _with_name_for_input(wiring, value.name)
    if value.site.contains(operand):
        raise EditError("It would flow back into itself; that needs a loop in the code.")
    source = position_of(wiring.forward, value.site)
    if source > wiring.position:
        outline = with_source_first(wiring.index, wiring.forward, wiring.position, source)
        wiring = Wiring(Index(outline), operand)
        source = position_of(wiring.forward, value.site)
    return _Naming(wiring, value, source).named()


def _with_name_for_input(wiring: Wiring, name: str) -> tuple[Outline, str]:
    if name not in {each.name for each in parameters(wiring.forward)}:
        raise EditError(f"The forward takes no {name}.")
    before = wiring.forward.body[: wiring.position]
    if not is_rebound(name, before):
        return wiring.index.outline, name
    known = kept_as(name, before)
    if known:
        return wiring.index.outline, known
    first = next(n for n, each in enumerate(before) if is_rebound(name, (each,)))
    kept = wiring.unused(f"{name}_in")
    place = place_of(wiring.forward.body[first])
    copy = assign(kept, copied_before_change(name, before))
    return with_statement_before(wiring.index.outline, place, copy), kept


class _Naming:
    """The ways in which what a call gives can have a name, or get one."""

    def __init__(self, wiring: Wiring, value: OutputValue, source: int) -> None:
        self._wiring = wiring
        self._value = value
        self._source = source
        """The number of the statement that computes it."""

    def named(self) -> tuple[Outline, str]:
        site, statement = self._value.site, self._wiring.forward.body[self._source]
        taken = picks_after(self._wiring.index, site)
        if isinstance(statement, Assign) and statement.operator == "=":
            target = statement.target.partition(":")[0].strip()
            if statement.value.span == site and ("," in target or target.isidentifier()):
                return self._of_target(statement, target)
            if taken and statement.value.span == taken.span and target.isidentifier():
                if self._value.path[: len(taken.path)] == taken.path:
                    name, rest = target, self._value.path[len(taken.path) :]
                    return self._still_known(statement, name, rest)
                if self._knows(taken.path):
                    return self._beside(statement, taken.path)
        refuse_if_conditional(self._wiring.index, site)
        if taken and self._knows(taken.path):
            return self._all(taken.span, taken.path)
        return self._whole()

    def _of_target(self, statement: Assign, target: str) -> tuple[Outline, str]:
        """What an assignment has given a name, or let go as ``_``."""
        path = self._value.path
        found = result_at(target, path)
        if found is None and self._value.pattern and below(target, path):
            return self._of_targets(statement, target)
        if found is None or not found.name:
            raise EditError("It gives several values; take one of them in the code.")
        rest = path[len(found.path) :]
        if found.name != "_":
            return self._still_known(statement, found.name, rest)
        wanted = result_at(self._value.pattern, found.path)
        known = wanted.name if wanted is not None and wanted.path == found.path else ""
        wiring = self._wiring
        name = wiring.unused(known) if known else wiring.new_name(statement.value)
        new = replace(statement, target=renamed(statement.target, {found.path: name}))
        return wiring.index.replace(statement, new), picked(name, rest)

    def _of_targets(self, statement: Assign, target: str) -> tuple[Outline, str]:
        """Several results of an assignment as a tuple, those that it has let go as well."""
        path, pattern, names = self._value.path, self._value.pattern, dict[Path, str]()
        for each in below(target, path):
            usual = result_at(pattern, each.path)
            if each.name in ("", "_") and usual is not None:
                names[each.path] = self._wiring.unused(usual.name)
        new = renamed(target, names)
        kept = [each.name for each in below(new, path)]
        if any(not n or is_rebound(n, self._wiring.between(self._source)) for n in kept):
            raise EditError("They mean something else by then; keep them in the code.")
        new_statement = replace(statement, target=new) if names else statement
        outline = self._wiring.index.replace(statement, new_statement)
        return outline, together(new, path)

    def _still_known(self, statement: Assign, name: str, rest: Path) -> tuple[Outline, str]:
        """The name itself, or a second one if the first means something else by then."""
        wiring = self._wiring
        between = wiring.between(self._source)
        if not is_rebound(name, between):
            return wiring.index.outline, picked(name, rest)
        known = kept_as(name, between)
        if known:
            return wiring.index.outline, picked(known, rest)
        kept = wiring.new_name(read_at(wiring.index, self._value.site))
        once = renamed_once(wiring.index, statement, between, kept)
        if once is not None:
            return once, picked(kept, rest)
        copy = assign(kept, copied_before_change(name, between))
        return wiring.index.replace(statement, statement, copy), picked(kept, rest)

    def _beside(self, statement: Assign, taken: Path) -> tuple[Outline, str]:
        """A name beside the one result that was kept: ``Y, (hidden, cell) = self.lstm(X)``."""
        names = {**self._fresh(), taken: statement.target}
        call = read_at(self._wiring.index, self._value.site)
        new = Assign(renamed(self._value.pattern, names), call)
        return self._wiring.index.replace(statement, new), self._wanted(names)

    def _all(self, pick: Span, taken: Path) -> tuple[Outline, str]:
        """Names for all results of a call of which the statement uses one by its number."""
        names, call = self._fresh(), read_at(self._wiring.index, self._value.site)
        outline = with_code_at(self._wiring.index, pick, code(names[taken]))
        new = Assign(renamed(self._value.pattern, names), call)
        return with_statement_before(outline, self._before(), new), self._wanted(names)

    def _whole(self) -> tuple[Outline, str]:
        """One name for all that the expression gives."""
        wiring, site = self._wiring, self._value.site
        value = read_at(wiring.index, site)
        name = wiring.new_name(value)
        outline = with_code_at(wiring.index, site, code(name))
        outline = with_statement_before(outline, self._before(), assign(name, value))
        return outline, picked(name, self._value.path)

    def _before(self) -> Span:
        return place_of(self._wiring.forward.body[self._source])

    def _knows(self, path: Path) -> bool:
        """Whether all results have names, and one is the one at a path."""
        found = results(self._value.pattern)
        return all(each.name for each in found) and path in [each.path for each in found]

    def _fresh(self) -> dict[Path, str]:
        """The names of all results, changed where the forward has them already."""
        found = results(self._value.pattern)
        return {each.path: self._wiring.unused(each.name) for each in found}

    def _wanted(self, names: dict[Path, str]) -> str:
        found = result_at(self._value.pattern, self._value.path)
        if found is None and below(self._value.pattern, self._value.path):
            return together(renamed(self._value.pattern, names), self._value.path)
        if found is None:
            raise EditError("It gives several values; take one of them in the code.")
        return picked(names[found.path], self._value.path[len(found.path) :])
