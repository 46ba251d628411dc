"""Which object of a text is the model, and which is its input."""

import inspect
from collections.abc import Sequence
from typing import NamedTuple

from torch import nn

from inspector.engine.script.execute import Script
from inspector.outline.candidates import Candidate, candidates, ready
from inspector.outline.read import OutlineError, get

_MOST_CHOICES = 4


class Chosen(NamedTuple):
    """The model, and the expression under which the user knows it."""

    name: str
    model: nn.Module


class NoModelError(Exception):
    """The text has no object that can be taken as the model; the message says what is missing.

    `choices` are the expressions that would make one; `unfinished` is a class whose __init__
    left out that of nn.Module.
    """

    def __init__(
        self,
        explanation: str,
        hint: str,
        choices: tuple[str, ...] = (),
        unfinished: type | None = None,
    ) -> None:
        super().__init__(explanation)
        self.explanation = explanation
        self.hint = hint
        self.choices = choices
        self.unfinished = unfinished


def choose_model(script: Script, expression: str) -> Chosen:
    """Take the expression, else `model`, else `net`, else the last module, else what makes one.

    A class or function is taken if it is the only one that can be called as it stands and is no
    part of another. Raises NoModelError.
    """
    if expression:
        return _from_expression(script, expression)
    for name in ("model", "net"):
        if isinstance(script.names.get(name), nn.Module):
            return Chosen(name, script.names[name])
    modules = {
        name: thing
        for name, thing in script.names.items()
        if isinstance(thing, nn.Module) and not name.startswith("_")
    }
    if modules:
        places = script.assignments.names
        name = max(modules, key=lambda name: places[name].start if name in places else (0, 0))
        return Chosen(name, modules[name])
    return _from_class(script)


def require_set_up(model: nn.Module) -> None:
    """Raise NoModelError if ``__init__`` of the model, or of a module in it, forgot nn.Module's."""
    pending, seen = [model], {id(model)}
    for module in pending:  # grows
        children = vars(module).get("_modules")
        if children is None:
            raise NoModelError(
                f"`{type(module).__name__}` is no whole nn.Module: its __init__ did not call "
                "super().__init__().",
                "Write super().__init__() as the first line of its __init__.",
                unfinished=type(module),
            )
        for child in children.values():
            if child is not None and id(child) not in seen:
                seen.add(id(child))
                pending.append(child)


def _from_expression(script: Script, expression: str) -> Chosen:
    thing = eval(expression, script.names)
    if isinstance(thing, type) and issubclass(thing, nn.Module):
        if needed := needed_arguments(thing):
            raise _needs_arguments([(thing.__name__, needed)])
        thing = thing()
    if not isinstance(thing, nn.Module):
        kind = type(thing).__name__
        raise NoModelError(
            f"`{expression}` is a {kind}, not an nn.Module.",
            "Give an expression that makes a module, such as `Net()`.",
        )
    return Chosen(expression, thing)


def _from_class(script: Script) -> Chosen:
    classes = [
        (name, thing)
        for name, thing in script.names.items()
        if isinstance(thing, type)
        and issubclass(thing, nn.Module)
        and thing.__module__ == script.names["__name__"]
    ]
    choices = _choices(script)
    calls = [f"{name}()" for name, thing in classes if not needed_arguments(thing)]
    if len(calls) == 1 and (calls[0] in choices or not choices):
        return _from_expression(script, calls[0])
    if len(choices) == 1:
        return _from_expression(script, choices[0])
    if calls or choices:
        found = choices or tuple(calls)
        raise NoModelError(
            f"Several things in this file could be the model: {_listed(found)}.",
            f"Choose one at the left of the toolbar, or write model = {found[0]} at the end of "
            "the file.",
            found[:_MOST_CHOICES],
        )
    if classes:
        raise _needs_arguments([(name, needed_arguments(kind)) for name, kind in classes])
    raise NoModelError(
        "There is no model in this file: no variable `model` or `net`, no other nn.Module, and "
        "no class of one.",
        "Make one, for example model = nn.Sequential(nn.LazyLinear(10)).",
    )


def _choices(script: Script) -> tuple[str, ...]:
    """The expressions that make a whole model, as far as the text and its classes tell."""
    try:
        found = candidates(get(script.text))
    except OutlineError:
        return ()
    return tuple(each.expression for each in ready(c for c in found if not _is_refuted(script, c)))


def _is_refuted(script: Script, candidate: Candidate) -> bool:
    """Whether a class is no module after all, or takes more than its text tells."""
    name, _, given = candidate.expression.partition("(")
    made = script.names.get(name)
    if not isinstance(made, type):
        return False
    return not issubclass(made, nn.Module) or (given == ")" and bool(needed_arguments(made)))


def _listed(expressions: Sequence[str]) -> str:
    """The first of some expressions, and how many there are beyond."""
    first = ", ".join(f"`{each}`" for each in expressions[:_MOST_CHOICES])
    more = len(expressions) - _MOST_CHOICES
    return f"{first} and {more} more" if more > 0 else first


def needed_arguments(kind: type) -> list[str]:
    """Names of the constructor's parameters that have no default."""
    try:
        parameters = inspect.signature(kind).parameters.values()
    except (TypeError, ValueError):
        return []
    variable = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return [
        parameter.name
        for parameter in parameters
        if parameter.default is parameter.empty and parameter.kind not in variable
    ]


def _needs_arguments(classes: list[tuple[str, list[str]]]) -> NoModelError:
    name, needed = classes[-1]
    call = f"{name}({', '.join(f'{argument}=…' for argument in needed)})"
    names = " and ".join(f"`{name}`" for name, _ in classes)
    verb = "needs" if len(classes) == 1 else "need"
    return NoModelError(
        f"{names} {verb} arguments, so there is no model yet.",
        f"Say with which ones: write model = {call}, or give an expression such as `{call}`.",
    )
