"""Finding nodes of an outline by their place, and exchanging them."""

from dataclasses import replace
from typing import Any

from inspector.outline.expressions import embedded
from inspector.outline.nodes import Argument, Clause, Code, Entry, Node, Outline
from inspector.outline.places import Places
from inspector.source.span import Span

_NO_EXPRESSIONS = ("header", "code", "clauses")
"""The fields of nodes that hold code which has no value of its own."""


class Index(Places):
    """Finds what stands at a place of an outline, and exchanges it."""

    def expression_at(self, span: Span) -> Node | None:
        """The expression or statement at exactly this place; not what merely holds it."""
        holders = (Argument, Entry, Clause)
        found = [n for n in self._by_span.get(span, ()) if not isinstance(n, holders)]
        found = [n for n in found if self.has_value(n)]
        return found[-1] if found else None

    def has_value(self, node: Node) -> bool:
        """False for the head of a loop and for the text of an import or ``assert``."""
        return self._parents.get(id(node), (node, ""))[1] not in _NO_EXPRESSIONS

    def replace(self, node: Node, *new: Node) -> Outline:
        """The outline with `new` where `node` stands.

        In a block or a list any number of nodes may take its place; elsewhere exactly one.
        """
        here: Node = node
        substitute: tuple[Node, ...] = new
        while here is not self.outline:
            parent, name = self._parents[id(here)]
            substitute = (_with_child(parent, name, here, substitute),)
            here = parent
        (outline,) = substitute
        assert isinstance(outline, Outline)
        return outline


def _with_child(parent: Node, name: str, child: Node, new: tuple[Node, ...]) -> Node:
    if isinstance(parent, Code):
        at = next(i for i, hole in enumerate(parent.holes) if hole is child)
        return embedded(parent, at, new[0])
    value = getattr(parent, name)
    if isinstance(value, tuple):
        at = next(i for i, each in enumerate(value) if each is child)
        return _set(parent, name, (*value[:at], *new, *value[at + 1 :]))
    (single,) = new
    return _set(parent, name, single)


def _set(node: Node, name: str, value: object) -> Node:
    changed: dict[str, Any] = {name: value}
    return replace(node, **changed)
