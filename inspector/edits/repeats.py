"""What makes one expression of a constructor run several times: a comprehension, a loop, clones."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from inspector.edits.bindings import UnknownError
from inspector.edits.counts import Count, Counts
from inspector.edits.scopes import (
    COMPREHENSIONS,
    FIRST,
    Around,
    Scope,
    Turn,
    entered,
    loops_on,
    positional,
    scope_at,
)
from inspector.edits.syntax import path_to, span_of, tree_of, within
from inspector.outline.heads import Definition
from inspector.source.span import Span

_CLONING = ("TransformerEncoder", "TransformerDecoder")
"""The classes of torch that clone their first argument as often as their second says."""
_DEEPEST = 6


@dataclass(frozen=True)
class Repeat:
    """A repetition, as it is written."""

    expression: str
    """``range(num_layers)``, or ``while …``."""
    site: Span
    """The place of that expression."""
    count: Count | None = None
    """None if nothing in the file is the number."""
    refusal: str = ""
    """Why the number cannot be changed here, as a sentence."""


@lru_cache(maxsize=64)  # both the tree and the inspector ask for the selection
def repeat_at(
    text: str,
    site: Span,
    modules: tuple[Around, ...] = (),
    turn: Turn = FIRST,
    expression: str = "",
) -> Repeat | None:
    """What repeats the expression at a place; None if it runs once in its function.

    `modules` are those around what is made there, from the inside out, and `turn` is that of
    the loops around: they tell which call of a helper or constructor it was.
    `expression` is what the user chose as the model instead of a variable of the file.
    """
    tree = tree_of(text, expression)
    path = path_to(tree, site)
    if not path:
        return None
    outer = [each.site for each in modules if each.site is not None and each.site.contains(site)]
    finder = _Finder(tree, text)
    found = finder.around(path, scope_at(tree, path, modules, turn))
    if found is None:
        return None
    loop_site, repeat = found
    return None if any(loop_site.contains(each) for each in outer) else repeat


class _Finder:
    def __init__(self, tree: ast.Module, text: str) -> None:
        self._tree = tree
        self._counts = Counts(tree, text)

    def around(
        self, path: tuple[ast.AST, ...], scope: Scope, depth: int = 0
    ) -> tuple[Span, Repeat] | None:
        """The place of the innermost repetition of the last node of a path, and what it is."""
        node = path[-1]
        if isinstance(node, ast.For | ast.AsyncFor):
            return span_of(node), self._over(node.iter, scope)
        for outer, inner in zip(path[-2::-1], path[:0:-1], strict=False):
            if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef):
                break
            if isinstance(outer, ast.Lambda):  # runs as often as those call it who are given it
                path = path[: path.index(outer) + 1]
                break
            if isinstance(outer, COMPREHENSIONS) and inner in _elements(outer):
                return span_of(outer), self._comprehension(outer, scope)
            if isinstance(outer, ast.For | ast.AsyncFor) and inner in outer.body:
                return span_of(outer), self._over(outer.iter, scope)
            if isinstance(outer, ast.While) and inner in outer.body:
                words = f"while {ast.unparse(outer.test)}"
                sentence = "A condition decides how often this goes round."
                return span_of(outer), Repeat(words, span_of(outer.test), refusal=sentence)
        cloned = self._cloned(path, scope, depth)
        if cloned is not None or depth > _DEEPEST:
            return cloned
        helper = scope.function is not None and scope.function.name not in ("__init__", "forward")
        if helper and scope.call is not None and scope.caller is not None:
            return self.around(path_to(self._tree, span_of(scope.call)), scope.caller, depth + 1)
        return None

    def _comprehension(self, node: ast.expr, scope: Scope) -> Repeat:
        generators: list[ast.comprehension] = getattr(node, "generators", [])
        if len(generators) == 1 and not generators[0].ifs:
            return self._over(generators[0].iter, scope)
        first, last = generators[0], generators[-1]
        ends = (last.iter, *last.ifs)
        site = Span(*span_of(first.target).start, *max(span_of(each).end for each in ends))
        words = " ".join(map(ast.unparse, generators))
        return Repeat(words, site, refusal=f"The number comes of “{words}”.")

    def _over(self, iterated: ast.expr, scope: Scope) -> Repeat:
        words, site = ast.unparse(iterated), span_of(iterated)
        try:
            return Repeat(words, site, self._counts.of_loop(iterated, scope))
        except UnknownError as error:
            return Repeat(words, site, refusal=str(error))

    # Clones

    def _cloned(
        self, path: tuple[ast.AST, ...], scope: Scope, depth: int
    ) -> tuple[Span, Repeat] | None:
        """The repetition of copies of what the last node of a path makes."""
        node, holder = path[-1], path[-2]
        if isinstance(holder, ast.keyword):
            holder = path[-3]
        if isinstance(holder, ast.Call) and isinstance(node, ast.expr):
            return self._given(holder, node, scope, depth)
        match holder:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if value is node:
                return self._copies(name, scope.function or self._tree, scope, depth)
        return None

    def _copies(
        self, name: str, body: Definition | ast.Module, scope: Scope, depth: int
    ) -> tuple[Span, Repeat] | None:
        """The repetition of ``deepcopy(name)`` or ``name()``, here or in what it is given to."""
        if depth > _DEEPEST:
            return None
        for use in within(body):
            if not (isinstance(use, ast.Name) and use.id == name and _is_read(use)):
                continue
            path = path_to(self._tree, span_of(use))
            call = path[-2] if len(path) > 1 else None
            if not isinstance(call, ast.Call):
                continue
            inside = replace(scope, loops=loops_on(path))
            copies = ast.unparse(call.func).rpartition(".")[2] in ("deepcopy", "copy")
            if copies or call.func is use:
                return self.around(path[:-1], inside, depth + 1)
            found = self._given(call, use, inside, depth)
            if found is not None:
                return found
        return None

    def _given(
        self, call: ast.Call, node: ast.expr, scope: Scope, depth: int
    ) -> tuple[Span, Repeat] | None:
        """The repetition of what a call is given, within what it calls."""
        if ast.unparse(call.func).rpartition(".")[2] in _CLONING:
            return self._cloned_by_torch(call, node, scope)
        match call:
            case ast.Call(func=ast.Name(id="map"), args=[maker, iterated]) if maker is node:
                return span_of(call), self._over(iterated, scope)
        inside = entered(self._tree, scope, call)
        if inside is None or inside.function is None:
            return None
        name = _parameter_given(inside.function, call, node)
        return self._copies(name, inside.function, inside, depth + 1) if name else None

    def _cloned_by_torch(
        self, call: ast.Call, node: ast.expr, scope: Scope
    ) -> tuple[Span, Repeat] | None:
        words = {each.arg: each.value for each in call.keywords}
        number = words.get("num_layers") or (call.args[1] if len(call.args) > 1 else None)
        first = call.args[0] if call.args else None
        if number is None or node is number or node not in (first, *words.values()):
            return None
        text, site = f"num_layers={ast.unparse(number)}", span_of(number)
        try:
            repeat = Repeat(text, site, self._counts.of_number(number, scope))
        except UnknownError as error:
            repeat = Repeat(text, site, refusal=str(error))
        return span_of(call), repeat


def _elements(node: ast.expr) -> Iterator[ast.AST]:
    for name in ("elt", "key", "value"):
        if hasattr(node, name):
            yield getattr(node, name)


def _is_read(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


def _parameter_given(function: Definition, call: ast.Call, node: ast.expr) -> str:
    """The parameter that receives an argument; empty if that is not plain to see."""
    for word in call.keywords:
        if word.value is node:
            return word.arg or ""
    names = positional(function)
    place = next((i for i, each in enumerate(call.args) if each is node), len(names))
    return names[place] if place < len(names) else ""
