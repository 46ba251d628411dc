"""Items of calls, lists and dicts: the children of a container written in one expression."""

from dataclasses import replace
from typing import Any

from inspector.edits.edit import EditError
from inspector.outline.classes import classes, inherited_method, method, parameters
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

Container = Call | Display | Dict


def container_of(outline: Outline, node: Expression) -> Container | None:
    """What holds the children of a module made by `node`, if they are written within it.

    That is the call of ``nn.Sequential`` or of a class that takes any number of modules, the
    list in ``nn.ModuleList([…])``, and the dict in ``nn.ModuleDict({…})``.
    """
    if not isinstance(node, Call):
        return None
    short = node.name.rpartition(".")[2]
    if short in ("ModuleList", "ModuleDict", "Sequential") and len(node.arguments) == 1:
        value = node.arguments[0].value
        if isinstance(value, Display | Dict) and not node.arguments[0].star:
            return value
        inner = value.arguments[0].value if isinstance(value, Call) and value.arguments else None
        if short == "Sequential" and isinstance(value, Call) and value.name.endswith("OrderedDict"):
            return inner if isinstance(inner, Display | Dict) else None
    if short == "Sequential":
        return node
    own = classes(outline).get(node.name)
    if own is not None:
        init = inherited_method(own, "__init__", classes(outline))
        if any(parameter.kind == "*" for parameter in parameters(init)):
            return node
        if init is None and method(own, "forward") is None:
            return node  # an empty subclass of nn.Sequential
    return None


Items = tuple[Argument | Entry, ...]


def items_of(node: Container) -> Items:
    """All items between the brackets."""
    if isinstance(node, Call):
        return node.arguments
    return node.items if isinstance(node, Display) else node.entries


def with_items(node: Container, items: Items) -> Container:
    """The container with other items."""
    field = {Call: "arguments", Display: "items", Dict: "entries"}[type(node)]
    changed: dict[str, Any] = {field: items}
    return replace(node, **changed)


def inserted(index: Index, node: Container, at: int, value: Expression, key: str) -> Outline:
    """The outline with one more item before the one at `at`; `key` names it in a dict."""
    items = items_of(node)
    new: Argument | Entry
    if isinstance(node, Dict):
        taken = {literal_text(each.key) for each in node.entries}
        new = Entry(code(f'"{unique(key, taken)}"'), value)
    else:
        new = Argument(_pair(node, key, value))
    return index.replace(node, with_items(node, (*items[:at], new, *items[at:])))


def _pair(node: Call | Display, key: str, value: Expression) -> Expression:
    """``("name", module)`` for the items of an OrderedDict, else the module."""
    first = node.items[0].value if isinstance(node, Display) and node.items else None
    if isinstance(first, Display) and first.kind == "tuple" and len(first.items) == 2:
        return Display("tuple", (Argument(code(f'"{key}"')), Argument(value)))
    return value


def item_around(index: Index, node: Node) -> Argument | Entry | None:
    """The item of a container that an expression is the value of."""
    parent = index.parent(node)
    return parent if isinstance(parent, Argument | Entry) and parent.value is node else None


def removed(index: Index, item: Argument | Entry) -> Outline:
    """The outline without one item."""
    if isinstance(item, Argument) and item.star:
        raise EditError("This line makes several modules; change how many in its arguments.")
    return index.replace(item)


def unique(name: str, taken: set[str]) -> str:
    """The name, with a number if it is taken: ``linear``, ``linear2``, …"""
    if name not in taken:
        return name
    number = 2
    while f"{name}{number}" in taken:
        number += 1
    return f"{name}{number}"


def literal_text(node: Expression | None) -> str:
    """The text of a key without its quotes."""
    return node.text.strip("'\"") if isinstance(node, Code) else ""
