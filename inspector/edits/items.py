"""Items of calls, lists and dicts: the children of a container written in one expression."""

from collections.abc import Sequence
from dataclasses import replace
from string import digits
from typing import Any

from inspector.edits.edit import EditError
from inspector.outline.containers import (
    Container,
    Items,
    is_named_pair,
    items_of,
    literal_text,
)
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Argument,
    Call,
    Code,
    Dict,
    Display,
    Entry,
    Expression,
    Node,
    Outline,
    code,
)


def with_items(node: Container, items: Items) -> Container:
    """The container with other items."""
    field = {Call: "arguments", Display: "items", Dict: "entries"}[type(node)]
    changed: dict[str, Any] = {field: items}
    return replace(node, **changed)


def inserted(index: Index, node: Container, at: int, value: Expression, key: str) -> Outline:
    """The outline with one more item before the one at `at`; `key` names it in a dict."""
    items = items_of(node)
    if isinstance(node, Call):
        at = min(at, next((i for i, each in enumerate(node.arguments) if each.keyword), at))
    new: Argument | Entry
    if isinstance(node, Dict):
        taken = {literal_text(each.key) for each in node.entries}
        new = Entry(_quoted(unique(key, taken), [each.key for each in node.entries]), value)
    else:
        new = Argument(_pair(node, key, value))
    return index.replace(node, with_items(node, (*items[:at], new, *items[at:])))


def _pair(node: Call | Display, key: str, value: Expression) -> Expression:
    """``("name", module)`` for the items of an OrderedDict, else the module."""
    if isinstance(node, Display) and node.items and is_named_pair(node.items[0].value):
        pairs = (each.value for each in node.items)
        names = [each.items[0].value for each in pairs if isinstance(each, Display) and each.items]
        own = unique(key, {literal_text(each) for each in names})
        return Display("tuple", (Argument(_quoted(own, names)), Argument(value)))
    return value


def _quoted(name: str, others: Sequence[Expression | None]) -> Code:
    """A name as a string, in the quotes of the other names."""
    single = any(isinstance(each, Code) and each.text.startswith("'") for each in others)
    return code(f"'{name}'" if single else f'"{name}"')


def item_around(index: Index, node: Node) -> Argument | Entry | None:
    """The item of a container that an expression is the value of, alone or with its name."""
    parent = index.parent(node)
    item = parent if isinstance(parent, Argument | Entry) and parent.value is node else None
    pair = index.parent(item) if item is not None else None
    if isinstance(pair, Display) and is_named_pair(pair) and pair.items[1] is item:
        around = index.parent(pair)
        if isinstance(around, Argument) and isinstance(index.parent(around), Display):
            return around
    return item


def removed(index: Index, item: Argument | Entry) -> Outline:
    """The outline without one item."""
    if isinstance(item, Argument) and item.star:
        raise EditError("This line makes several modules; change how many in its arguments.")
    return index.replace(item)


def unique(name: str, taken: set[str]) -> str:
    """The name, or with the next number that is free: ``linear2``; after ``conv1``, ``conv2``."""
    if name not in taken:
        return name
    stem = name.rstrip(digits)
    number = int(name[len(stem) :] or 1) + 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"
