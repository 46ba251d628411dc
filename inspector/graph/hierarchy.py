"""The rows of the tree, from the outline where it can tell and from the report where it ran.

The outline gives the skeleton, so that the tree is there before anything ran and everything
after a failure stays in it; the report gives shapes and counts, and the modules that only
running can know: those made in loops, by helpers, or inside library classes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias, Union

from inspector.graph.live import Live
from inspector.graph.made import Made
from inspector.graph.rows import Row, Rows
from inspector.graph.written import (
    Written,
    calls_of,
    text_of_argument,
    text_of_step,
)
from inspector.outline.candidates import candidates, ready
from inspector.outline.classes import buffers, classes, inherited_method
from inspector.outline.containers import (
    Container,
    container_of,
    items_of,
    module_of_item,
    name_of_item,
)
from inspector.outline.document import model_assignment
from inspector.outline.expressions import is_parameter, text_of
from inspector.outline.handed import handed_up, is_numbered
from inspector.outline.index import Index
from inspector.outline.making import called_from
from inspector.outline.nodes import (
    Argument,
    Call,
    Class,
    Code,
    Comprehension,
    Expression,
    Outline,
)
from inspector.outline.steps import Step, steps
from inspector.report.model import Module, Report, Severity
from inspector.report.place import Place
from inspector.source.span import Span

_Growing: TypeAlias = Iterator[Union[Row, "_Growing"]]


def hierarchy(
    outline: Outline,
    report: Report | None,
    file: str,
    expression: str = "",
    index: Index | None = None,
) -> Rows:
    """The rows of the model of an outline.

    `report` may be that of an older text, if its places were moved along; `file` is the name
    under which its places lie in this outline. `expression` is what the user chose as the model
    instead of a variable of the file. `index` is that of the outline, if there is one already.
    """
    builder = _Builder(outline, Live(report, file), index or Index(outline))
    rows: list[Row] = []
    growing: list[_Growing] = [builder.root(report, expression)]
    while growing:  # generators on a stack of our own: models nest deeper than Python's
        item = next(growing[-1], None)
        if item is None:
            growing.pop()
        elif isinstance(item, Row):
            rows.append(item)
        else:
            growing.append(item)
    return Rows(_with_culprit(rows, *builder.live.culprit))


def _with_culprit(rows: list[Row], path: str | None, span: Span | None) -> list[Row]:
    """Mark the row of what failed: the innermost one whose code holds the place."""
    if any(row.severity == "error" for row in rows) or span is None:
        return rows
    found = Rows(rows).at_span(span)
    return [replace(row, severity="error") if row is found else row for row in rows]


@dataclass(frozen=True)
class _Seat:
    """Where a module sits: its path as the outline tells, and the one that it ran under."""

    key: str
    parent: str | None
    path: str
    live_path: str
    name: str
    owner: str = ""
    slot: int | None = None
    shares_slot: bool = False
    """Whether one item makes others beside it."""
    call_sites: tuple[Span, ...] = ()
    above: frozenset[str] = field(default=frozenset())
    """Classes around it, so that a class that holds itself ends somewhere."""

    def child(self, name: str, live_path: str | None = None) -> "_Seat":
        path = f"{self.path}.{name}" if self.path else name
        ran = f"{self.live_path}.{name}" if self.live_path else name
        return _Seat(f"{self.key}/{name}", self.key, path, live_path or ran, name, above=self.above)


class _Builder:
    def __init__(self, outline: Outline, live: Live, index: Index) -> None:
        self.live = live
        self._outline = outline
        self._index = index
        self._classes = classes(outline)
        self._written = Written(outline, index)

    def root(self, report: Report | None, expression: str) -> _Growing:
        assignment = model_assignment(self._outline) if not expression else None
        if not expression and assignment is None and report is None:
            expression = self._only_choice()
        name = assignment.target if assignment else expression or (report.model if report else "")
        written = assignment.value if assignment else self._written.chosen(expression)
        if written is None and "" not in self.live.modules:
            return
        yield self._module(_Seat("", None, "", "", name), written)

    def _only_choice(self) -> str:
        """What a run would take as the model, if there is but one thing to take."""
        found = ready(candidates(self._outline))
        return found[0].expression if len(found) == 1 else ""

    # Modules

    def _module(self, seat: _Seat, written: Expression | None) -> _Growing:
        module = self.live.modules.get(seat.live_path)
        site = self.live.span(module.source) if module else None
        made = self._index.at(site, Call) if site else None
        if made is None and isinstance(written, Call):
            made = written
        short = made.name if made is not None else ""
        if module is not None and not self._written.names_class(short):
            short = (module.constructor or module.type).rpartition(".")[2]
        own = self._classes.get(short)
        written_here = container_of(self._outline, made) if made is not None else None
        container = written_here or (handed_up(self._outline, own) if own is not None else None)
        yield Row(
            key=seat.key,
            parent=seat.parent,
            kind="module",
            place=Place(seat.path),
            name=seat.name,
            type=short.rpartition(".")[2],
            qualified=self._qualified(short, module),
            arguments=self._arguments(made, written_here),
            site=made.span if made is not None else None,
            origin=site if made is None else None,
            held=self._held(seat, written, made),
            call_sites=seat.call_sites,
            instances=self.live.instances(site),
            repeats=self._repeats(seat, module, site),
            owner=seat.owner,
            container=container.span if container is not None else None,
            slot=seat.slot,
            own_class=own.name if own else "",
            output=self.live.output_of_module(seat.live_path),
            parameters=self.live.parameters(seat.live_path),
            calls=module.calls if module else 0,
            registered=module.registered if module else True,
            severity=self._severity(seat.live_path),
        )
        if own is not None and own.name in seat.above and module is None:
            return
        inner = replace(seat, above=seat.above | {own.name} if own else seat.above)
        if container is not None:
            yield self._items(inner, container)
            if own is not None and written_here is None:
                yield self._constants(seat, own, self._written.members(own), set())
        elif own is not None:
            yield self._class(inner, own)
        else:
            for child in self.live.children(seat.live_path):
                yield self._module(self._live_seat(inner, child), None)

    def _held(self, seat: _Seat, written: Expression | None, made: Call | None) -> Span | None:
        """What makes the module for this very place: a call, or a choice of two, around `made`."""
        if made is None or written is None or made.span in (None, written.span):
            return None
        is_around = written.span is not None and written.span.contains(made.span)
        is_helper = isinstance(written, Call) and not self._written.is_module(written)
        is_choice = isinstance(written, Code) and " if " in written.text
        if not (is_helper or (is_around and (is_choice or isinstance(written, Call)))):
            return None
        owner = self._classes.get(seat.owner)
        if owner is not None and not self._written.is_made_once(owner, seat.name):
            return None
        return written.span

    def _repeats(self, seat: _Seat, module: Module | None, site: Span | None) -> int:
        """How many a repetition makes side by side; those of a helper's several calls are none."""
        count = self.live.repeats(module, site)
        if count < 2 or seat.shares_slot:
            return count
        is_listed = seat.slot is None and seat.name.isdecimal()
        return count if is_listed or self._written.is_in_loop(site) else 1

    def _qualified(self, short: str, module: Module | None) -> str:
        if module is not None and not module.constructor:
            return module.type
        return self._written.known(short)

    def _arguments(self, made: Call | None, container: Container | None) -> str:
        if made is None:
            return ""
        given = made.arguments
        if container is not None:
            given = tuple(each for each in given if each.keyword)
        return ", ".join(text_of_argument(each) for each in given)

    def _severity(self, path: str) -> Severity | None:
        if path == self.live.culprit[0]:
            return "error"
        return self.live.severity(path)

    def _live_seat(self, seat: _Seat, module: Module) -> _Seat:
        name = module.path.removeprefix(seat.live_path).removeprefix(".") or module.path
        return seat.child(name, module.path)

    # Children written as items

    def _items(self, seat: _Seat, container: Container) -> _Growing:
        children = self.live.children(seat.live_path)
        items = items_of(container)
        made = Made(children, items, self.live.span, self._is_made_elsewhere)
        names_itself = isinstance(container, Call) and not is_numbered(container)
        number = 0
        for slot, item in enumerate(items):
            if isinstance(item, Argument) and item.keyword:
                continue
            value = module_of_item(item)
            element = value.element if isinstance(value, Comprehension) else value
            nobody: list[Module | None] = [None]
            for module in made.of_item[slot] or nobody:
                name = name_of_item(item) or str(number)
                if module is not None and names_itself:  # a class that names its modules itself
                    name = self._live_seat(seat, module).name
                child = seat.child(name, module.path if module else f"{seat.live_path}?{slot}")
                child = replace(child, slot=slot, shares_slot=len(made.of_item[slot]) > 1)
                yield self._module(child, element)
                number += 1
        for module in made.others:
            if module.source is not None and self._is_added_later(module, container):
                yield self._module(self._live_seat(seat, module), None)

    def _is_added_later(self, module: Module, container: Container) -> bool:
        """Whether a child was made outside its container, such as by a loop that appends it."""
        span = self.live.span(module.source)
        return span is None or (container.span is not None and not container.span.contains(span))

    def _is_made_elsewhere(self, value: Expression) -> bool:
        """A variable, or the call of a function that makes the module and returns it."""
        if isinstance(value, Comprehension):
            value = value.element
        return isinstance(value, Code) or (
            isinstance(value, Call) and not self._written.is_module(value)
        )

    # Children made in __init__ and used in forward

    def _class(self, seat: _Seat, own: Class) -> _Growing:
        made = self._written.members(own)
        forward = inherited_method(own, "forward", self._classes)
        found = steps(forward)
        called = calls_of(found)
        for helper in called_from(own, "forward"):
            called = calls_of(steps(helper)) | called
        live_children = {
            module.path.removeprefix(seat.live_path).removeprefix("."): module
            for module in self.live.children(seat.live_path)
        }
        yield from self._constants(seat, own, made, set(live_children))
        seen: set[str] = set()
        yield self._steps(seat, own, found, seat.key, made, live_children, called, seen)
        for name in dict.fromkeys((*live_children, *made)):
            if name in seen or not (
                name in live_children or self._written.is_module(made.get(name))
            ):
                continue
            module = live_children.get(name)
            child = replace(seat.child(name, module.path if module else None), owner=own.name)
            child = replace(child, call_sites=called.get(name, ()))
            yield self._module(child, made.get(name))

    def _steps(
        self,
        seat: _Seat,
        own: Class,
        found: tuple[Step, ...],
        parent: str,
        made: dict[str, Expression],
        live_children: dict[str, Module],
        called: dict[str, tuple[Span, ...]],
        seen: set[str],
    ) -> _Growing:
        for number, step in enumerate(found):
            name = step.name
            is_member = step.kind == "member" and (
                name in live_children or self._written.is_module(made.get(name))
            )
            if is_member and name not in seen:
                seen.add(name)
                child = seat.child(name, live_children[name].path if name in live_children else "")
                if name not in live_children:
                    child = seat.child(name)
                sites = called.get(name, ())
                child = replace(child, parent=parent, owner=own.name, call_sites=sites)
                yield self._module(child, made.get(name))
                continue
            row = self._step_row(seat, own, step, f"{parent}/#{number}", parent)
            if is_member:
                at = called[name].index(step.site) + 1 if step.site in called[name] else 2
                row = replace(row, type=f"call {at}", arguments="")
            yield row
            yield self._steps(seat, own, step.steps, row.key, made, live_children, called, seen)

    def _step_row(self, seat: _Seat, own: Class, step: Step, key: str, parent: str) -> Row:
        site = step.site
        output = ""
        severity: Severity | None = None
        if site is not None:
            look = self.live.trips_at if step.kind == "region" else self.live.output_at
            output = look(seat.live_path, site) or self.live.decided_at(seat.live_path, site)
            culprit = self.live.culprit
            severity = "error" if culprit == (seat.live_path, site) else None
        return Row(
            key=key,
            parent=parent,
            kind="region" if step.kind == "region" else "step",
            place=Place(seat.path, site),
            name=step.name.rpartition(".")[2],
            type=step.name if step.kind == "function" else "",
            qualified=self._written.known(step.name) if step.kind == "function" else "",
            arguments=text_of_step(step),
            site=site,
            owner=own.name,
            output=output,
            severity=severity,
        )

    def _constants(
        self, seat: _Seat, own: Class, made: dict[str, Expression], children: set[str]
    ) -> Iterator[Row]:
        module = self.live.modules.get(seat.live_path)
        live = {each.name for each in module.constants} if module else set()
        own_parameters = {each.name: each for each in module.parameters} if module else {}
        registered = buffers(own)
        for name, value in (made | registered).items():
            parameter = own_parameters.get(name)
            is_constant = name in live or parameter is not None or self._written.is_tensor(value)
            if name in children or not (is_constant or name in registered):
                continue
            is_trained = parameter is not None or is_parameter(value)
            plain = "parameter" if is_trained else "constant"
            yield Row(
                key=f"{seat.key}/{name}",
                parent=seat.key,
                kind="constant",
                place=Place(f"{seat.path}.{name}" if seat.path else name),
                name=name,
                type="buffer" if name in registered else plain,
                arguments=text_of(value),
                site=value.span,
                owner=own.name,
                output=self.live.constant_shape(seat.live_path, name),
                parameters=parameter.numel if parameter else None,
            )
