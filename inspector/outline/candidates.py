"""What of a file can be its model: variables, functions that build one, and classes."""

import ast
import builtins
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from inspector.outline.classes import (
    classes,
    inherited_method,
    statements_within,
)
from inspector.outline.document import imported_names, model_assignment
from inspector.outline.emit import nodes_of
from inspector.outline.expressions import text_of
from inspector.outline.heads import function_head
from inspector.outline.nodes import Assign, Call, Class, Code, Function, Other, Outline, Return
from inspector.outline.own_modules import CONFIG_ENDINGS, own_modules

OPEN = "…"
"""Stands in an expression for a value that only the user knows."""

_CONFIG_NAMES = ("config", "cfg", "conf", "args", "options", "params", "hparams")


@dataclass(frozen=True)
class Candidate:
    """One thing that could be the model."""

    kind: Literal["variable", "function", "class"]
    expression: str
    """What makes it; ``Encoder(width=…)`` where `needs` names what is missing."""
    line: int
    needs: tuple[str, ...] = ()
    """The arguments that nothing in the file gives a value."""
    part_of: str = ""
    """A class of the file that makes it as a part of itself."""


def candidates(outline: Outline) -> tuple[Candidate, ...]:
    """All that could be the model of a file, the likeliest first.

    Variables come first, the last one leading; then functions, and classes that are part of no
    other. What needs an argument that nothing gives comes after its like.
    """
    return _Reader(outline).all()


