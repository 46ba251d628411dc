"""The parameters of torch's classes and functions, from signatures and from docstrings."""

import ast
import contextlib
import inspect
import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence

from torch import nn

from inspector.catalog.entry import Parameter, ParameterKind, ParameterType
from inspector.engine.catalog_tables import CHOICES, DESCRIPTIONS
from inspector.engine.catalog_text import argument_texts, signatures

_KINDS: dict[inspect._ParameterKind, ParameterKind] = {
    inspect.Parameter.POSITIONAL_ONLY: "positional",
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "positional",
    inspect.Parameter.KEYWORD_ONLY: "keyword",
    inspect.Parameter.VAR_POSITIONAL: "var",
}
_PLAIN_TYPES: dict[object, ParameterType] = {bool: "bool", int: "int", float: "float", str: "str"}
_SEQUENCES = (tuple, list, Sequence, Iterable, Mapping)
_SIZES = ("embed_dim", "num_heads", "kdim", "vdim", "input_size", "hidden_size")
"""Parameters that are whole numbers, though neither signature nor documentation says so."""


def module_parameters(module_class: type[nn.Module]) -> tuple[Parameter, ...]:
    """What a module is constructed with."""
    name = module_class.__name__
    if module_class.__init__ is nn.Module.__init__:
        return ()
    found: Iterable[inspect.Parameter]
    found = inspect.signature(module_class).parameters.values()
    if _takes_anything(found):
        written = signatures(module_class.__doc__, "__init__")
        found = _merged(written) if written else found
    return _described(name, found, module_class.__doc__)


def function_parameters(function: Callable[..., object], name: str) -> tuple[Parameter, ...]:
    """What a function is called with; functions written in C tell it in their docstring alone."""
    found: Iterable[inspect.Parameter] = ()
    with contextlib.suppress(ValueError):
        found = inspect.signature(function).parameters.values()
    if not found or _takes_anything(found):
        found = _merged(signatures(function.__doc__, name))
    return _described(name, [each for each in found if each.name != "out"], function.__doc__)


def _takes_anything(parameters: Iterable[inspect.Parameter]) -> bool:
    return any(each.kind is inspect.Parameter.VAR_KEYWORD for each in parameters) or [
        each.name for each in parameters
    ] == ["args"]


def _described(
    owner: str, found: Iterable[inspect.Parameter], docstring: str | None
) -> tuple[Parameter, ...]:
    texts = argument_texts(docstring)
    parameters = []
    for each in found:
        if each.name.startswith("_") or each.kind not in _KINDS:
            continue
        kind, description = texts.get(each.name, ("", ""))
        choices = _choices(owner, each)
        required = each.default is each.empty and each.kind is not each.VAR_POSITIONAL
        parameters.append(
            Parameter(
                name=each.name,
                kind=_KINDS[each.kind],
                required=required,
                default=None if each.default is each.empty else source_text(each.default),
                type="choice" if choices else _type(each, kind),
                choices=choices,
                description=DESCRIPTIONS.get(each.name, description),
            )
        )
    return tuple(parameters)


def source_text(value: object) -> str:
    """A default value as one writes it in a file."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return f'float("{value}")'
    if value is nn.functional.relu:
        return "F.relu"
    return repr(value)


def _choices(owner: str, parameter: inspect.Parameter) -> tuple[str, ...]:
    if typing.get_origin(parameter.annotation) is typing.Literal:
        values = typing.get_args(parameter.annotation)
    else:
        of_any_owner = CHOICES.get(("*", parameter.name), ())
        values = CHOICES.get((owner, parameter.name), of_any_owner)
    return tuple(source_text(value) for value in values)


def _type(parameter: inspect.Parameter, documented: str) -> ParameterType:
    annotation = parameter.annotation
    if isinstance(annotation, str):
        return "module" if hasattr(nn, annotation) else _documented_type(annotation)
    if annotation is not parameter.empty:
        members = [each for each in _members(annotation) if each is not types.NoneType]
        if annotation not in (None, typing.Any, object) and members:
            return _type_of_all(members)
    if parameter.default is not parameter.empty and type(parameter.default) in _PLAIN_TYPES:
        return _PLAIN_TYPES[type(parameter.default)]
    return "int" if parameter.name in _SIZES else _documented_type(documented)


def _members(annotation: object) -> tuple[object, ...]:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return typing.get_args(annotation)
    return (annotation,)


def _type_of_all(members: list[object]) -> ParameterType:
    """The type of a union: a sequence beside a number counts as ``tuple``."""
    origins = [typing.get_origin(each) or each for each in members]
    if any(each in _SEQUENCES for each in origins):
        holds_module = any(
            nn.Module in _members(arg) for m in members for arg in typing.get_args(m)
        )
        return "module" if holds_module else "tuple"
    if any(isinstance(each, type) and issubclass(each, nn.Module) for each in origins):
        return "module"
    kinds = {_PLAIN_TYPES.get(each, "any") for each in origins}
    if kinds == {"int", "float"}:
        return "float"
    return kinds.pop() if len(kinds) == 1 else "any"


def _documented_type(words: str) -> ParameterType:
    if "tensor" in words.lower():
        return "any"
    for word, kind in (
        ("tuple", "tuple"),
        ("list", "tuple"),
        ("sequence", "tuple"),
        ("bool", "bool"),
        ("float", "float"),
        ("int", "int"),
        ("str", "str"),
        ("module", "module"),
    ):
        if word in words.lower():
            return typing.cast(ParameterType, kind)
    return "any"


def _merged(overloads: list[ast.arguments]) -> list[inspect.Parameter]:
    """One signature for all overloads: the longest, requiring only what each of them requires.

    An overload that begins with something else than the first is another use of the name.
    """
    listed = [_listed(each) for each in overloads]
    if not listed:
        return []
    listed = [each for each in listed if each[0].name == listed[0][0].name]
    longest = max(listed, key=len)
    merged = []
    for parameter in longest:
        others = [next((p for p in each if p.name == parameter.name), None) for each in listed]
        is_optional = any(p is None or p.default is not p.empty for p in others)
        if is_optional and parameter.default is parameter.empty:
            parameter = parameter.replace(default=None)
        merged.append(parameter)
    return merged


def _listed(arguments: ast.arguments) -> list[inspect.Parameter]:
    """The same as `inspect` would say it; an ``Optional`` annotation stands for a default."""
    positional = [*arguments.posonlyargs, *arguments.args]
    missing: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    rows = list(zip(positional, [*missing, *arguments.defaults], strict=True))
    found = [_parameter(each, value, "positional") for each, value in rows]
    if arguments.vararg:
        kind = inspect.Parameter.VAR_POSITIONAL
        found.append(inspect.Parameter(arguments.vararg.arg, kind))
    keywords = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return found + [_parameter(each, value, "keyword") for each, value in keywords]


def _parameter(
    argument: ast.arg, default: ast.expr | None, kind: ParameterKind
) -> inspect.Parameter:
    annotation = ast.unparse(argument.annotation) if argument.annotation else ""
    value: object = inspect.Parameter.empty
    if default is not None:
        try:
            value = ast.literal_eval(default)
        except ValueError:
            value = None
    elif annotation.startswith("Optional"):
        value = None
    return inspect.Parameter(
        argument.arg,
        inspect.Parameter.KEYWORD_ONLY
        if kind == "keyword"
        else inspect.Parameter.POSITIONAL_OR_KEYWORD,
        default=value,
        annotation=annotation or inspect.Parameter.empty,
    )
