"""How often something is repeated: the number, where it is written, or why it is not."""

import ast
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from inspector.edits.bindings import UnknownError
from inspector.edits.definitions import Definitions, Meaning
from inspector.edits.scopes import Scope
from inspector.edits.syntax import span_of
from inspector.source.lines import Lines
from inspector.source.span import Span


@dataclass(frozen=True)
class Literal:
    """The number itself, in the code that runs."""

    site: Span


@dataclass(frozen=True)
class GivenDefault:
    """The default of a parameter: all of it, with the number between what stands around it."""

    function: str
    """``Net.__init__``."""
    name: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class GivenArgument:
    """An argument that a call leaves to its default so far."""

    call: Span
    name: str
    before: str = ""
    after: str = ""


NumberPlace: TypeAlias = Literal | GivenDefault | GivenArgument


@dataclass(frozen=True)
class Count:
    """A number of repeats that one place in the file decides."""

    value: int
    place: NumberPlace
    site: Span
    """Where the number stands now."""
    where: str = ""
    """``num_layers in Net(…)``; empty if the number stands in the loop itself."""
    offset: int = 0
    """What the place has more than the number: 1 for ``range(1, 6)``."""


class _Number(NamedTuple):
    value: int
    """The literal with what is added to it."""
    added: int
    literal: Meaning


class Counts:
    """Counts the turns of the loops of one text."""

    def __init__(self, tree: ast.Module, text: str) -> None:
        self._definitions = Definitions(tree)
        self._lines = Lines(text)

    def of_loop(self, iterated: ast.expr, scope: Scope) -> Count:
        """How often a loop over an expression goes round.

        Raises UnknownError with a sentence if no single number of the file decides that.
        """
        match iterated:
            case ast.Call(func=ast.Name(id="range"), args=[stop], keywords=[]):
                return self.of_number(stop, scope)
            case ast.Call(func=ast.Name(id="range"), args=[start, stop], keywords=[]):
                first = self._number(start, scope).value
                return self._count(self._number(stop, scope), first)
            case ast.Call(func=ast.Name(id="enumerate" | "reversed"), args=[inner]):
                return self.of_loop(inner, scope)
        raise UnknownError(f"It goes round once for each item of “{ast.unparse(iterated)}”.")

    def of_number(self, node: ast.expr, scope: Scope) -> Count:
        """The number that an expression is. Raises UnknownError if it is computed."""
        return self._count(self._number(node, scope), 0)

    def _number(self, node: ast.expr, scope: Scope) -> _Number:
        """The literal behind an expression: through names, and sums with a number."""
        held = self._definitions.meaning(node, scope)
        match held.node:
            case ast.Constant(value=int() as value) if not isinstance(value, bool):
                return _Number(value, 0, held)
            case ast.BinOp(
                left=left, op=ast.Add() | ast.Sub() as sign, right=ast.Constant(value=int() as step)
            ):
                number = self._number(left, held.scope)
                added = step if isinstance(sign, ast.Add) else -step
                return number._replace(value=number.value + added, added=number.added + added)
        raise UnknownError(f"The number is computed as “{ast.unparse(held.node)}”.")

    def _count(self, number: _Number, first: int) -> Count:
        literal = number.literal
        if not hasattr(literal.node, "lineno"):
            raise UnknownError("The number is that of the turn of a loop around it.")
        site = span_of(literal.node)
        place = self._place(literal, site)
        where = literal.where
        if isinstance(place, GivenArgument):
            where = f"{place.name}, given where this one is made"
        return Count(number.value - first, place, site, where, first - number.added)

    def _place(self, literal: Meaning, site: Span) -> NumberPlace:
        default = literal.default
        if default is None:
            return Literal(site)
        around = span_of(default.node)
        before = self._lines.slice(Span(*around.start, *site.start))
        after = self._lines.slice(Span(*site.end, *around.end))
        if default.shared is not None:
            return GivenArgument(span_of(default.shared), default.name, before, after)
        if not default.function:
            return Literal(site)
        return GivenDefault(default.function, default.name, before, after)
