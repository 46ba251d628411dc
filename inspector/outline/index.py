"""Finding nodes of an outline by their place, and exchanging them."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

from inspector.outline.expressions import embedded
from inspector.outline.nodes import PARTS, Argument, Clause, Code, Entry, Node, Outline
from inspector.source.span import Span

N = TypeVar("N", bound=Node)

_NO_EXPRESSIONS = ("header", "code", "clauses")
"""The fields of nodes that hold code which has no value of its own."""


class Index:
    """Parents and places of all nodes of one outline.

    An edit and what shows it ask for those of the same outline many times, so the last ones are
    kept: in a file of 10,000 lines it takes 50 ms to find them.
    """

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._parents: dict[int, tuple[Node, str]] = {}
        self._by_span: dict[Span, list[Node]] = {}
        known = next((each for each in _LATEST if each.outline is outline), None)
        if known is not None:
            self._parents, self._by_span = known._parents, known._by_span
        else:
            self._read()
            _LATEST.append(self)

    def _read(self) -> None:
        stack: list[Node] = [self.outline]
        while stack:
            node = stack.pop()
            if node.span is not None:
                self._by_span.setdefault(node.span, []).append(node)
            for name, child in _children(node):
                self._parents[id(child)] = (node, name)
                stack.append(child)

    def at(self, span: Span, kind: type[N]) -> N | None:
        """The outermost node of a kind at exactly this place."""
        for node in self._by_span.get(span, ()):
            if isinstance(node, kind):
                return node
        return None

    def expression_at(self, span: Span) -> Node | None:
        """The expression or statement at exactly this place; not what merely holds it."""
        holders = (Argument, Entry, Clause)
        found = [n for n in self._by_span.get(span, ()) if not isinstance(n, holders)]
        found = [n for n in found if self.has_value(n)]
        return found[-1] if found else None

    def has_value(self, node: Node) -> bool:
        """False for the head of a loop and for the text of an import or ``assert``."""
        return self._parents.get(id(node), (node, ""))[1] not in _NO_EXPRESSIONS

    def all(self, kind: type[N]) -> Iterator[N]:
        """Every node of a kind."""
        for nodes in self._by_span.values():
            yield from (node for node in nodes if isinstance(node, kind))

    def parent(self, node: Node) -> Node | None:
        """The node that holds this one; None for the outline itself."""
        found = self._parents.get(id(node))
        return found[0] if found else None

    def ancestors(self, node: Node) -> Iterator[Node]:
        """The nodes around this one, from the inside out."""
        above = self.parent(node)
        while above is not None:
            yield above
            above = self.parent(above)

    def around(self, node: Node, kind: type[N]) -> N | None:
        """The innermost node of a kind that holds this one."""
        return next((each for each in self.ancestors(node) if isinstance(each, kind)), None)

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


_LATEST: deque[Index] = deque(maxlen=4)


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


def _children(node: Node) -> Iterator[tuple[str, Node]]:
    for name in PARTS[type(node)]:
        value = getattr(node, name)
        if isinstance(value, Node):
            yield name, value
        elif isinstance(value, tuple):
            for child in value:
                if isinstance(child, Node):
                    yield name, child
