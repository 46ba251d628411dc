"""Edges drawn by hand: from the calls of the last run to the places in the code, and the edit."""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Literal

from inspector.edits.disconnect import Disconnect
from inspector.edits.drawn import Drawn, as_it_was
from inspector.edits.edit import Edit, EditError
from inspector.edits.take_too import ReturnToo, TakeToo
from inspector.edits.wiring import Combine, Connect, How
from inspector.outline.expressions import FLOWING
from inspector.report.model import Call
from inspector.report.units import shape_text
from inspector.session.call_sites import call_of, report_of
from inspector.session.given import Given, given_by_call, given_by_input, whole_state
from inspector.session.joining import Shape, dim_of_joint, why_apart
from inspector.session.passed import elsewhere, known_in
from inspector.session.session import Session
from inspector.session.sockets import (
    Room,
    Socket,
    model_call,
    rooms_of_call,
    sockets_of_call,
    sockets_of_result,
)

Joint = How | Literal["replace", "return"]
"""What becomes of the value that flows in there already."""
_TITLES: dict[Joint, str] = {
    "replace": "Connect {} to {}",
    "add": "Add {} to {}",
    "multiply": "Multiply {} with {}",
    "concatenate": "Concatenate {} with {}",
    "return": "Return {} from {}",
}
_STATE = f"({FLOWING}, torch.zeros_like({FLOWING}))"
"""Where only the hidden state is known, the cell state begins with zeros."""
_KEPT = 32
_ALREADY = "It flows in there already."
_ONE_VALUE = "What calls {} takes one value from it; return several in the code."


