"""Selected steps of a forward as one piece of it: from which statement to which."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from inspector.edits.edit import EditError, place_of, step_at
from inspector.edits.free_names import locals_of, needed
from inspector.edits.members import calls_of_member, owner_of_member
from inspector.outline.classes import method
from inspector.outline.emit import nodes_of
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Assign,
    Class,
    Code,
    Comprehension,
    Evaluate,
    Expression,
    Function,
    Node,
    Other,
    Outline,
    Region,
    Return,
    Statement,
    code,
)
from inspector.outline.steps import Step, steps
from inspector.source.span import Span

_NOTHING = code("None")
"""Stands where something is that belongs to another part of the forward."""


@dataclass(frozen=True)
class Piece:
    """Statements of a forward that follow one another, or one expression in such a statement."""

    owner: Class
    forward: Function
    start: int
    stop: int
    """The number behind the last statement."""
    ending: Expression | None
    """The part of the last statement that is in the piece; None if it is all of it."""
    holes: tuple[Expression, ...]
    """What is computed within the piece's first expression, but not by it."""

    @property
    def statements(self) -> tuple[Statement, ...]:
        return self.forward.body[self.start : self.stop]

    @property
    def own_statements(self) -> tuple[Statement, ...]:
        """The same without what is not in the piece: of an expression, as if it were returned."""
        found = list(self.statements)
        if self.ending is not None:
            found[-1] = Return(self.ending)
        found[0] = replaced_in(found[0], self.holes, (_NOTHING,) * len(self.holes))
        return tuple(found)

    @property
    def other_statements(self) -> tuple[Statement, ...]:
        """The statements of the forward without the piece, but with what it is given."""
        body, last = self.forward.body, self.statements[-1]
        rest = [*body[: self.start], *map(Evaluate, self.holes)]
        if self.ending is not None:
            rest.append(replaced_in(last, (self.ending,), (_NOTHING,)))
        return (*rest, *body[self.stop :])

    @property
    def known_before(self) -> frozenset[str]:
        """The names that can have a value before the piece begins."""
        return locals_of(replace(self.forward, body=self.forward.body[: self.start]))

    @property
    def used_after(self) -> frozenset[str]:
        """The names that are read after the piece, as far as they are not bound anew before."""
        rest = list(self.forward.body[self.stop :])
        if self.ending is not None:
            rest.insert(0, replaced_in(self.statements[-1], (self.ending,), (_NOTHING,)))
        return frozenset(needed(rest))


def piece_of(index: Index, sites: Sequence[Span]) -> Piece:
    """The piece of the selected steps, and of the modules that are called there.

    Raises EditError with a sentence if they do not make a piece.
    """
    owner, forward, chosen = _chosen(index, sites)
    found = [_steps_of(forward, each) for each in forward.body]
    numbers = [n for n, each in enumerate(found) if any(step.site in chosen for step in each)]
    if not numbers:
        raise EditError("These are no steps of a forward.")
    start, stop = numbers[0], numbers[-1] + 1
    for number in range(start, stop):
        _refuse_what_ends_it(forward.body[number], number == stop - 1)
    for each in found[start + 1 : stop - 1]:
        _refuse_unselected(each, chosen)
    top = _top(index, forward.body[start], found[start], chosen)
    _refuse_within_another_scope(index, top, forward.body[start])
    inside = [step for step in found[start] if _within(step.site, top)]
    holes = _holes(index, top, [step for step in inside if step.site not in chosen], chosen)
    outside = [step for step in found[start] if not _within(step.site, top)]
    ending: Node = top
    if stop - start > 1:
        _refuse_unselected(outside, chosen)
        ending = _top(index, forward.body[stop - 1], found[stop - 1], chosen)
        _refuse_within_another_scope(index, ending, forward.body[stop - 1])
        last = [step for step in found[stop - 1] if _within(step.site, ending)]
        _refuse_unselected(last, chosen)
        outside = [step for step in found[stop - 1] if not _within(step.site, ending)]
    statement = forward.body[stop - 1]
    is_whole = ending is statement or (
        not isinstance(statement, Region | Other) and getattr(statement, "value", None) is ending
    )
    if is_whole and isinstance(statement, Assign) and statement.operator != "=":
        is_whole = ending is statement
    part = None if is_whole else ending
    assert part is None or not isinstance(part, Statement)
    return Piece(owner, forward, start, stop, part, holes)  # type: ignore[arg-type]


