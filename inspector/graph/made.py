"""Which live modules were made by which item of a container, by the places in the source."""

from collections.abc import Callable, Sequence

from inspector.outline.containers import Items, module_of_item
from inspector.outline.nodes import Argument, Code, Comprehension, Entry, Expression
from inspector.report.model import Module, Source
from inspector.source.span import Span


class Made:
    """The children of one live module, shared out among the items that made them.

    An item that constructs a module itself has those made at its very place; a comprehension, a
    larger expression or what stands behind a star those made within it. What a variable or a
    factory function stands for is made elsewhere: it takes the next children that no other item
    has made.
    """

    def __init__(
        self,
        children: Sequence[Module],
        items: Items,
        span_of: Callable[[Source | None], Span | None],
        is_made_elsewhere: Callable[[Expression], bool],
    ) -> None:
        values = [module_of_item(item) for item in items]
        self.of_item: list[list[Module]] = [[] for _ in items]
        at_place = {value.span: i for i, value in enumerate(values) if value.span is not None}
        wide = [
            (value.span, i)
            for i, value in enumerate(values)
            if value.span is not None
            and (isinstance(value, Code | Comprehension) or _is_starred(items[i]))
        ]
        rest: list[Module] = []
        for child in children:
            span = span_of(child.source)
            place = at_place.get(span) if span is not None else None
            if place is None and span is not None:
                place = next((i for around, i in wide if around.contains(span)), None)
            if place is None:
                rest.append(child)
            else:
                self.of_item[place].append(child)
        for i, value in enumerate(values):
            if not self.of_item[i] and rest and is_made_elsewhere(value):
                count = len(rest) if _repeats(value) else 1
                self.of_item[i], rest = rest[:count], rest[count:]
        self.others = rest
        """Children that no item has made."""


def _is_starred(item: Argument | Entry) -> bool:
    return isinstance(item, Argument) and bool(item.star)


def _repeats(value: Expression) -> bool:
    return isinstance(value, Comprehension)
