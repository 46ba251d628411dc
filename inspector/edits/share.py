"""One module in several places, and a module of its own in each of them."""

import re
from dataclasses import dataclass

from inspector.edits.cargo import ItemSpot, attribute_for
from inspector.edits.edit import Edit, EditError, located, place_of, step_at
from inspector.edits.items import inserted, item_around, unique
from inspector.edits.members import member_statement, new_attribute, with_member
from inspector.edits.take import is_child, label_of
from inspector.outline.document import top_level_names
from inspector.outline.emit import Emitter
from inspector.outline.expressions import assign
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Assign,
    Call,
    Class,
    Code,
    Dict,
    Display,
    Expression,
    Function,
    Node,
    Outline,
    Statement,
    code,
)
from inspector.source.span import Span


@dataclass(frozen=True)
class Share(Edit):
    """Use the module at `site`, an item of a chain, once more as an item at `spot`.

    It gets a name before the statement that it stands in, so that both items are one object.
    """

    site: Span
    spot: ItemSpot
    label: str

    @property
    def title(self) -> str:
        return f"Share {self.label}"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        node = step_at(index, self.site)
        item = item_around(index, node)
        if item is None or not is_child(index, item):
            raise EditError("Only an item of a chain can be shared so; drag a member of a class.")
        holder = index.at(self.spot.container, Display) or index.at(self.spot.container, Dict)
        target = holder or located(index, self.spot.container, Call)
        first, second = _statement_around(index, node), _statement_around(index, target)
        if index.parent(first) is not index.parent(second):
            raise EditError("Both places must be made in the same block to hold one module.")
        if isinstance(node, Code) and node.text.isidentifier():
            return inserted(index, target, self.spot.index, node, node.text)
        if not isinstance(node, Call):
            raise EditError("Only a module that is constructed here can be shared.")
        name = unique(attribute_for(label_of(node)), _names_around(index, node))
        outline = inserted(index, target, self.spot.index, code(name), name)
        index = Index(outline)
        outline = index.replace(located(index, self.site, Call), code(name))
        before = min(first, second, key=place_of)
        index = Index(outline)
        anchor = located(index, place_of(before), type(before))
        return index.replace(anchor, assign(name, node), anchor)


@dataclass(frozen=True)
class Unshare(Edit):
    """Give the use of a shared module at `site` a module of its own, made like the shared one.

    The place is that of a name in a chain, or of a call ``self.linear(X)`` in a forward.
    """

    site: Span
    label: str

    @property
    def title(self) -> str:
        return f"Unshare {self.label}"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        node = step_at(index, self.site)
        if isinstance(node, Call) and node.name.startswith("self."):
            return _own_member(index, node)
        if isinstance(node, Code) and node.text.isidentifier():
            return index.replace(node, _made_as(index, node, node.text))
        raise EditError("This is not a place where a shared module is used.")


def _own_member(index: Index, node: Call) -> Outline:
    owner = index.around(node, Class)
    attribute = node.name.removeprefix("self.")
    made = member_statement(owner, attribute) if owner is not None else None
    if owner is None or made is None:
        raise EditError(f"Where self.{attribute} is made was not found; edit it in the code.")
    new = new_attribute(index.outline, owner.name, attribute)
    outline = index.replace(node.function, code(f"self.{new}"))
    return with_member(outline, owner.name, new, made.value, attribute)


def _made_as(index: Index, node: Code, name: str) -> Expression:
    """What the nearest assignment before a place gives to a name."""
    block = getattr(index.parent(_statement_around(index, node)), "body", ())
    made = None
    for each in block:
        if place_of(each).contains(place_of(node)):
            break
        if isinstance(each, Assign) and each.target == name and each.operator == "=":
            made = each.value
    if made is None:
        raise EditError(f"Where {name} is made was not found; edit it in the code.")
    return made


def _statement_around(index: Index, node: Node) -> Statement:
    """The statement that a node stands in, directly in a block."""
    chain = [node, *index.ancestors(node)]
    return next(each for each in chain if isinstance(each, Statement))


def _names_around(index: Index, node: Node) -> set[str]:
    """Every name that is used in the function around a node, or in the whole file."""
    function = index.around(node, Function)
    names = top_level_names(index.outline)
    if function is not None:
        names |= set(re.findall(r"\w+", Emitter().statement(function, "")))
    return names
