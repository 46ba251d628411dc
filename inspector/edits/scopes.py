"""Where a piece of code runs: in which function, called by whom, for which module."""

import ast
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from inspector.edits.syntax import (
    class_at_top,
    inherited,
    innermost,
    path_to,
    span_of,
)
from inspector.outline.heads import Definition
from inspector.source.span import Span

Loop: TypeAlias = ast.For | ast.AsyncFor | ast.comprehension
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Turn(NamedTuple):
    """Which turn of the loops around its line made a module, within the module that owns it."""

    of_parent: int = 0
    """Of all modules into which the line puts some, the number of this one's."""
    in_parent: int = 0
    in_all: int = 0


FIRST = Turn()


@dataclass(frozen=True)
class Around:
    """A module around the one that is looked at, as the run found it."""

    own_class: str
    """The class of the file that it is an instance of; empty if it is none."""
    site: Span | None
    """Where it was constructed."""
    member: str
    """The attribute of it that leads to the module looked at."""
    turn: Turn = FIRST


@dataclass(frozen=True)
class Scope:
    """A function in one of its calls; without function, the top level of the file."""

    modules: tuple[Around, ...] = ()
    """The modules around what is made here, from the inside out."""
    turn: Turn = FIRST
    function: Definition | None = None
    owner: ast.ClassDef | None = None
    call: ast.Call | None = None
    """The call of the function; None if it is not written in the file, or not known."""
    caller: "Scope | None" = None
    """Where the call stands."""
    loops: tuple[Loop, ...] = ()
    """The loops of the function around the place, from the inside out."""
    inner_loops: int = 0
    """How many loops there are within what is called here."""
    calls: int = 0
    """How many calls there are, if it is not known which of them it is."""


def scope_at(
    tree: ast.Module,
    path: tuple[ast.AST, ...],
    modules: tuple[Around, ...],
    turn: Turn = FIRST,
    inner_loops: int = 0,
    callees: tuple[Definition, ...] = (),
) -> Scope:
    """The scope in which the last node of a path stands, when it makes parts of `modules`.

    `callees` are the functions through which one came from there, so that recursion ends.
    """
    function = _function_around(path)
    if function is None:
        return Scope(modules, turn, loops=loops_on(path), inner_loops=inner_loops)
    at = path.index(function)
    owner = innermost(path[:at], ast.ClassDef)
    loops = loops_on(path[at:])
    here = Scope(modules, turn, function, owner, loops=loops, inner_loops=inner_loops)
    if owner is not None and function.name == "__init__":
        return _constructed(tree, here)
    return _called(tree, here, callees)


def _function_around(path: tuple[ast.AST, ...]) -> Definition | None:
    return next((each for each in reversed(path[:-1]) if isinstance(each, _FUNCTIONS)), None)


def loops_on(path: tuple[ast.AST, ...]) -> tuple[Loop, ...]:
    """The loops and the parts of comprehensions on a path, from the inside out."""
    found: list[Loop] = []
    for node in path[:-1]:
        if isinstance(node, ast.For | ast.AsyncFor):
            found.append(node)
        elif isinstance(node, COMPREHENSIONS):
            found += node.generators
    return tuple(reversed(found))


def entered(tree: ast.Module, scope: Scope, call: ast.Call) -> Scope | None:
    """The scope of what a call in `scope` runs, if that stands in the file."""
    function: Definition | None = None
    owner: ast.ClassDef | None = None
    match call.func:
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name) if scope.owner:
            owner = scope.owner
            function = inherited(tree, owner, name)
        case ast.Name(id=name):
            owner = class_at_top(tree, name)
            if owner is not None:
                function = inherited(tree, owner, "__init__")
            else:
                found = [each for each in tree.body if isinstance(each, _FUNCTIONS)]
                function = next((each for each in found if each.name == name), None)
    if function is None:
        return None
    return Scope(scope.modules, scope.turn, function, owner, call, scope)


def positional(function: Definition) -> list[str]:
    """The parameters that take arguments by their place, without ``self``."""
    names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def _constructed(tree: ast.Module, here: Scope) -> Scope:
    """The scope of a constructor, by the place where its module was made."""
    assert here.function is not None
    for number, module in enumerate(here.modules):
        made = class_at_top(tree, module.own_class)
        if made is None or module.site is None:
            continue
        path = path_to(tree, module.site)
        if not path or not isinstance(path[-1], ast.Call):
            continue
        init = inherited(tree, made, "__init__")
        outside = scope_at(tree, path, here.modules[number + 1 :], module.turn)
        inside = replace(here, modules=here.modules[: number + 1], owner=made)
        if init is here.function:
            return replace(inside, call=path[-1], caller=outside)
        above = _super_call(init)
        if above is not None and made is not here.owner:
            sub = replace(inside, function=init, call=path[-1], caller=outside)
            return replace(inside, call=above, caller=replace(sub, loops=()))
    return here


def _super_call(init: Definition | None) -> ast.Call | None:
    for node in ast.walk(init) if init is not None else ():
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "super().__init__":
            return node
    return None


def _called(tree: ast.Module, here: Scope, callees: tuple[Definition, ...]) -> Scope:
    """The scope of a helper, by its only call, or by the one that makes the member."""
    assert here.function is not None
    calls = calls_of(tree, here.function.name)
    if len(calls) > 1:
        member = next((each.member for each in here.modules if each.own_class), "")
        calls = [each for each in calls if _makes_member(tree, each, member)] or calls
    if len(calls) > 1:
        calls = [each for each in calls if _runs(tree, each)] or calls
    if len(calls) != 1:
        return replace(here, calls=len(calls))
    path = path_to(tree, span_of(calls[0]))
    callees = (*callees, here.function)
    if _function_around(path) in callees:
        return here
    loops = here.inner_loops + len(here.loops)
    outside = scope_at(tree, path, here.modules, here.turn, loops, callees)
    return replace(here, call=calls[0], caller=outside)


def _runs(tree: ast.Module, call: ast.Call) -> bool:
    """Whether the top level of the file leads to a call, through functions that call others."""
    path = path_to(tree, span_of(call))
    function = _function_around(path)
    if function is None or path[path.index(function) - 1] is not tree:
        return True
    return function.name in _functions_that_run(tree)


@lru_cache(maxsize=2)
def _functions_that_run(tree: ast.Module) -> frozenset[str]:
    functions = {each.name: each for each in tree.body if isinstance(each, _FUNCTIONS)}
    found: set[str] = set()
    waiting: list[ast.AST] = [
        each for each in tree.body if not isinstance(each, (*_FUNCTIONS, ast.ClassDef))
    ]
    while waiting:
        for node in ast.walk(waiting.pop()):
            name = node.id if isinstance(node, ast.Name) else ""
            if name in functions and name not in found:
                found.add(name)
                waiting += functions[name].body
    return frozenset(found)


def calls_of(tree: ast.Module, name: str) -> list[ast.Call]:
    """The calls of a function, method or class, by its name."""
    return _calls(tree).get(name, [])


@lru_cache(maxsize=2)
def _calls(tree: ast.Module) -> dict[str, list[ast.Call]]:
    found: dict[str, list[ast.Call]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found.setdefault(_called_name(node), []).append(node)
    return found


def _called_name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
            return name
    return ""


def _makes_member(tree: ast.Module, call: ast.Call, member: str) -> bool:
    """Whether a call stands in ``self.member = …``."""
    assigned = innermost(path_to(tree, span_of(call)), ast.Assign)
    return assigned is not None and any(
        isinstance(each, ast.Attribute) and each.attr == member for each in assigned.targets
    )
