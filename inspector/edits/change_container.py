"""The modules that a container holds, handed over to a container of another class."""

from dataclasses import replace
from typing import Literal

from inspector.edits.edit import EditError
from inspector.outline.classes import classes, inherited_method
from inspector.outline.containers import takes_any_modules
from inspector.outline.expressions import call as call_of
from inspector.outline.nodes import (
    Argument,
    Call,
    Comprehension,
    Dict,
    Display,
    Expression,
    Outline,
    code,
)

Form = Literal["by place", "list", "dict"]
"""``nn.Sequential(a, b)``, ``nn.ModuleList([a, b])`` and ``nn.ModuleDict({"a": a})``."""


def handed_over(outline: Outline, call: Call, type_: str) -> Call | None:
    """The call of another class with the modules that are held; None if no module would get lost.

    Raises EditError with a sentence if the other class cannot hold them.
    """
    form = _form_of(outline, call.name)
    held = _held(call, form) if form is not None else ()
    if not held:
        return None
    wanted = _form_of(outline, type_)
    if wanted is None:
        if type_.rpartition(".")[2] in classes(outline):
            return None  # what its constructor takes by the same name is kept
        raise EditError(f"{call.name} holds modules, and {type_} takes none; take them out first.")
    if isinstance(held, tuple):
        given = _together(held, wanted, type_)
    else:
        given = _by_name(outline, held, wanted, type_)
    return replace(call, function=code(type_), arguments=given)


def _form_of(outline: Outline, name: str) -> Form | None:
    """How a class is given its modules; None if it is no container."""
    short = name.rpartition(".")[2]
    if short == "Sequential" or takes_any_modules(outline, name):
        return "by place"
    forms: dict[str, Form] = {"ModuleList": "list", "ModuleDict": "dict"}
    return forms.get(short)


def _held(call: Call, form: Form) -> tuple[Argument, ...] | Expression:
    """The modules one by one, or, with their names, the expression that makes the dict."""
    given = tuple(each for each in call.arguments if each.keyword in (None, "modules"))
    only = given[0] if len(given) == 1 else None
    if only is None or only.star:
        return given
    if form == "dict" or (form == "by place" and _is_ordered_dict(only.value)):
        return only.value
    if form == "by place":
        return given
    if isinstance(only.value, Display) and only.value.kind != "set":
        return only.value.items
    value = only.value
    if isinstance(value, Comprehension):
        value = replace(value, kind="list")
    return (Argument(value, star="*"),)


def _is_ordered_dict(node: Expression) -> bool:
    return isinstance(node, Call) and node.name.rpartition(".")[2] == "OrderedDict"


def _together(held: tuple[Argument, ...], wanted: Form, type_: str) -> tuple[Argument, ...]:
    """The arguments that give a class modules without names."""
    if wanted == "dict":
        raise EditError(f"{type_} finds modules by their names; name them in the code first.")
    if wanted == "by place":
        return held
    if len(held) == 1 and held[0].star == "*":
        return (Argument(held[0].value),)
    return (Argument(Display("list", held)),)


def _by_name(outline: Outline, held: Expression, wanted: Form, type_: str) -> tuple[Argument, ...]:
    """The arguments that give a class modules with names."""
    own = classes(outline).get(type_)
    if wanted == "list" or (own and inherited_method(own, "__init__", classes(outline))):
        raise EditError(f"{type_} has no names for its modules; take these away in the code first.")
    if wanted == "by place":
        is_ready = _is_ordered_dict(held)
        return (Argument(held if is_ready else call_of("OrderedDict", held)),)
    match held:
        case Call(arguments=(Argument(Dict() | Display() as inner, None, ""),)):
            return (Argument(inner),)
    return (Argument(held),)
