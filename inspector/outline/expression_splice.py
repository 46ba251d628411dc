"""The differences between two expressions as changes of the text."""

from collections.abc import Hashable, Sequence
from enum import IntEnum

from inspector.outline.align import align
from inspector.outline.emit import Emitter, indent_of
from inspector.outline.item_splice import ItemSplicer
from inspector.outline.nodes import (
    Argument,
    Call,
    Code,
    Comprehension,
    Dict,
    Display,
    Entry,
    Expression,
    Node,
    Outline,
)
from inspector.source.changes import Change
from inspector.source.lines import Lines
from inspector.source.span import Span


class UnwritableError(Exception):
    """The text around a change is laid out so that it has to be written more coarsely."""


class Grain(IntEnum):
    """How much is written anew around a change."""

    EXPRESSION = 0
    STATEMENT = 1
    OUTERMOST = 2


class ExpressionSplicer:
    """Collects the changes of expressions in the text of one outline."""

    def __init__(self, text: str, before: Outline, grain: Grain) -> None:
        self.text = text
        self.lines = Lines(text)
        self.emitter = Emitter(text, before)
        self.changes: list[Change] = []
        self._grain = grain
        self._items = ItemSplicer(self.lines, self.emitter)

    def expression(self, old: Expression, new: Expression) -> None:
        """Add the changes that turn `old`, which stands in the text, into `new`."""
        if old == new:
            return
        if self._grain > Grain.EXPRESSION or _is_another_call(old, new):
            self._rewrite(old, new)
        elif isinstance(old, Call) and isinstance(new, Call):
            self.expression(old.function, new.function)
            start = self._items.opening(self.offsets(old.function)[1])
            end = self.offsets(old)[1] - 1
            self._list("()", old.arguments, new.arguments, start, end)
        elif isinstance(old, Display) and isinstance(new, Display) and _alike(old, new):
            start, end = self.offsets(old)
            brackets = self.text[start] + self.text[end - 1]
            self._list(brackets, old.items, new.items, start + 1, end - 1)
        elif isinstance(old, Dict) and isinstance(new, Dict):
            start, end = self.offsets(old)
            self._list("{}", old.entries, new.entries, start + 1, end - 1)
        elif (
            isinstance(old, Comprehension)
            and isinstance(new, Comprehension)
            and old.kind == new.kind
        ):
            self.expression(old.element, new.element)
            self.expression(old.clauses, new.clauses)
        elif isinstance(old, Code) and isinstance(new, Code) and old.pieces == new.pieces:
            for one, other in zip(old.holes, new.holes, strict=True):
                self.expression(one, other)
        else:
            self._rewrite(old, new)

    def replace(self, old: Node, text: str) -> None:
        """Write `text` where `old` stands."""
        self.changes.append(Change(*self.offsets(old), text))

    def _rewrite(self, old: Expression, new: Expression) -> None:
        start = self.offsets(old)[0]
        column = start - self.lines.line_start(self.lines.line_at(start))
        self.replace(old, self.emitter.expression(new, self.indent(old), column))

    def _list(
        self,
        brackets: str,
        old: Sequence[Argument | Entry],
        new: Sequence[Argument | Entry],
        start: int,
        end: int,
    ) -> None:
        if old == new:
            return
        pairs = align(old, new, _kin)
        same_items = all(one is not None and other is not None for one, other in pairs)
        one_line = self._items.is_one_line(start, end)
        if one_line and (not same_items or self._items.outgrows(brackets, new, start, end)):
            self.changes += self._items.laid_out(brackets, new, start, end)
            return
        for one, other in pairs:
            if one is not None and other is not None and one != other:
                self._item(one, other)
        if not same_items:
            self.changes += self._items.over_lines(pairs, start, end)

    def _item(self, old: Argument | Entry, new: Argument | Entry) -> None:
        if _same_slot(old, new):
            self.expression(old.value, new.value)
        else:
            self.replace(old, self.emitter.item(new, self.indent(old)))

    def span(self, node: Node) -> Span:
        """Where a node of the old outline stands."""
        if node.span is None:
            raise UnwritableError("the old outline holds a node without a place")
        return node.span

    def offsets(self, node: Node) -> tuple[int, int]:
        """The same as offsets in the text."""
        return self.lines.offsets(self.span(node))

    def indent(self, node: Node) -> str:
        """Indentation of the line on which a node starts."""
        return indent_of(self.lines.line_text(self.span(node).line))


def _is_another_call(old: Expression, new: Expression) -> bool:
    """Whether a new call shares nothing with the one it replaces, nor its layout then."""
    return (
        isinstance(old, Call)
        and isinstance(new, Call)
        and (new.span is None or _is_within(old, new))
        and old.function != new.function
        and not any(each in old.arguments for each in new.arguments)
    )


def _is_within(old: Node, new: Node) -> bool:
    """Whether a node takes the place of one that it was a part of, as in unwrapping."""
    return old.span is not None and new.span is not None and old.span.contains(new.span)


def _alike(old: Display, new: Display) -> bool:
    """Whether the items can be exchanged within the brackets; ``(a,)`` has a comma of its own."""
    return old.kind == new.kind and (old.kind != "tuple" or len(new.items) > 1)


def _same_slot(old: Argument | Entry, new: Argument | Entry) -> bool:
    """Whether only the value differs, not the keyword, star or key before it."""
    if isinstance(old, Argument) and isinstance(new, Argument):
        return (old.keyword, old.star) == (new.keyword, new.star)
    return isinstance(old, Entry) and isinstance(new, Entry) and old.key == new.key


def _kin(node: Argument | Entry) -> Hashable:
    if isinstance(node, Entry):
        return node.key
    value = node.value
    name = value.name if isinstance(value, Call) else type(value).__name__
    return (node.keyword, node.star, None if node.keyword else name)
