"""What a call in the file can be given: from its class in the file, or from the catalog."""

from inspector.catalog.catalog import catalog
from inspector.catalog.entry import Parameter, ParameterType
from inspector.outline.classes import Parameter as OwnParameter
from inspector.outline.classes import (
    classes,
    dataclass_fields,
    inherited_method,
    is_dataclass,
    parameters,
)
from inspector.outline.document import imported_names, qualified
from inspector.outline.nodes import Argument, Call, Outline


def signature(outline: Outline, call: Call) -> tuple[Parameter, ...] | None:
    """The parameters of what is called; None if that is not known without running it."""
    own = classes(outline).get(call.name)
    if own is not None:
        init = inherited_method(own, "__init__", classes(outline))
        if init is None and is_dataclass(own):
            return tuple(_own(each) for each in dataclass_fields(own))
        return tuple(_own(each) for each in parameters(init) if each.kind != "**")
    entry = catalog().find(qualified(call.name, imported_names(outline)))
    return entry.parameters if entry is not None else None


def _own(parameter: OwnParameter) -> Parameter:
    return Parameter(
        parameter.name,
        "var" if parameter.kind == "*" else "positional",
        parameter.required,
        parameter.default,
        _type_of(parameter.default),
    )


def _type_of(default: str | None) -> ParameterType:
    """The type that a default suggests."""
    if default in ("True", "False"):
        return "bool"
    try:
        number = float(default or "")
    except ValueError:
        return "str" if default and default[0] in "'\"" else "any"
    return "int" if number.is_integer() and default and default.lstrip("-").isdigit() else "float"


def bound(found: tuple[Parameter, ...], call: Call) -> dict[str, Argument]:
    """Which argument each parameter got, by name, as Python binds them.

    What stands behind a star is bound to nothing: it is not known without running it.
    """
    given: dict[str, Argument] = {}
    positional = [each for each in found if each.kind == "positional"]
    takes_rest = any(each.kind == "var" for each in found)
    for place, argument in enumerate(each for each in call.arguments if not each.keyword):
        if argument.star or place >= len(positional):
            break
        before_rest = not takes_rest or found.index(positional[place]) == place
        if before_rest:
            given[positional[place].name] = argument
    for argument in call.arguments:
        if argument.keyword:
            given[argument.keyword] = argument
    return given