def ready(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Those of some candidates that make a whole model as they stand; parts if there is no whole.

    Beside functions, a class counts only if it needs no arguments: with some it is what such a
    function makes.
    """
    complete = [each for each in found if not each.needs and each.kind != "variable"]
    whole = [each for each in complete if not each.part_of] or complete
    if any(each.kind == "function" for each in whole):
        whole = [each for each in whole if each.kind == "function" or each.expression[-2:] == "()"]
    return tuple(whole)


@dataclass(frozen=True)
class _Needed:
    """A parameter without a default."""

    name: str
    annotation: str
    is_by_keyword: bool


class _Reader:
    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._classes = classes(outline)
        self._imports = imported_names(outline)
        self._modules = own_modules(outline)
        self._functions = {each.name: each for each in outline.body if isinstance(each, Function)}

    def all(self) -> tuple[Candidate, ...]:
        builders = [self._candidate("function", each) for each in self._builders()]
        wholes = [self._candidate("class", each) for each in reversed(self._modules.values())]
        found = [*builders, *wholes]
        order = ("function", "class")
        found.sort(key=lambda each: (bool(each.part_of), bool(each.needs), order.index(each.kind)))
        return (*self._variables(), *found)

    def _variables(self) -> Iterator[Candidate]:
        chosen = model_assignment(self._outline)
        makers = {*self._modules, *(each.name for each in self._builders())}
        seen: set[str] = set()
        for node in (*((chosen,) if chosen else ()), *reversed(self._outline.body)):
            if not isinstance(node, Assign) or node.operator != "=" or node.span is None:
                continue
            name = node.target.partition(":")[0].strip()
            made = node.value.name if isinstance(node.value, Call) else ""
            is_module = made in makers or made.startswith(("nn.", "torch.nn."))
            if name.isidentifier() and name not in seen and (is_module or node is chosen):
                seen.add(name)
                yield Candidate("variable", name, node.span.line)

    def _candidate(self, kind: Literal["function", "class"], node: Function | Class) -> Candidate:
        line = node.span.line if node.span is not None else 0
        needed = _needed_by(node, self._classes)
        part_of = self._holders.get(node.name, "")
        if not needed:
            return Candidate(kind, f"{node.name}()", line, (), part_of)
        values = {each.name: self._value(each) for each in needed}
        missing = tuple(name for name, value in values.items() if not value)
        used = self._calls.get(node.name, "")
        if missing and used:
            return Candidate(kind, used, line, (), part_of)
        given = ", ".join(
            values[each.name]
            if len(needed) == 1 and values[each.name] and not each.is_by_keyword
            else f"{each.name}={values[each.name] or OPEN}"
            for each in needed
        )
        return Candidate(kind, f"{node.name}({given})", line, missing, part_of)

    # Functions

    def _builders(self) -> tuple[Function, ...]:
        """The functions that return a module of the file, as far as that can be read."""
        found = self._building
        return tuple(each for each in self._functions.values() if each.name in found)

    @cached_property
    def _building(self) -> frozenset[str]:
        makers = set(self._modules)
        helpers: set[str] = set()
        grown = True
        while grown:
            new = {
                name
                for name, each in self._functions.items()
                if name not in helpers and self._returns(each, makers | helpers)
            }
            helpers |= new
            grown = bool(new)
        return frozenset(name for name in helpers if not name.startswith("_"))

    def _returns(self, function: Function, makers: set[str]) -> bool:
        annotation = function.header.rpartition("->")[2].strip().strip("'\"")
        if "->" in function.header and annotation in self._modules:
            return True
        made = {
            each.target.partition(":")[0].strip(): each.value.name
            for each in statements_within(function.body)
            if isinstance(each, Assign) and isinstance(each.value, Call)
        }
        for each in statements_within(function.body):
            if not isinstance(each, Return) or each.value is None:
                continue
            name = each.value.name if isinstance(each.value, Call) else None
            if name is None and isinstance(each.value, Code):
                name = made.get(each.value.text)
            if name in makers:
                return True
        return False

    # What the file itself gives its classes

    @cached_property
    def _holders(self) -> Mapping[str, str]:
        """The class that makes another as a part of itself, by the part's name."""
        found: dict[str, str] = {}
        for owner in self._modules.values():
            for each in nodes_of(owner):
                if isinstance(each, Call) and each.name in {*self._modules} - {owner.name}:
                    found.setdefault(each.name, owner.name)
        return found

    @cached_property
    def _calls(self) -> Mapping[str, str]:
        """A call of a class or function that the file makes itself and that holds anywhere."""
        wanted = {*self._modules, *self._functions}
        known = {*self._classes, *self._functions, *self._imports, *dir(builtins)}
        known |= {each.target for each in self._outline.body if isinstance(each, Assign)}
        found: dict[str, str] = {}
        for each in nodes_of(self._outline):
            if isinstance(each, Call) and each.name in wanted and each.name not in found:
                text = text_of(each)
                if _names_in(text) <= known:
                    found[each.name] = text
        return found

    def _value(self, needed: _Needed) -> str:
        """A configuration that needs nothing itself; "" if the file tells of none."""
        name = needed.annotation.rpartition(".")[2]
        if name in self._classes and name not in self._modules:
            return f"{name}()" if self._is_ready(self._classes[name]) else ""
        if name in self._imports and name.endswith(CONFIG_ENDINGS):
            return f"{needed.annotation}()"
        if needed.annotation or needed.name not in _CONFIG_NAMES:
            return ""
        own = [n for n, each in self._classes.items() if n.endswith(CONFIG_ENDINGS)]
        ready = [n for n in own if self._is_ready(self._classes[n])]
        found = ready or [n for n in self._imports if n.endswith(CONFIG_ENDINGS)]
        return f"{found[0]}()" if len(found) == 1 else ""

    def _is_ready(self, config: Class) -> bool:
        """Whether a class can be made without arguments; a dataclass needs all its fields set."""
        init = inherited_method(config, "__init__", self._classes)
        if init is not None:
            return not _needed(init, skip=True)
        fields = [each for each in config.body if isinstance(each, Other)]
        is_data = any("dataclass" in each for each in config.decorators)
        return not (is_data and any(_is_bare_field(each.code.text) for each in fields))


def _needed_by(node: Function | Class, known: Mapping[str, Class]) -> tuple[_Needed, ...]:
    """What a call of a function or class must be given."""
    if isinstance(node, Function):
        return _needed(node, skip=False)
    init = inherited_method(node, "__init__", dict(known))
    return _needed(init, skip=True) if init is not None else ()


def _needed(function: Function, skip: bool) -> tuple[_Needed, ...]:
    """The parameters without a default; `skip` leaves out ``self``."""
    tree = function_head(function.header)
    if tree is None:
        return ()
    positional = [*tree.args.posonlyargs, *tree.args.args]
    required = positional[: len(positional) - len(tree.args.defaults)][1 if skip else 0 :]
    pairs = zip(tree.args.kwonlyargs, tree.args.kw_defaults, strict=True)
    by_keyword = [each for each, default in pairs if default is None]
    return tuple(
        _Needed(each.arg, _annotation(each), each in by_keyword)
        for each in (*required, *by_keyword)
    )


def _annotation(argument: ast.arg) -> str:
    if isinstance(argument.annotation, ast.Constant):
        return str(argument.annotation.value)
    return ast.unparse(argument.annotation) if argument.annotation is not None else ""


def _is_bare_field(text: str) -> bool:
    try:
        body = ast.parse(text).body
    except SyntaxError:
        return False
    return any(isinstance(each, ast.AnnAssign) and each.value is None for each in body)


def _names_in(text: str) -> set[str]:
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError):
        return {""}
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
