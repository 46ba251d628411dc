"""Edges drawn by hand: from the calls of the last run to the places in the code, and the edit."""

from dataclasses import dataclass

from inspector.edits.edit import Edit, EditError
from inspector.edits.wiring import Combine, Connect, How, InputValue, OutputValue, Value
from inspector.outline.classes import classes, inherited_method, parameters
from inspector.outline.operands import operands
from inspector.report.model import Call, Report
from inspector.session.session import Session
from inspector.source.lines import Lines
from inspector.source.span import Span

_IMAGES = 4
"""Tensors of so many dimensions are joined along their channels, others along the last one."""


@dataclass(frozen=True)
class Socket:
    """One operand of a step, where an edge can end."""

    site: Span
    text: str
    """As it is written."""
    tensor: int | None
    """What flowed in there in the last run; None if that is not known."""


class Wiring:
    """What may be joined with what, asked by the ids of calls and tensors in the shown report."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def sockets(self, call: int) -> tuple[Socket, ...]:
        """The operands of a call, in their order. Raises EditError if it cannot be wired."""
        found = self._call(call)
        lines = Lines(self._session.state.outline_text)
        places = operands(lines, self._site(found))
        if not places:
            raise EditError(f"{found.name} takes nothing that could be another value.")
        inputs = list(found.inputs)
        known = inputs if len(inputs) == len(places) else [None] * len(places)
        if len(places) == 1 and inputs:
            known = inputs[:1]
        pairs = zip(places, known, strict=True)
        return tuple(Socket(site, lines.slice(site), tensor) for site, tensor in pairs)

    def value_of_call(self, call: int, tensor: int | None = None) -> Value:
        """What a call gives, or one of several tensors that it gives.

        Raises EditError if that has no place in the code that could be read.
        """
        found = self._call(call)
        site = self._site(found)
        if len(found.outputs) < 2:
            return OutputValue(site)
        if tensor not in found.outputs:
            raise EditError(f"{found.name} gives several values; take one of them by its edge.")
        if found.kind == "module":
            raise EditError(f"{found.name} gives several values; give them names in the code.")
        return OutputValue(site, found.outputs.index(tensor))

    def value_of_input(self, number: int) -> Value:
        """The input of the model at a position."""
        state = self._session.state
        root = state.rows.root
        known = classes(state.outline)
        owner = known.get(root.own_class) if root is not None else None
        names = parameters(inherited_method(owner, "forward", known)) if owner else ()
        if number >= len(names):
            raise EditError("The model has no forward of its own; extract a class from it first.")
        return InputValue(names[number].name)

    def connect(self, value: Value, socket: Socket) -> bool:
        """Let a value flow in at a socket instead of what flowed there."""
        return self._session.apply(Connect(value, socket.site))

    def combine(self, value: Value, socket: Socket, how: How) -> bool:
        """Let a value flow in at a socket together with what flowed there."""
        return self._session.apply(Combine(value, socket.site, how, self._dim(socket)))

    def refusal(self, edit: Edit) -> str | None:
        """Why an edge cannot be drawn, as a sentence; None if it can."""
        try:
            self._session.preview(edit)
        except EditError as error:
            return str(error)
        return None

    def _dim(self, socket: Socket) -> int:
        shapes = {tensor.id: tensor.shape for tensor in self._report().tensors}
        shape = shapes.get(socket.tensor) if socket.tensor is not None else None
        return 1 if shape is not None and len(shape) == _IMAGES else -1

    def _report(self) -> Report:
        report = self._session.state.shown
        if report is None:
            raise EditError("Run the model first; what flows where is known then.")
        return report

    def _call(self, call: int) -> Call:
        found = next((each for each in self._report().calls if each.id == call), None)
        if found is None:
            raise EditError("The model has changed since; try again.")
        return found

    def _site(self, call: Call) -> Span:
        """Where a call is written in the file of the model."""
        own = self._session.state.document.file_name
        if call.source is None or call.source.file != own:
            raise EditError(
                f"{call.name} is not called by a forward of this file, but by a container; "
                "extract a class to wire what is in it."
            )
        return call.source.span
