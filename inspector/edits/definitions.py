"""What a name stands for where it is read: an argument, a default, a variable, an attribute."""

import ast
from dataclasses import dataclass, replace

from inspector.edits.bindings import (
    UnknownError,
    assignments,
    attribute_values,
    binds,
    class_value,
    default_of,
    given_argument,
    parameters,
)
from inspector.edits.scopes import Loop, Scope, calls_of, entered
from inspector.edits.syntax import class_at_top, method_of

_MOST_STEPS = 60
"""So many names are followed in one look-up; ``x = x[0]`` would never end."""


@dataclass(frozen=True)
class Default:
    """The default of a parameter, or of a field of a dataclass."""

    node: ast.expr
    name: str
    function: str = ""
    """``Net.__init__``; empty for a field."""
    shared: ast.Call | None = None
    """The call that leaves the parameter to it, if others do so as well."""


@dataclass(frozen=True)
class Meaning:
    """An expression that a name stands for."""

    node: ast.expr
    scope: Scope
    where: str = ""
    """``depth in Net(…)``; empty for what stands there itself."""
    default: "Default | None" = None
    """The default that it is, or that it is an item of."""


class Definitions:
    """Looks names up in one tree, from the scope where they are read."""

    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._steps = 0

    def meaning(self, node: ast.expr, scope: Scope) -> Meaning:
        """What an expression stands for, through names, attributes and items.

        Raises UnknownError for a name that the file does not give one value.
        """
        found = Meaning(node, scope)
        while self._steps < _MOST_STEPS:
            self._steps += 1
            further = self._step(found.node, found.scope)
            if further is None:
                return found
            found = further
        raise UnknownError(f"“{ast.unparse(node)}” goes round in circles.")

    def _step(self, node: ast.expr, scope: Scope) -> Meaning | None:
        match node:
            case ast.Name(id=name):
                return self._name(name, scope)
            case ast.Attribute(value=ast.Name(id="self"), attr=attribute):
                return self._own_attribute(attribute, scope)
            case ast.Attribute(value=base, attr=attribute):
                return self._attribute(base, attribute, scope)
            case ast.Subscript(value=base, slice=key):
                return self._item(base, key, scope)
        return None

    # Names

    def _name(self, name: str, scope: Scope) -> Meaning | None:
        if class_at_top(self._tree, name) is not None:
            return None
        for number, loop in enumerate(scope.loops, start=1):
            if binds(loop.target, name):
                inner = scope.inner_loops + number
                outside = replace(scope, loops=scope.loops[number:], inner_loops=inner)
                return Meaning(self._in_turn(name, loop, scope), outside, name)
        function = scope.function
        if function is None:
            return self._variable(name, self._tree, scope, f"the variable {name}")
        is_parameter = any(each.arg == name for each in parameters(function))
        assigned = any(True for _ in assignments(function, name))
        if is_parameter and assigned:
            raise UnknownError(f"“{name}” is set anew in {function.name}.")
        if is_parameter:
            return self._argument(name, scope)
        if assigned:
            return self._variable(name, function, scope, f"the variable {name}")
        return self._variable(name, self._tree, Scope(), f"the variable {name}")

    def _variable(self, name: str, body: ast.AST, scope: Scope, where: str) -> Meaning:
        found = list(assignments(body, name))
        if not found:
            raise UnknownError(f"“{name}” comes from outside this file.")
        if len(found) > 1:
            raise UnknownError(f"“{name}” is set in {len(found)} places.")
        statement = found[0]
        match statement:
            case ast.Assign(targets=[ast.Name()], value=value):
                return Meaning(value, scope, where)
            case ast.AnnAssign(value=ast.expr() as value):
                return Meaning(value, scope, where)
        raise UnknownError(f"“{name}” is computed.")

    def _in_turn(self, name: str, loop: Loop, scope: Scope) -> ast.expr:
        """What the variable of a loop stands for in the turn that is looked at."""
        turn = ast.Constant(_turn_of(loop, scope))
        match loop.target, loop.iter:
            case _ if turn.value is None:
                pass
            case ast.Name(), ast.Call(func=ast.Name(id="range"), args=[_]):
                return turn
            case ast.Name(), iterated if not isinstance(iterated, ast.Call):
                return ast.Subscript(iterated, turn, ast.Load())
            case (
                ast.Tuple(elts=[ast.Name(id=first), ast.Name(id=second)]),
                ast.Call(func=ast.Name(id="enumerate"), args=[iterated]),
            ) if name in (first, second):
                return turn if name == first else ast.Subscript(iterated, turn, ast.Load())
            case (
                ast.Tuple(elts=targets),
                ast.Call(func=ast.Name(id="zip"), args=iterables),
            ) if len(targets) == len(iterables):
                for each, iterated in zip(targets, iterables, strict=True):
                    if isinstance(each, ast.Name) and each.id == name:
                        return ast.Subscript(iterated, turn, ast.Load())
        raise _another_each_turn(name, loop)

    # Arguments

    def _argument(self, name: str, scope: Scope) -> Meaning:
        function = scope.function
        assert function is not None
        if scope.calls > 1:
            raise UnknownError(f"{scope.calls} calls of {function.name} give it “{name}”.")
        title = _title(scope)
        if scope.call is not None and scope.caller is not None:
            given = given_argument(scope.call, function, name)
            if given is not None:
                return Meaning(given, scope.caller, f"{name} in {title}(…)")
            starred = [each.value for each in scope.call.keywords if each.arg is None]
            for each in starred:
                held = self._entry(self.meaning(each, scope.caller), name)
                if held is not None:
                    return held
            if starred:
                raise UnknownError(
                    f"{title}(…) is given “{name}” by “**{ast.unparse(starred[0])}”."
                )
        value = default_of(function, name)
        if value is None:
            raise UnknownError(f"No call in this file gives {title} its “{name}”.")
        owner = f"{scope.owner.name}." if scope.owner is not None else ""
        shared = scope.call if len(calls_of(self._tree, title)) > 1 else None
        default = Default(value, name, f"{owner}{function.name}", shared)
        return Meaning(value, Scope(), f"the default of {name} in {title}", default)

    # Attributes and items

    def _own_attribute(self, attribute: str, scope: Scope) -> Meaning:
        owner = scope.owner
        init = method_of(owner, "__init__") if owner is not None else None
        within_init = scope.function is init
        found = list(attribute_values(init, attribute)) if init is not None else []
        if len(found) == 1 and within_init:
            return Meaning(found[0], scope, f"self.{attribute}")
        if not found and owner is not None:
            held = class_value(owner, attribute)
            if held is not None:
                return Meaning(held, Scope(), f"{attribute} of {owner.name}")
        if len(found) == 1 and scope.caller is not None and scope.caller.owner is owner:
            return self._own_attribute(attribute, scope.caller)
        raise UnknownError(f"“self.{attribute}” is set in {len(found) or 'no'} places.")

    def _attribute(self, base: ast.expr, attribute: str, scope: Scope) -> Meaning | None:
        held = self.meaning(base, scope)
        match held.node:
            case ast.Call():
                return self._of_instance(held.node, attribute, held.scope)
            case ast.Name(id=name) if (owner := class_at_top(self._tree, name)) is not None:
                value = class_value(owner, attribute)
                if value is not None:
                    return Meaning(value, Scope(), f"{attribute} of {name}")
        return None

    def _of_instance(self, call: ast.Call, attribute: str, scope: Scope) -> Meaning | None:
        """``Config(depth=6).depth``, of a dataclass, a namespace or a class that keeps it."""
        title = ast.unparse(call.func)
        for each in call.keywords:
            if each.arg == attribute:
                return Meaning(each.value, scope, f"{attribute} in {title}(…)")
        owner = class_at_top(self._tree, title)
        if owner is None:
            return None
        inside = entered(self._tree, scope, call)
        if inside is not None:
            return self._own_attribute(attribute, inside)
        fields = [each.target for each in owner.body if isinstance(each, ast.AnnAssign)]
        names = [each.id for each in fields if isinstance(each, ast.Name)]
        if attribute in names[: len(call.args)]:
            value = call.args[names.index(attribute)]
            return Meaning(value, scope, f"{attribute} in {title}(…)")
        field = class_value(owner, attribute)
        if field is None:
            return None
        shared = call if len(calls_of(self._tree, title)) > 1 else None
        default = Default(field, attribute, shared=shared)
        return Meaning(field, Scope(), f"{attribute} of {title}", default)

    def _item(self, base: ast.expr, key: ast.expr, scope: Scope) -> Meaning | None:
        held, at = self.meaning(base, scope), self.meaning(key, scope).node
        if isinstance(at, ast.Constant) and isinstance(at.value, str):
            return self._entry(held, at.value)
        if isinstance(held.node, ast.List | ast.Tuple) and isinstance(at, ast.Constant):
            items = held.node.elts
            if isinstance(at.value, int) and -len(items) <= at.value < len(items):
                where = held.where or "the list"
                where = f"item {at.value} of {where}"
                return Meaning(items[at.value], held.scope, where, held.default)
        return None

    def _entry(self, held: Meaning, key: str) -> Meaning | None:
        """The value of a key in ``{"depth": 6}`` or ``dict(depth=6)``."""
        match held.node:
            case ast.Dict(keys=keys, values=values):
                for each, value in zip(keys, values, strict=True):
                    if isinstance(each, ast.Constant) and each.value == key:
                        return Meaning(value, held.scope, f"{key} of {held.where or 'the dict'}")
            case ast.Call(func=ast.Name(id="dict"), keywords=keywords):
                for word in keywords:
                    if word.arg == key:
                        return Meaning(word.value, held.scope, f"{key} of {held.where}")
        return None


def _turn_of(loop: Loop, scope: Scope) -> int | None:
    """In which turn of a loop a module was made, of one loop or of two within each other."""
    below = scope.inner_loops + scope.loops.index(loop)
    match len(scope.loops) + scope.inner_loops, below:
        case 1, _:
            return scope.turn.in_all
        case 2, 0:
            return scope.turn.in_parent
        case 2, _:
            return scope.turn.of_parent
    return None


def _another_each_turn(name: str, loop: Loop) -> UnknownError:
    targets = ast.unparse(loop.target).strip("()")
    return UnknownError(f"“{name}” is another one in each turn of “for {targets}”.")


def _title(scope: Scope) -> str:
    """What the function of a scope is called by those who call it."""
    assert scope.function is not None
    if scope.function.name == "__init__" and scope.owner is not None:
        return scope.owner.name
    return scope.function.name
