"""Where the nodes of an outline stand, and what holds them."""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from inspector.outline.nodes import PARTS, Node, Outline, Statement
from inspector.source.span import Span

N = TypeVar("N", bound=Node)


class _Table(NamedTuple):
    """The nodes of one statement of the top level."""

    statement: Statement
    by_span: dict[Span, list[Node]]
    """From the outside in."""
    by_kind: dict[type[Node], list[Node]]
    parents: dict[int, tuple[Node, str]]
    is_as_read: bool
    """Whether all of them stand within the statement, as they do until an edit moves some."""


class Places:
    """Parents and places of all nodes of one outline.

    An edit and what shows it ask for those of the same outlines many times, and of outlines that
    differ by a statement. So the last ones are kept: in a file of 10,000 lines it takes 50 ms to
    find all.
    """

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._parents: dict[int, tuple[Node, str]] = {}
        self._by_span: dict[Span, list[Node]] = {}
        known = next((each for each in _LATEST if each.outline is outline), None)
        if known is not None:
            self._parents, self._by_span = known._parents, known._by_span
            self._tables: tuple[_Table, ...] = known._tables
            return
        read = {id(table.statement): table for each in _LATEST for table in each._tables}
        found = (read.get(id(each)) or _table_of(each) for each in reversed(outline.body))
        self._tables = tuple(found)
        self._collect()
        _LATEST.append(self)

    def _collect(self) -> None:
        """Put the tables together, from the last statement to the first."""
        if self.outline.span is not None:
            self._by_span[self.outline.span] = [self.outline]
        below: Span | None = None
        for table in self._tables:
            span = table.statement.span
            self._parents.update(table.parents)
            self._parents[id(table.statement)] = (self.outline, "body")
            is_apart = span is not None and (below is None or span.end <= below.start)
            if table.is_as_read and is_apart:
                self._by_span.update(table.by_span)
                below = span
                continue
            for place, nodes in table.by_span.items():
                self._by_span[place] = [*self._by_span.get(place, ()), *nodes]

    def at(self, span: Span, kind: type[N]) -> N | None:
        """The outermost node of a kind at exactly this place."""
        for node in self._by_span.get(span, ()):
            if isinstance(node, kind):
                return node
        return None

    def all(self, kind: type[N]) -> Iterator[N]:
        """Every node of a kind that has a place."""
        for table in self._tables:
            yield from table.by_kind.get(kind, ())  # type: ignore[misc]

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


_LATEST: deque[Places] = deque(maxlen=4)


def _table_of(statement: Statement) -> _Table:
    by_span: dict[Span, list[Node]] = {}
    by_kind: dict[type[Node], list[Node]] = {}
    parents: dict[int, tuple[Node, str]] = {}
    whole, is_as_read = statement.span, statement.span is not None
    stack: list[Node] = [statement]
    while stack:
        node = stack.pop()
        if node.span is not None:
            by_span.setdefault(node.span, []).append(node)
            by_kind.setdefault(type(node), []).append(node)
            is_as_read = is_as_read and whole is not None and whole.contains(node.span)
        for name, child in _children(node):
            parents[id(child)] = (node, name)
            stack.append(child)
    return _Table(statement, by_span, by_kind, parents, is_as_read)


def _children(node: Node) -> Iterator[tuple[str, Node]]:
    for name in PARTS[type(node)]:
        value = getattr(node, name)
        if isinstance(value, Node):
            yield name, value
        elif isinstance(value, tuple):
            for child in value:
                if isinstance(child, Node):
                    yield name, child
