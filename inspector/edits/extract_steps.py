"""Making a class of some steps of a forward, with the modules that they call."""

import re
from dataclasses import dataclass, replace
from typing import TypeGuard

from inspector.edits.cargo import attribute_for
from inspector.edits.constructor import method_header
from inspector.edits.edit import Edit, EditError
from inspector.edits.extract import new_class_name
from inspector.edits.flow import first_parameter
from inspector.edits.free_names import bound_for_sure, locals_of, names_of, needed
from inspector.edits.imports import name_for, with_imports_for
from inspector.edits.items import unique
from inspector.edits.members import new_attribute, with_member
from inspector.edits.moving_members import Moving, moving
from inspector.edits.piece import Piece, piece_of, replaced_in
from inspector.edits.replacing import replacing, with_text
from inspector.outline.expressions import assign, call, statements
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Argument,
    Assign,
    Call,
    Class,
    Expression,
    Function,
    Outline,
    Return,
    Statement,
    code,
)
from inspector.source.span import Span


@dataclass(frozen=True)
class ExtractSteps(Edit):
    """Make a class of the steps at `sites`, and of the modules that only they use.

    Its forward takes the values that they read and returns those that are used afterwards; its
    constructor takes what the constructors of the modules read. It is constructed where the last
    of these modules was, so that the random numbers stay as they were if nothing is made between.
    """

    sites: tuple[Span, ...]
    name: str

    @property
    def title(self) -> str:
        return f"Extract {self.name.strip()}"

    def apply(self, outline: Outline) -> Outline:
        name = new_class_name(outline, self.name)
        piece = piece_of(Index(outline), self.sites)
        if piece.owner not in outline.body:
            raise EditError(f"{piece.owner.name} stands within other code; edit it there.")
        moved = moving(outline, piece)
        attribute = new_attribute(outline, piece.owner.name, attribute_for(name))
        flow = _Flow(piece, moved)
        base = name_for(outline, "torch.nn.Module")
        made = Class(name, f"class {name}({base})", (*moved.constructor(), flow.forward()))
        old = _with_body(piece.owner, piece.forward, flow.body_of_caller(attribute))
        making = call(name, *moved.given)
        if moved.statements:
            old = _with_body(
                old, moved.init, moved.body_of_init(assign(f"self.{attribute}", making))
            )
        at = next(n for n, each in enumerate(outline.body) if each is piece.owner)
        body = (*outline.body[:at], made, old, *outline.body[at + 1 :])
        changed = with_imports_for(replace(outline, body=body), base)
        if not moved.statements:
            changed = with_member(changed, piece.owner.name, attribute, making, None)
        return changed

    def note(self, outline: Outline) -> str:
        """What else is different afterwards, as sentences; empty if nothing is."""
        piece = piece_of(Index(outline), self.sites)
        moved = moving(outline, piece)
        found = []
        if moved.names:
            attribute = new_attribute(outline, piece.owner.name, attribute_for(self.name.strip()))
            found.append(f"In a state_dict they are now within “{attribute}”.")
        if moved.made_between:
            found.append(
                f"{moved.made_between[0]} is made before {attribute} now: the random numbers that "
                "they begin with are others."
            )
        return " ".join(found)


def _with_body(owner: Class, old: Function | None, body: tuple[Statement, ...]) -> Class:
    """The class with another body of one of its methods."""
    found = tuple(
        replace(each, body=body) if each is old and isinstance(each, Function) else each
        for each in owner.body
    )
    return replace(owner, body=found)


class _Flow:
    """What flows into a piece of a forward and out of it."""

    def __init__(self, piece: Piece, moved: Moving) -> None:
        self._piece = piece
        own = piece.own_statements
        names = names_of(*own)
        self._outputs = [name for name in names.bound if name in piece.used_after]
        perhaps = set(self._outputs) - bound_for_sure(own)  # then it may be what came in
        read = dict.fromkeys((*needed(own), *perhaps))
        self._inputs = [name for name in read if name in piece.known_before]
        taken = {*locals_of(piece.forward), *names.read, *names.bound}
        wanted = first_parameter(piece.forward)
        is_free = wanted not in (*names.read, *names.bound)
        self._holes: dict[str, Expression] = {}
        for hole in piece.holes:
            name = wanted if is_free and not self._holes else unique(wanted, taken)
            self._holes[name] = hole
            taken.add(name)
        self._values = {each: unique(each, taken | {"self"}) for each in moved.values}
        self._refuse_without_result()

    def _refuse_without_result(self) -> None:
        ending = self._piece.ending
        if not self._outputs and ending is None and not self._returns:
            raise EditError("Nothing that they compute is used afterwards.")
        if self._outputs and ending is not None:
            raise EditError(
                f"They end within a larger expression, and {self._outputs[0]} is used afterwards "
                "as well; give what they end with a name of its own."
            )

    @property
    def _returns(self) -> bool:
        return isinstance(self._piece.statements[-1], Return)

    def _is_only_output(self, statement: Statement) -> TypeGuard[Assign]:
        """Whether a statement gives its name to the one value that is used afterwards."""
        return (
            isinstance(statement, Assign)
            and statement.operator == "="
            and self._outputs == [statement.target]
        )

    def forward(self) -> Function:
        """The forward of the new class."""
        body = list(self._piece.statements)
        last = body[-1]
        if self._piece.ending is not None:
            body[-1] = Return(self._piece.ending)
        elif self._is_only_output(last):
            body[-1] = Return(last.value)
        elif not isinstance(last, Return):
            body += statements(f"return {', '.join(self._outputs)}")
        body[0] = replaced_in(body[0], tuple(self._holes.values()), tuple(map(code, self._holes)))
        for attribute, name in self._values.items():
            change = replacing(rf"\bself\.{re.escape(attribute)}\b", name)
            body = [with_text(each, change) for each in body]
        given = [*self._holes, *self._inputs, *self._values.values()]
        return Function("forward", method_header("forward", given), tuple(body))

    def body_of_caller(self, attribute: str) -> tuple[Statement, ...]:
        """The body of the old forward, which calls the new class instead."""
        piece = self._piece
        given: list[Expression] = [*self._holes.values(), *map(code, self._inputs)]
        given += [code(f"self.{each}") for each in self._values]
        called = Call(code(f"self.{attribute}"), tuple(Argument(each) for each in given))
        last = piece.statements[-1]
        new: Statement
        if piece.ending is not None:
            new = replaced_in(last, (piece.ending,), (called,))
        elif isinstance(last, Return) or self._is_only_output(last):
            new = replace(last, value=called)
        else:
            new = assign(", ".join(self._outputs), called)
        body = piece.forward.body
        return (*body[: piece.start], new, *body[piece.stop :])
