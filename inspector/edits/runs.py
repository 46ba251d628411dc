"""Neighbors in one container: what stands there one after the other, without a gap."""

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.edits.edit import EditError, step_at
from inspector.edits.items import item_around, with_items
from inspector.edits.take import is_child
from inspector.outline.classes import bases, classes
from inspector.outline.containers import Container, items_of, name_of_item
from inspector.outline.handed import is_handed_up
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Argument,
    Call,
    Comprehension,
    Display,
    Expression,
    Node,
    Outline,
)
from inspector.source.span import Span

_APART = "What is selected does not stand side by side; select what is between as well."
_NAMED = "Modules with names of their own can only be put into a container one by one."


@dataclass(frozen=True)
class Run:
    """Items of a container that follow one another; those with a star count as one."""

    holder: Call | Display
    start: int
    items: tuple[Argument, ...]

    def replaced(self, index: Index, new: Expression) -> Outline:
        """The outline with one module in the place of all items."""
        end = self.start + len(self.items)
        before, after = items_of(self.holder)[: self.start], items_of(self.holder)[end:]
        return index.replace(self.holder, with_items(self.holder, (*before, Argument(new), *after)))


def run_of(index: Index, sites: Sequence[Span]) -> Run | None:
    """The run of items that are made at some places; None if these are no items of a container.

    Raises EditError if they are not all in one container, or not side by side.
    """
    found = [_child_item(index, step_at(index, site)) for site in sites]
    items = {id(each): each for each in found if each is not None}
    if not items:
        return None
    holders: dict[int, Node | None] = {}
    for each in items.values():
        holder = index.parent(each)
        holders[id(holder)] = holder
    if None in found or len(holders) > 1:
        raise EditError("What is selected does not stand in one container.")
    (holder,) = holders.values()
    if not isinstance(holder, Call | Display):
        raise EditError(_NAMED)
    numbers = [n for n, each in enumerate(items_of(holder)) if id(each) in items]
    if numbers[-1] - numbers[0] + 1 != len(numbers):
        raise EditError(_APART)
    return Run(holder, numbers[0], tuple(items.values()))


def _child_item(index: Index, node: Node) -> Argument | None:
    """The item that makes a child; of one of many that a comprehension makes, the comprehension."""
    if isinstance(index.parent(node), Comprehension):
        node = index.parent(node) or node
    item = item_around(index, node)
    if item is None or not is_child(index, item):
        return None
    if not isinstance(item, Argument) or name_of_item(item):
        raise EditError(_NAMED)
    return item


def is_chain(index: Index, holder: Container) -> bool:
    """Whether each item of a container takes what the one before it gave."""
    if is_handed_up(index, holder):
        return True
    made = holder if isinstance(holder, Call) else index.around(holder, Call)
    if made is None:
        return False
    own = classes(index.outline).get(made.name)
    names = (made.name, *(bases(own) if own is not None else ()))
    return any(each.rpartition(".")[2] == "Sequential" for each in names)