def _chosen(index: Index, sites: Sequence[Span]) -> tuple[Class, Function, set[Span]]:
    """The class and the forward, and the places of all selected steps in it."""
    owners: dict[int, Class] = {}
    chosen: set[Span] = set()
    for site in sites:
        node = step_at(index, site)
        owned = owner_of_member(index, node)
        owner = owned[0] if owned is not None else index.around(node, Class)
        if owner is None:
            raise EditError("What is selected is not computed by a class of this file.")
        owners[id(owner)] = owner
        if owned is None:
            chosen.add(site)
        else:
            calls = calls_of_member(method(owner, "forward"), owned[1])
            chosen |= {place_of(each) for each in calls}
    if len(owners) > 1:
        raise EditError("What is selected belongs to several classes.")
    (owner,) = owners.values()
    forward = method(owner, "forward")
    if forward is None:
        raise EditError(f"{owner.name} has no forward of its own.")
    return owner, forward, chosen


def _steps_of(forward: Function, statement: Statement) -> list[Step]:
    """All steps of one statement, those within loops after the loop."""
    found: list[Step] = []
    waiting = list(reversed(steps(replace(forward, body=(statement,)))))
    while waiting:
        step = waiting.pop()
        found.append(step)
        waiting += reversed(step.steps)
    return found


def _within(site: Span | None, node: Node) -> bool:
    return site is not None and node.span is not None and node.span.contains(site)


def _refuse_unselected(found: Iterable[Step], chosen: set[Span]) -> None:
    regions = [each.node for each in found if each.kind == "region" and each.site in chosen]
    for step in found:
        is_in = any(_within(step.site, region) for region in regions)
        if step.site not in chosen and not is_in:
            raise EditError(f"{step.name} comes between them; select it as well.")


def _refuse_what_ends_it(statement: Statement, is_last: bool) -> None:
    if isinstance(statement, Return) and is_last:
        return
    if any(isinstance(each, Return | Function | Class) for each in nodes_of(statement)):
        raise EditError("It returns in the middle, or defines a function; edit it in the code.")


def _top(index: Index, statement: Statement, found: Sequence[Step], chosen: set[Span]) -> Node:
    """The smallest expression, or the statement, that holds all selected steps of a statement."""
    sites = [each.site for each in found if each.site in chosen]
    whole = next((each.node for each in found if each.node is statement), None)
    if isinstance(statement, Region):
        if statement.span not in chosen:
            raise EditError(f"It is within “{statement.kind}”; select all of that instead.")
        return statement
    if whole is not None and statement.span in chosen:
        return statement
    first = next(each.node for each in found if each.site in chosen)
    for node in (first, *index.ancestors(first)):
        if isinstance(node, Statement) or not isinstance(node, Expression):
            continue
        if all(_within(site, node) for site in sites):
            step = next((each for each in found if each.node is node), None)
            if step is not None and step.site not in chosen:
                raise EditError(f"{step.name} takes what they give; select it as well.")
            return node
    raise EditError("What is selected is not computed in one expression.")


def _holes(
    index: Index, top: Node, unselected: Sequence[Step], chosen: set[Span]
) -> tuple[Expression, ...]:
    """The outermost steps below an expression that are not selected."""
    if isinstance(top, Region):
        return ()
    found: list[Expression] = []
    for step in unselected:
        node = step.node
        if any(_within(site, node) for site in chosen):
            raise EditError(f"{step.name} comes between them; select it as well.")
        is_inner = any(each is not step and _within(step.site, each.node) for each in unselected)
        if not is_inner and isinstance(node, Expression):
            found.append(node)
    for each in found:
        _refuse_within_another_scope(index, each, top)
        if _is_conditional(index, each, top):
            raise EditError("It is computed only under a condition; select it as well.")
    return tuple(sorted(found, key=lambda each: each.span or Span(0, 0, 0, 0)))


def _refuse_within_another_scope(index: Index, node: Node, around: Node) -> None:
    """Refuse what reads the names of a comprehension or lambda that stays behind."""
    for each in _between(index, node, around):
        is_lambda = isinstance(each, Code) and "lambda" in "".join(each.pieces)
        if isinstance(each, Comprehension) or is_lambda:
            raise EditError("It is computed for each item; select all that makes the list.")


def _is_conditional(index: Index, node: Node, around: Node) -> bool:
    """Whether a part of an expression is computed only if another part of it says so."""
    words = re.compile(r"\b(if|and|or)\b")
    inner = _between(index, node, around)
    return any(
        isinstance(each, Code) and words.search(" ".join(each.pieces)) is not None for each in inner
    )


def _between(index: Index, node: Node, around: Node) -> Iterator[Node]:
    """The nodes that hold a node, up to and with the one that is meant."""
    for each in index.ancestors(node) if node is not around else ():
        yield each
        if each is around:
            return


def replaced_in(
    statement: Statement, old: Sequence[Expression], new: Sequence[Expression]
) -> Statement:
    """A statement with other expressions in the places of some."""
    outline = Outline((statement,))
    for one, other in zip(old, new, strict=True):
        index = Index(outline)
        node = index.expression_at(place_of(one))
        assert node is not None
        outline = index.replace(node, other)
    (changed,) = outline.body
    return changed
