"""Edges drawn by hand: from the calls of the last run to the places in the code, and the edit."""

from dataclasses import dataclass
from typing import Literal

from inspector.edits.edit import Edit, EditError
from inspector.edits.naming import InputValue, OutputValue, Value
from inspector.edits.wiring import Combine, Connect, How
from inspector.outline.classes import classes, inherited_method, parameters
from inspector.outline.operands import operands
from inspector.report.model import Call, Report
from inspector.session.joining import Shape, dim_of_joint, why_apart
from inspector.session.session import Session
from inspector.source.lines import Lines
from inspector.source.span import Span

Joint = How | Literal["replace"]
"""What becomes of the value that flows in there already."""
_TITLES: dict[Joint, str] = {
    "replace": "Connect {} to {}",
    "add": "Add {} to {}",
    "multiply": "Multiply {} with {}",
    "concatenate": "Concatenate {} with {}",
}
_ALREADY = "It flows in there already."
_OLDER = "The picture is older than the code. Wait until the model has run."


@dataclass(frozen=True)
class Given:
    """What a step gives: where an edge begins."""

    value: Value
    name: str
    """Of the step."""
    tensor: int | None
    """What it was in the last run; None if that is not known."""
    scope: int | None
    """The call whose forward computes it."""


@dataclass(frozen=True)
class Socket:
    """One operand of a step: where an edge can end."""

    site: Span
    text: str
    """As it is written."""
    of: str
    """Name of the step."""
    tensor: int | None
    """What flowed in there in the last run; None if that is not known."""
    scope: int | None
    """The call whose forward computes the step."""


class Wiring:
    """What may be joined with what, asked by the ids of calls and tensors in the shown report."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def sockets(self, call: int) -> tuple[Socket, ...]:
        """The operands of a call, in their order. Raises EditError if it cannot be wired."""
        found = self._call(call)
        lines = Lines(self._session.state.outline_text)
        places = operands(lines, self._site(found))
        name = _name(found)
        if not places:
            raise EditError(f"{name} takes nothing that could be another value.")
        inputs = list(found.inputs)
        known = inputs if len(inputs) == len(places) else [None] * len(places)
        if len(places) == 1 and inputs:
            known = inputs[:1]
        return tuple(
            Socket(site, lines.slice(site), name, tensor, found.parent)
            for site, tensor in zip(places, known, strict=True)
        )

    def given_by_call(self, call: int, tensor: int | None = None) -> Given:
        """What a call gives, or one of several tensors that it gives.

        Raises EditError if that has no place in the code that could be read.
        """
        found = self._call(call)
        site, name = self._site(found), _name(found)
        if len(found.outputs) < 2:
            only = found.outputs[0] if found.outputs else None
            return Given(OutputValue(site), name, only, found.parent)
        if tensor not in found.outputs:
            raise EditError(f"{name} gives several values; take one of them in the code.")
        if found.kind == "module":
            raise EditError(f"{name} gives several values; give them names in the code.")
        number = found.outputs.index(tensor)
        return Given(OutputValue(site, (number,)), name, tensor, found.parent)

    def given_by_input(self, tensor: int) -> Given:
        """An input of the model, by its tensor. Raises EditError if its forward has no name."""
        report, state = self._report(), self._session.state
        number = next((n for n, each in enumerate(report.inputs) if each.tensor == tensor), None)
        root = next((call.id for call in report.calls if call.parent is None), None)
        row = state.rows.root
        known = classes(state.outline)
        owner = known.get(row.own_class) if row is not None else None
        names = parameters(inherited_method(owner, "forward", known)) if owner else ()
        if number is None or number >= len(names):
            raise EditError("The model has no forward of its own; extract a class from it first.")
        name = names[number].name
        return Given(InputValue(name), name, tensor, root)

    def refusal(self, given: Given, socket: Socket) -> str:
        """Why a value cannot flow in at a socket, as a sentence; empty if it can."""
        if given.tensor is not None and given.tensor == socket.tensor:
            return _ALREADY
        return self._why_not(given, socket, "replace")

    def refusals(self, given: Given, socket: Socket) -> dict[Joint, str]:
        """The ways to join a value with what flows in at a socket, and why each cannot be."""
        return {
            joint: self._apart(given, socket, joint) or self._why_not(given, socket, joint)
            for joint in _TITLES
        }

    def join(self, given: Given, socket: Socket, joint: Joint) -> bool:
        """Let a value flow in at a socket; tells why and returns False if it cannot."""
        try:
            edit = self._edit(given, socket, joint)
        except EditError as error:
            self._session.told.emit(str(error))
            return False
        return self._session.apply(edit)

    def _edit(self, given: Given, socket: Socket, joint: Joint) -> Edit:
        if given.scope != socket.scope:
            raise EditError(
                "Both must be computed by one forward; pass the value on as an argument."
            )
        label = _TITLES[joint].format(given.name, socket.of)
        if joint == "replace":
            return Connect(given.value, socket.site, label)
        dim = dim_of_joint(self._shape(given.tensor), self._shape(socket.tensor))
        return Combine(given.value, socket.site, joint, dim, label)

    def _why_not(self, given: Given, socket: Socket, joint: Joint) -> str:
        try:
            self._report()
            self._session.preview(self._edit(given, socket, joint))
        except EditError as error:
            return str(error)
        return ""

    def _apart(self, given: Given, socket: Socket, joint: Joint) -> str:
        if joint == "replace":
            return ""
        return why_apart(joint, self._shape(given.tensor), self._shape(socket.tensor))

    def _shape(self, tensor: int | None) -> Shape | None:
        tensors = self._report().tensors if tensor is not None else ()
        return next((each.shape for each in tensors if each.id == tensor), None)

    def _report(self) -> Report:
        state = self._session.state
        if state.shown is None or not state.is_current:
            raise EditError(_OLDER)
        return state.shown

    def _call(self, call: int) -> Call:
        found = next((each for each in self._report().calls if each.id == call), None)
        if found is None:
            raise EditError(_OLDER)
        return found

    def _site(self, call: Call) -> Span:
        """Where a call is written in the file of the model."""
        own = self._session.state.document.file_name
        if call.source is None or call.source.file != own:
            raise EditError(
                f"{_name(call)} is not called by a forward of this file, but by a container; "
                "extract a class to wire what is in it."
            )
        return call.source.span


def _name(call: Call) -> str:
    """What the user knows a step by: the attribute of a module, the function of an op."""
    return call.module.rpartition(".")[2] if call.module else call.name
