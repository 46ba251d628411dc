"""Where an edge can end: an operand of a step, a result of a forward, or room for one more."""

from dataclasses import dataclass

from inspector.edits.edit import EditError
from inspector.edits.takes import takes
from inspector.outline.nodes import Call as CallNode
from inspector.outline.nodes import Display
from inspector.outline.operands import operands, returned
from inspector.outline.returned import returned_by
from inspector.report.model import Call
from inspector.session.call_sites import name_of, report_of, site_of
from inspector.session.given import forward_of_module
from inspector.session.state import State
from inspector.source.lines import Lines
from inspector.source.span import Span

_WITH_CELL = ("LSTM", "LSTMCell")
_JOINING = ("cat", "concat", "concatenate", "stack", "hstack", "vstack", "dstack")


@dataclass(frozen=True)
class Socket:
    """One operand of a step, or one result of a forward: where an edge can end."""

    site: Span
    text: str
    """As it is written."""
    of: str
    """Name of the step."""
    tensor: int | None
    """What flowed in there in the last run; None if that is not known."""
    scope: int | None
    """The call whose forward computes the step."""
    returned: Span | None = None
    """All that the forward returns, if this is one of its results."""
    argument: str = ""
    """What the step calls it, if it takes several things that have names."""

    @property
    def title(self) -> str:
        """What tells it from the other sockets of the step: ``query: X``."""
        written = " ".join(self.text.split())
        return f"{self.argument}: {written}" if self.argument else written


@dataclass(frozen=True)
class Room:
    """What a step can take beside what flows in already."""

    step: Span
    keyword: str
    """The argument; empty for one more of the things that it joins."""
    of: str
    scope: int | None
    like: int | None = None
    """The tensor whose shape it must have; None if that is not known."""
    is_state: bool = False
    """Whether it is the hidden and the cell state together."""


def sockets_of_call(state: State, call: Call) -> tuple[Socket, ...]:
    """The operands of a call, in their order. Raises EditError if it cannot be wired."""
    lines, name, found = Lines(state.outline_text), name_of(call), operands_of_call(state, call)
    if not found:
        raise EditError(f"{name} takes nothing that could be another value.")
    names = _names(state, site_of(state, call), tuple(site for site, _ in found))
    return tuple(
        Socket(site, lines.slice(site), name, tensor, call.parent, argument=argument)
        for (site, tensor), argument in zip(found, names, strict=True)
    )


def operands_of_call(state: State, call: Call) -> tuple[tuple[Span, int | None], ...]:
    """The places of the operands of a call, each with the tensor that flowed in there."""
    places = operands(Lines(state.outline_text), site_of(state, call))
    return tuple(zip(places, _known(call, len(places)), strict=True))


def _names(state: State, step: Span, places: tuple[Span, ...]) -> list[str]:
    """The arguments of a step that some operands stand in; empty where none tells them apart."""
    node = state.index.at(step, CallNode)
    found = takes(state.index, node) if node is not None else None
    if node is None or found is None or any(each.star for each in node.arguments):
        return [""] * len(places)
    ordered = (*found.required, *found.optional)
    named = [
        (each.span, each.keyword or "".join(ordered[number : number + 1]))
        for number, each in enumerate(node.arguments)
    ]
    names = [
        next((n for s, n in named if s is not None and s.contains(each)), "") for each in places
    ]
    return names if len(set(names)) > 1 else [""] * len(names)


def _known(call: Call, count: int) -> list[int | None]:
    """The tensors that flowed into so many operands."""
    inputs: list[int | None] = list(call.inputs)
    if len(inputs) == 2 and count == 1 and call.name.endswith("_"):
        return inputs[1:]  # ``Y += X`` has changed the first, which is no operand of it.
    if len(inputs) == count or (inputs and count == 1):
        return inputs[:count]
    return [None] * count


def sockets_of_result(state: State, call: Call, tensors: tuple[int, ...]) -> tuple[Socket, ...]:
    """What the forward of a call returns, as far as it was one of some tensors.

    Raises EditError if that is not written in one place of this file.
    """
    name, path = name_of(call), call.module or ""
    forward = forward_of_module(state, path)
    if forward is None:
        raise EditError(f"{name} has no forward in this file; extract a class to change it.")
    node = returned_by(forward)
    if node is None or node.span is None:
        raise EditError(f"{name} returns in several places, or nothing; wire it in the code.")
    lines = Lines(state.outline_text)
    places = returned(lines, node.span)
    known = list(call.outputs) if len(call.outputs) == len(places) else [None] * len(places)
    found = [
        Socket(site, lines.slice(site), name, tensor, call.id, node.span)
        for site, tensor in zip(places, known, strict=True)
    ]
    found = [each for each in found if each.tensor is None or each.tensor in tensors]
    if not found:
        raise EditError(f"{name} does not return this by itself; wire it in the code.")
    return tuple(found)


def rooms_of_call(state: State, call: Call) -> tuple[Room, ...]:
    """What a call can take beside. Raises EditError if it stands in no forward of this file."""
    site, name = site_of(state, call), name_of(call)
    node = state.index.at(site, CallNode)
    if node is None:
        return ()
    short = node.name.rpartition(".")[2]
    items = node.arguments[0].value if node.arguments else None
    if short in _JOINING and isinstance(items, Display):
        return (Room(site, "", name, call.parent),)
    found = takes(state.index, node)
    if found is None:
        return ()
    count = sum(not each.keyword for each in node.arguments)
    behind = (*found.required, *found.optional)[count:]
    given = {each.keyword for each in node.arguments}
    free = [each for each in found.optional if each in behind and each not in given]
    return tuple(
        Room(site, each, name, call.parent, _hidden(call, each), call.name in _WITH_CELL)
        for each in free
    )


def _hidden(call: Call, keyword: str) -> int | None:
    """The hidden state that a recurrent module gave, which the one that it takes is like."""
    if keyword != "hx" or not call.outputs:
        return None
    is_cell = call.name.endswith("Cell")
    return call.outputs[0] if is_cell else call.outputs[1] if len(call.outputs) > 1 else None


def model_call(state: State) -> Call:
    """The call of the model itself."""
    root = next((each for each in report_of(state).calls if each.parent is None), None)
    if root is None:
        raise EditError("The model has not run yet.")
    return root