class Wiring:
    """What may be joined with what, asked by the ids of calls and tensors in the shown report."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._drawn: deque[tuple[str, Drawn]] = deque(maxlen=_KEPT)
        """The last edges and the file of each, so that one that goes leaves nothing behind."""

    # Where an edge begins and ends

    def given_by_call(self, call: int) -> tuple[Given, ...]:
        """What a call gives, each of its results. Raises EditError if the code has no place."""
        return given_by_call(self._session.state, self._call(call))

    def given_by_input(self, tensor: int) -> tuple[Given, ...]:
        """An input of the model, by its tensor. Raises EditError if its forward has no name."""
        return given_by_input(self._session.state, tensor)

    def described(self, given: Given) -> str:
        """The name of a value and its shape, to tell it from its neighbors."""
        shape = self._shape(given.tensor)
        return f"{given.name}  {shape_text(shape)}" if shape is not None else given.name

    def sockets(self, call: int) -> tuple[Socket, ...]:
        """The operands of a call, in their order. Raises EditError if it cannot be wired."""
        return sockets_of_call(self._session.state, self._call(call))

    def results(self, call: int) -> tuple[Socket, ...]:
        """What the forward of a call returns. Raises EditError if it cannot be wired."""
        found = self._call(call)
        return sockets_of_result(self._session.state, found, found.outputs)

    def outputs(self, tensor: int | None) -> tuple[Socket, ...]:
        """What the model returns, or what of it a tensor was."""
        root = model_call(self._session.state)
        wanted = root.outputs if tensor is None else (tensor,)
        return sockets_of_result(self._session.state, root, wanted)

    def rooms(self, call: int) -> tuple[Room, ...]:
        """What a call can take beside what flows in already."""
        try:
            return rooms_of_call(self._session.state, self._call(call))
        except EditError:
            return ()

    # Joining

    def refusal(self, given: Given, socket: Socket) -> str:
        """Why a value cannot flow in at a socket, as a sentence; empty if it can."""
        if given.tensor is not None and given.tensor == socket.tensor:
            return _ALREADY
        return self._why_not(partial(self._joining, given, socket, "replace"))

    def refusals(self, given: Given, socket: Socket) -> dict[Joint, str]:
        """The ways to join a value with what flows in at a socket, and why each cannot be."""
        return {
            joint: self._why_not(partial(self._joining, given, socket, joint))
            or self._apart(given, socket, joint)
            for joint in _TITLES
            if joint != "return" or socket.returned is not None
        }

    def join(self, given: Given, socket: Socket, joint: Joint) -> bool:
        """Let a value flow in at a socket; tells why and returns False if it cannot."""
        return self._apply(partial(self._joining, given, socket, joint))

    def _joining(self, given: Given, socket: Socket, joint: Joint) -> Edit:
        given = known_in(self._session.state, given, socket.scope)
        label = _TITLES[joint].format(given.name, socket.of)
        if joint == "replace":
            return Connect(given.value, socket.site, label)
        if joint == "return":
            if socket.returned is None or socket.scope != model_call(self._session.state).id:
                raise EditError(_ONE_VALUE.format(socket.of))
            return ReturnToo(given.value, socket.returned, label)
        dim = dim_of_joint(self._shape(given.tensor), self._shape(socket.tensor))
        return Combine(given.value, socket.site, joint, dim, label)

    def refusal_of_room(self, given: Given, room: Room) -> str:
        """Why a step cannot take a value beside the others; empty if it can."""
        return self._why_not(partial(self._taking, given, room))

    def take(self, given: Given, room: Room) -> bool:
        """Let a step take a value beside the others; tells why and returns False if it cannot."""
        return self._apply(partial(self._taking, given, room))

    def _taking(self, given: Given, room: Room) -> Edit:
        given = known_in(self._session.state, given, room.scope)
        label = f"Give {given.name} to {room.of}"
        one, like = self._shape(given.tensor), self._shape(room.like)
        if one is not None and like is not None and one != like:
            raise EditError(f"{room.keyword} is {list(like)} here, not {list(one)}.")
        if not room.is_state:
            return TakeToo(given.value, room.step, room.keyword, label)
        both = whole_state(given.value)
        if both is not None:
            return TakeToo(both, room.step, room.keyword, label)
        return TakeToo(given.value, room.step, room.keyword, label, _STATE)

    # Taking an edge away

    def ends(self, call: int | None, tensors: tuple[int, ...] = ()) -> tuple[Socket, ...]:
        """Where some tensors, or any, flow into a call, or out of the model.

        Raises EditError if these cannot be read in the code.
        """
        sockets = self.sockets(call) if call is not None else self.outputs(None)
        found = tuple(each for each in sockets if not tensors or each.tensor in tensors)
        if not found:
            raise EditError("Where it flows in is not written as one operand; see the code.")
        return found

    def refusal_of_cut(self, socket: Socket) -> str:
        """Why what flows in at a socket cannot be taken away; empty if it can."""
        return self._why_not(partial(self._cut, socket))

    def disconnect(self, socket: Socket) -> bool:
        """Let nothing flow in at a socket; tells why and returns False if it cannot be."""
        return self._apply(partial(self._cut, socket))

    def _cut(self, socket: Socket) -> Edit:
        return Disconnect(socket.site, f"Disconnect {socket.title} from {socket.of}")

    # What the session says

    def _apply(self, making: Callable[[], Edit]) -> bool:
        try:
            edit = making()
            meant = self._session.preview(edit)
        except EditError as error:
            self._session.told.emit(str(error))
            return False
        state = self._session.state
        drawn = [each for of, each in self._drawn if of == state.document.file_name]
        text = as_it_was(state.text, state.outline, meant, drawn)
        if text is not None:
            self._session.write(edit.title, text)
        elif not self._session.apply(edit):
            return False
        now = self._session.state
        self._drawn.append((now.document.file_name, Drawn(state.text, now.text)))
        return True

    def _why_not(self, making: Callable[[], Edit]) -> str:
        try:
            report_of(self._session.state)
            self._session.preview(making())
        except EditError as error:
            return str(error)
        return ""

    def _apart(self, given: Given, socket: Socket, joint: Joint) -> str:
        if joint == "replace" or joint == "return":
            return ""
        reason = why_apart(joint, self._shape(given.tensor), self._shape(socket.tensor))
        known = known_in(self._session.state, given, socket.scope)
        for name, one, other in elsewhere(self._session.state, known, socket):
            apart = why_apart(joint, self._shape(one), self._shape(other))
            reason = reason or (apart and f"In {name}, {apart}")
        return reason

    def _shape(self, tensor: int | None) -> Shape | None:
        tensors = report_of(self._session.state).tensors if tensor is not None else ()
        return next((each.shape for each in tensors if each.id == tensor), None)

    def _call(self, call: int) -> Call:
        return call_of(self._session.state, call)
