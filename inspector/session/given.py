"""Where an edge can begin: what the calls of the last run gave, and the inputs of the model."""

from dataclasses import dataclass, replace

from inspector.edits.edit import EditError, parsed
from inspector.edits.items import unique
from inspector.edits.naming import InputValue, OutputValue, Value
from inspector.edits.wires import name_for
from inspector.outline.classes import classes, inherited_method, parameters
from inspector.outline.expressions import text_of
from inspector.outline.nodes import Assign, Function
from inspector.outline.results import Path, Result, renamed, results
from inspector.outline.returned import returned_by
from inspector.report.model import Call
from inspector.report.place import Place
from inspector.session.call_sites import name_of, report_of, site_of
from inspector.session.state import State
from inspector.source.span import Span

_OF_TORCH = {
    "LSTM": "output, (hidden, cell)",
    "GRU": "output, hidden",
    "RNN": "output, hidden",
    "LSTMCell": "hidden, cell",
    "MultiheadAttention": "attended, weights",
    **dict.fromkeys(
        ("max", "min", "median", "mode", "sort", "topk", "kthvalue"), "values, indices"
    ),
    **dict.fromkeys(("cummax", "cummin"), "values, indices"),
}
"""How the several results of a call are usually called, by its class or function."""
_PIECES = ("chunk", "split", "unbind", "tensor_split", "split_with_sizes", "unsafe_chunk")
_ORDINALS = ("first", "second", "third", "fourth")


_STATES = {_OF_TORCH["LSTM"]: 1, _OF_TORCH["LSTMCell"]: 0}
"""How far from the results of a call the hidden and the cell state are, which go together."""


@dataclass(frozen=True)
class Given:
    """What a step gives: where an edge begins."""

    value: Value
    name: str
    """Of the step, or of one of its results."""
    tensor: int | None
    """What it was in the last run; None if that is not known."""
    scope: int | None
    """The call whose forward computes it."""


def whole_state(value: Value) -> Value | None:
    """The hidden and the cell state together, if a value is one of both; else None."""
    if isinstance(value, OutputValue) and value.pattern in _STATES:
        depth = _STATES[value.pattern]
        if len(value.path) == depth + 1:
            return replace(value, path=value.path[:depth])
    return None


def given_by_call(state: State, call: Call) -> tuple[Given, ...]:
    """What a call gives, each of its results by itself.

    Raises EditError if that has no place in the code that could be read.
    """
    site, name = site_of(state, call), name_of(call)
    pattern, found = _results(state, call)
    if not found:
        only = call.outputs[0] if call.outputs else None
        return (Given(OutputValue(site), name, only, call.parent),)
    writable = "" if "{" in pattern else pattern
    written = _names_in_text(state, site)
    return tuple(
        Given(
            OutputValue(site, each.path, writable),
            written.get(each.path, each.text(pattern)),
            tensor,
            call.parent,
        )
        for each, tensor in zip(found, call.outputs, strict=True)
    )


def given_by_input(state: State, tensor: int) -> tuple[Given, ...]:
    """What flows into the model, or into the part of it that is shown, by its tensor.

    Raises EditError if the forward of the model has no name for it.
    """
    report = report_of(state)
    maker = next((each for each in report.calls if tensor in each.outputs), None)
    if maker is not None:
        return tuple(each for each in given_by_call(state, maker) if each.tensor == tensor)
    number = next((n for n, each in enumerate(report.inputs) if each.tensor == tensor), None)
    root = next((call.id for call in report.calls if call.parent is None), None)
    names = parameters(forward_of_module(state, ""))
    if number is None or number >= len(names):
        raise EditError("The model has no forward of its own; extract a class from it first.")
    name = names[number].name
    return (Given(InputValue(name), name, tensor, root),)


def forward_of_module(state: State, path: str) -> Function | None:
    """The forward of a module whose class the file defines."""
    known = classes(state.outline)
    row = state.rows.at(Place(path)) or (state.rows.root if not path else None)
    owner = known.get(row.own_class) if row is not None else None
    return inherited_method(owner, "forward", known) if owner is not None else None


def _names_in_text(state: State, site: Span) -> dict[Path, str]:
    """What the results of the call at a site are called in the forward."""
    node = state.index.expression_at(site)
    statement = state.index.parent(node) if node is not None else None
    found = results(statement.target) if isinstance(statement, Assign) else ()
    return {each.path: each.name for each in found if each.name not in ("", "_")}


def _results(state: State, call: Call) -> tuple[str, tuple[Result, ...]]:
    """The pattern of the results of a call, and those that the run gave; none if it is one."""
    pattern = _pattern(state, call)
    found = results(pattern)
    if call.name == "MultiheadAttention":
        found = found[: len(call.outputs)]  # It gives no weights where none are wanted.
    if len(found) == len(call.outputs) and found and found[0].path:
        return pattern, found
    if len(call.outputs) < 2:
        return "", ()
    raise EditError(f"{name_of(call)} gives several values; give them names in the code.")


def _pattern(state: State, call: Call) -> str:
    count = len(call.outputs)
    if call.kind == "op":
        numbered = "".join(f"{call.name}[{number}], " for number in range(count))
        if call.name in _PIECES:
            few = count <= len(_ORDINALS)
            return "".join(f"{each}, " for each in _ORDINALS[:count]) if few else numbered
        return _OF_TORCH.get(call.name, numbered) if count > 1 else ""
    forward = forward_of_module(state, call.module or "")
    if forward is None:
        return _OF_TORCH.get(call.name, "")
    return _names_of_returned(forward)


def _names_of_returned(forward: Function) -> str:
    """What a forward returns, each part of it as a name."""
    returned = returned_by(forward)
    text = text_of(returned) if returned is not None else ""
    taken: set[str] = set()
    names = {}
    for each in results(text):
        names[each.path] = unique(_name_of_result(each, text), taken)
        taken.add(names[each.path])
    return renamed(text, names)


def _name_of_result(result: Result, returned: str) -> str:
    """The name or key under which it is returned, or else one after what computes it."""
    key = result.path[-1] if result.path else ""
    named = result.name or (key if isinstance(key, str) else "")
    return named or name_for(parsed(result.text(returned)))
