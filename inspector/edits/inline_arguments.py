"""What the parameters of a method are in one call of it."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from inspector.edits.edit import EditError
from inspector.edits.inline_class import Method
from inspector.edits.inline_code import Source, does_something, is_simple
from inspector.edits.inline_names import local
from inspector.outline.classes import Parameter, parameters
from inspector.outline.emit import nodes_of
from inspector.outline.expressions import text_of
from inspector.outline.nodes import Argument, Assign, Call, Dict, Function
from inspector.source.parsing import expression_of

_SOMETIMES = (
    *(ast.IfExp, ast.BoolOp, ast.Lambda, ast.comprehension, ast.JoinedStr),
    *(ast.If, ast.For, ast.While, ast.With, ast.Try),
)


@dataclass
class Values:
    """The expression of each parameter, after the statements that those of them need."""

    before: list[str] = field(default_factory=list)
    computed: dict[str, str] = field(default_factory=dict)
    """What the variables that `before` assigns hold."""
    by_name: dict[str, str] = field(default_factory=dict)


def values_of(call: Call, method: Method, around: Function | None, where: str) -> Values:
    """The value of each parameter. One that is more than a name is computed first, and once.

    Raises EditError if only running the code tells what a parameter gets.
    """
    every = parameters(method.function)
    given = _bound(_without_stars(call, around, where), every, where)
    reads = Source(method.text).read()
    values = Values()
    for name, text in given.items():
        count = reads.count(name)
        is_only = sum(map(does_something, given.values())) == 1
        if (
            is_simple(text)
            or _collects(name, every)
            or (count == 1 and not does_something(text) and not _is_called(method.text, name))
            or (count == 1 and is_only and _comes_first(method.text, name))
        ):
            values.by_name[name] = text
        elif count:
            values.before.append(f"{local(name)} = {text}")
            values.computed[local(name)] = text
            values.by_name[name] = local(name)
        elif does_something(text):
            values.before.append(text)
    for each in every:
        if each.name not in given:
            values.by_name[each.name] = _default(each, where)
    return values


def _collects(name: str, every: tuple[Parameter, ...]) -> bool:
    return any(each.kind and each.name == name for each in every)


def _default(parameter: Parameter, where: str) -> str:
    if parameter.kind:
        return "()" if parameter.kind == "*" else "dict()"
    text = parameter.default
    if text is None:
        raise EditError(f"{where} is not given {parameter.name}; it cannot run as it is.")
    if not is_simple(text) and does_something(text):
        raise EditError(
            f"{where} has {text} as the default of {parameter.name}, which is made once for all; "
            "give it in the call."
        )
    return text


def _bound(
    arguments: list[tuple[str | None, str]], every: tuple[Parameter, ...], where: str
) -> dict[str, str]:
    """The text that each parameter is given, in the order of the call, as Python binds them."""
    star = next((i for i, each in enumerate(every) if each.kind), len(every))
    positional = [each.name for each in every[:star]]
    rest = {each.kind: each.name for each in every if each.kind}
    names = {each.name for each in every if not each.kind}
    found: dict[str, str] = {}
    more: list[str] = []
    named: list[str] = []
    for keyword, text in arguments:
        if keyword is None and positional:
            found[positional.pop(0)] = text
        elif keyword is None and "*" in rest:
            more.append(text)
        elif keyword is not None and keyword in names and keyword not in found:
            found[keyword] = text
            positional = [each for each in positional if each != keyword]
        elif keyword is not None and "**" in rest and keyword not in names:
            named.append(f"{keyword}={text}")
        else:
            raise EditError(f"{where} does not take {keyword or text}; it cannot run as it is.")
    if more:
        found[rest["*"]] = f"({', '.join(more)},)"
    if named:
        found[rest["**"]] = f"dict({', '.join(named)})"
    return found


def _without_stars(call: Call, around: Function | None, where: str) -> list[tuple[str | None, str]]:
    """The arguments as keyword and text, with what a dict of the function holds for ``**``."""
    found: list[tuple[str | None, str]] = []
    for each in call.arguments:
        if not each.star:
            found.append((each.keyword, _on_its_own(text_of(each.value))))
            continue
        entries = _entries(each, around) if each.star == "**" else None
        if entries is None:
            raise EditError(
                f"{where} is given {each.star}{text_of(each.value)}; what is in it is known only "
                "when it runs."
            )
        found += entries.items()
    return found


def _on_its_own(text: str) -> str:
    return text if "\n" not in text or expression_of(text) is not None else f"({text})"


def _entries(argument: Argument, around: Function | None) -> Mapping[str | None, str] | None:
    """What ``**dd`` gives where the function says ``dd = {"device": device}`` once."""
    name = text_of(argument.value)
    made = (
        [n for n in nodes_of(around) if isinstance(n, Assign) and n.target == name]
        if around
        else []
    )
    if len(made) != 1 or not isinstance(made[0].value, Dict) or around is None:
        return None
    found: dict[str | None, str] = {}
    for entry in made[0].value.entries:
        key = expression_of(text_of(entry.key)) if entry.key is not None else None
        text = text_of(entry.value)
        if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
            return None
        if not is_simple(text):
            return None
        found[key.value] = text
    return found


def _is_called(text: str, name: str) -> bool:
    """Whether a parameter is a function that the body calls, which has to be a name there."""
    called = (each.func for each in ast.walk(Source(text).tree) if isinstance(each, ast.Call))
    return any(isinstance(each, ast.Name) and each.id == name for each in called)


def _comes_first(text: str, name: str) -> bool:
    """Whether a parameter is read before the body has done anything."""
    source = Source(text)
    for statement in source.tree.body:
        within = list(ast.walk(statement))
        reads = [node for node in within if isinstance(node, ast.Name) and node.id == name]
        if reads:
            above = [each for each, _ in source.ancestors(reads[0])]
            at = source.offsets(reads[0])[0]
            calls = [source.offsets(node)[1] for node in within if isinstance(node, ast.Call)]
            return min(calls, default=at) >= at and not any(
                isinstance(each, _SOMETIMES) for each in above
            )
        if any(isinstance(node, ast.Call) for node in within):
            return False
    return False
