"""A value in another forward: what is passed in is a parameter there, what comes out a result."""

from collections.abc import Iterator

from inspector.edits.edit import EditError
from inspector.edits.naming import InputValue, OutputValue
from inspector.outline.classes import parameters
from inspector.outline.nodes import Call as CallNode
from inspector.report.model import Call
from inspector.report.place import Place
from inspector.session.call_sites import call_of, name_of, report_of, site_of
from inspector.session.given import Given, forward_of_module, given_by_call
from inspector.session.sockets import Socket, operands_of_call
from inspector.session.state import State
from inspector.source.span import Span


def known_in(state: State, given: Given, scope: int | None) -> Given:
    """The value as the forward of the call `scope` knows it.

    Raises EditError, with what to do first, if it is neither computed there, nor given to it,
    nor comes out of what it calls.
    """
    if given.scope == scope:
        return given
    if given.scope is None or scope is None or given.tensor is None:
        raise EditError("Both must be computed by one forward; pass the value on as an argument.")
    inner, source = call_of(state, scope), call_of(state, given.scope)
    name = _parameter(state, inner, given.tensor)
    if name:
        _refuse_if_others_lack(state, inner, name)
        return Given(InputValue(name), name, given.tensor, scope)
    _refuse_if_later(state, given, inner)
    return _result(state, given, source, inner)


def _result(state: State, given: Given, source: Call, wanted: Call) -> Given:
    """The value as what a call in the forward of `wanted` gives, within which it is computed."""
    around = list(_with_those_around(state, wanted))
    for each in _with_those_around(state, source):
        if each in around:
            break
        if given.tensor not in each.outputs:
            raise EditError(
                f"{given.name} stays within {name_of(each)}; "
                f"return it as well from {_forward(state, each)} first."
            )
        if each.parent == wanted.id:
            return next(g for g in given_by_call(state, each) if g.tensor == given.tensor)
    lacking = (each for each in reversed(around) if not _is_known(state, given, each))
    missing = next(lacking, wanted)
    raise EditError(
        f"{name_of(missing)} is not given {given.name}; "
        f"add an input to {_forward(state, missing)} and pass it on there first."
    )


def _refuse_if_later(state: State, given: Given, wanted: Call) -> None:
    """Refuse a value that is computed when a call is over; one within it is not."""
    for each in report_of(state).calls:
        is_made = each.parent == given.scope and given.tensor in each.outputs
        if is_made and each.id > wanted.id and wanted not in _with_those_around(state, each):
            raise EditError(f"{given.name} is computed after {name_of(wanted)} has run.")


def _is_known(state: State, given: Given, call: Call) -> bool:
    """Whether the forward of a call computes a value, or is given it, or gets it as a result."""
    if given.scope == call.id or _parameter(state, call, given.tensor):
        return True
    children = (each for each in report_of(state).calls if each.parent == call.id)
    return any(given.tensor in each.outputs for each in children)


def _with_those_around(state: State, call: Call | None) -> Iterator[Call]:
    """A call and those around it, from the inside out."""
    while call is not None:
        yield call
        call = call_of(state, call.parent) if call.parent is not None else None


def _forward(state: State, call: Call) -> str:
    row = state.rows.at(Place(call.module or "")) if call.module else state.rows.root
    return f"{(row.own_class if row is not None else '') or call.name}.forward"


def _parameter(state: State, call: Call, tensor: int | None) -> str:
    """The parameter of its forward under which a call was given a tensor; empty if none was."""
    return next((name for name, each in _given_to(state, call) if each == tensor), "")


def _is_here(state: State, call: Call) -> bool:
    return call.source is not None and call.source.file == state.document.file_name


def _given_to(state: State, call: Call) -> Iterator[tuple[str, int | None]]:
    """The parameters of the forward of a call, each with the tensor that it was in the run."""
    forward = forward_of_module(state, call.module or "") if call.kind == "module" else None
    names = [each.name for each in parameters(forward) if not each.kind]
    if call.parent is None:
        yield from zip(names, (each.tensor for each in report_of(state).inputs), strict=False)
        return
    node = state.index.at(site_of(state, call), CallNode) if _is_here(state, call) else None
    if node is None:
        yield from zip(names, call.inputs[:1], strict=False)  # A Sequential hands one on.
        return
    known = dict(operands_of_call(state, call))
    for number, each in enumerate(node.arguments):
        if each.star:
            return
        name = each.keyword or "".join(names[number : number + 1])
        if name and each.value.span in known:
            yield name, known[each.value.span]


def elsewhere(
    state: State, given: Given, socket: Socket
) -> Iterator[tuple[str, int | None, int | None]]:
    """What a value and that at a socket of its forward are where this forward runs again.

    Where each other call of it is, and the two tensors there; None for what is not known.
    """
    if socket.scope is None:
        return
    for other in _others(state, call_of(state, socket.scope)):
        made: dict[Span, tuple[int, ...]] = {}
        taken: dict[Span, int | None] = {}
        for each in report_of(state).calls:
            if each.parent == other.id and _is_here(state, each):
                site = site_of(state, each)
                made.setdefault(site, each.outputs)
                if site.contains(socket.site):
                    taken = {**dict(operands_of_call(state, each)), **taken}
        match given.value:
            case InputValue(name):
                value = dict(_given_to(state, other)).get(name)
            case OutputValue(site):
                outputs = made.get(site, ())
                value = outputs[0] if len(outputs) == 1 else None
        yield f"{name_of(other)}, which is a {other.name} too", value, taken.get(socket.site)


def _others(state: State, call: Call) -> Iterator[Call]:
    """The other calls of the forward that a call runs: those of the same class."""
    for each in report_of(state).calls:
        if each.kind == "module" and each.name == call.name and each.id != call.id:
            yield each


def _refuse_if_others_lack(state: State, call: Call, name: str) -> None:
    """Refuse to read a parameter that another call of the same forward leaves out."""
    for each in _others(state, call):
        if name not in dict(_given_to(state, each)):
            raise EditError(
                f"{name_of(each)} is a {call.name} too, and is given no {name}; give it one first."
            )
