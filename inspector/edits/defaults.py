"""The defaults of parameters, which stand in the head of a function."""

from collections.abc import Hashable
from dataclasses import dataclass, replace

from inspector.edits.edit import Edit, EditError, parsed
from inspector.edits.syntax import span_of
from inspector.outline.classes import (
    Parameter,
    classes,
    inherited_method,
    method,
    parameters,
)
from inspector.outline.heads import Definition, function_head
from inspector.outline.index import Index
from inspector.outline.nodes import Function, Outline
from inspector.source.lines import Lines
from inspector.source.span import Span


@dataclass(frozen=True)
class SetDefault(Edit):
    """Give a parameter another default, or the first one that it has."""

    function: str
    """``Net.__init__``, or the name of a function at the top level."""
    name: str
    value: str

    @property
    def title(self) -> str:
        return f"Set default of {self.name}"

    @property
    def merge_key(self) -> Hashable:
        return ("default", self.function, self.name)

    def apply(self, outline: Outline) -> Outline:
        parsed(self.value)
        node = function_named(outline, self.function)
        header = with_default(node.header, self.name, self.value.strip())
        return Index(outline).replace(node, replace(node, header=header))


def constructor_of(outline: Outline, name: str) -> tuple[str, tuple[Parameter, ...]]:
    """The constructor of a class, which a base may have, and what it takes beside ``self``."""
    known = classes(outline)
    init = inherited_method(known[name], "__init__", known) if name in known else None
    owner = next((each.name for each in known.values() if init in each.body), name)
    return f"{owner}.__init__", tuple(each for each in parameters(init) if not each.kind)


def function_named(outline: Outline, name: str) -> Function:
    """A function of the top level, or a method by its class. Raises EditError without one."""
    owner, _, short = name.rpartition(".")
    if owner:
        known = classes(outline).get(owner)
        found = method(known, short) if known is not None else None
    else:
        functions = [each for each in outline.body if isinstance(each, Function)]
        found = next((each for each in reversed(functions) if each.name == short), None)
    if found is None:
        raise EditError(f"{name} is not defined in this file.")
    return found


def with_default(header: str, name: str, value: str) -> str:
    """The head of a function with another default of one parameter.

    Raises EditError where Python would not take it: behind a parameter that has a default, all
    others that can be given by place have one.
    """
    given = _read(header).args
    plain = [*given.posonlyargs, *given.args]
    pairs = dict(zip(reversed(plain), reversed(given.defaults), strict=False))
    pairs |= {a: d for a, d in zip(given.kwonlyargs, given.kw_defaults, strict=True) if d}
    wanted = [each for each in (*plain, *given.kwonlyargs) if each.arg == name]
    if not wanted:
        raise EditError(f"There is no parameter “{name}” any more.")
    (parameter,) = wanted
    old = pairs.get(parameter)
    if old is not None:
        return _spliced(header, span_of(old), value)
    behind = plain[plain.index(parameter) + 1 :] if parameter in plain else []
    if any(each not in pairs for each in behind):
        raise EditError(f"{name} stands before parameters that have no default.")
    end = Span(*span_of(parameter).end, *span_of(parameter).end)
    sign = " = " if parameter.annotation is not None else "="
    return _spliced(header, end, f"{sign}{value}")


def _read(header: str) -> Definition:
    tree = function_head(header)
    if tree is None:
        raise EditError("The head of the function cannot be read; edit it in the code.")
    return tree


def _spliced(text: str, site: Span, new: str) -> str:
    start, end = Lines(text).offsets(site)
    return f"{text[:start]}{new}{text[end:]}"
