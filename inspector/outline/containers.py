"""Which expressions hold the children of a module, when they are written within it."""

from typing import TypeAlias

from inspector.outline.classes import bases, classes, inherited_method, parameters
from inspector.outline.nodes import (
    Argument,
    Call,
    Code,
    Dict,
    Display,
    Entry,
    Expression,
    Outline,
)

Container: TypeAlias = Call | Display | Dict
Items: TypeAlias = tuple[Argument | Entry, ...]


def container_of(outline: Outline, node: Expression) -> Container | None:
    """What holds the children of a module made by `node`, if they are written within it.

    That is the call of ``nn.Sequential`` or of a class that takes any number of modules, the
    list in ``nn.ModuleList([…])``, and the dict in ``nn.ModuleDict({…})``.
    """
    if not isinstance(node, Call):
        return None
    short = node.name.rpartition(".")[2]
    if short in ("ModuleList", "ModuleDict", "Sequential") and len(node.arguments) == 1:
        only = node.arguments[0]
        if isinstance(only.value, Display | Dict) and not only.star:
            return only.value
        inner = only.value if isinstance(only.value, Call) and not only.star else None
        if inner is not None and inner.name.endswith("OrderedDict") and inner.arguments:
            held = inner.arguments[0].value
            return held if isinstance(held, Display | Dict) else None
    if short == "Sequential" or takes_any_modules(outline, node.name):
        return node
    return None


def takes_any_modules(outline: Outline, name: str) -> bool:
    """Whether a class of the file is constructed from any number of modules."""
    known = classes(outline)
    own = known.get(name)
    if own is None:
        return False
    init = inherited_method(own, "__init__", known)
    if init is not None:
        return any(parameter.kind == "*" for parameter in parameters(init))
    return any(base.rpartition(".")[2] == "Sequential" for base in bases(own))


def items_of(node: Container) -> Items:
    """All items between the brackets."""
    if isinstance(node, Call):
        return node.arguments
    return node.items if isinstance(node, Display) else node.entries


def is_named_pair(node: Expression) -> bool:
    """``("name", module)``, as an OrderedDict has them."""
    return isinstance(node, Display) and node.kind == "tuple" and len(node.items) == 2


def module_of_item(item: Argument | Entry) -> Expression:
    """The expression of the module in an item."""
    value = item.value
    if isinstance(value, Display) and is_named_pair(value):
        return value.items[1].value
    return value


def name_of_item(item: Argument | Entry) -> str:
    """The name that an item gives its module; empty where modules are numbered."""
    if isinstance(item, Entry):
        return literal_text(item.key)
    if isinstance(item.value, Display) and is_named_pair(item.value):
        return literal_text(item.value.items[0].value)
    return ""


def literal_text(node: Expression | None) -> str:
    """The text of a string literal without its quotes."""
    return node.text.strip("'\"") if isinstance(node, Code) else ""
