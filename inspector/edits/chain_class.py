"""The modules of a Sequential with names of their own, and the class that calls them in turn."""

from collections.abc import Sequence
from keyword import iskeyword
from typing import NamedTuple

from inspector.edits.cargo import attribute_for
from inspector.edits.constructor import method_header
from inspector.edits.items import unique
from inspector.edits.names import RESERVED
from inspector.outline.containers import module_of_item, name_of_item
from inspector.outline.expressions import assign, statements, text_of
from inspector.outline.nodes import (
    Argument,
    Call,
    Class,
    Code,
    Comprehension,
    Entry,
    Expression,
    Function,
    code,
)


class Link(NamedTuple):
    """One module of the chain."""

    attribute: str
    """What the class calls it."""
    value: Expression
    old: str = ""
    """What the Sequential calls it: its number or its key."""


def links_of(items: Sequence[Argument | Entry]) -> list[Link]:
    """Items of a Sequential in their order; what is used twice stands twice."""
    links: list[Link] = []
    for number, item in enumerate(items):
        value, key = module_of_item(item), name_of_item(item)
        is_many = isinstance(item, Argument) and item.star == "*"
        wanted = _wanted(value, key, is_many)
        if is_many:
            value = Call(code("nn.Sequential"), (Argument(value, star="*"),))
        again = [each.attribute for each in links if _is_name(value) and each.value == value]
        taken = {each.attribute for each in links} | RESERVED
        attribute = again[0] if again else unique(wanted, taken)
        links.append(Link(attribute, value, key or str(number)))
    return links


def is_written_out(item: Argument | Entry, may_be_many: bool) -> bool:
    """Whether an item is a module, or several in a star between the parentheses."""
    value = module_of_item(item)
    if isinstance(value, Call) and value.name.rpartition(".")[2] == "OrderedDict":
        return False
    if isinstance(item, Entry):
        return item.key is not None
    return item.keyword is None and (not item.star or (item.star == "*" and may_be_many))


def _wanted(value: Expression, key: str, is_many: bool) -> str:
    """The name that a module would have by itself."""
    if key:
        return key if key.isidentifier() and not iskeyword(key) else "module"
    if _is_name(value):
        return text_of(value)
    if is_many:
        element = value.element if isinstance(value, Comprehension) else None
        made = element.name if isinstance(element, Call) else "block"
        return f"{attribute_for(made)}s"
    return attribute_for(value.name) if isinstance(value, Call) else "module"


def _is_name(value: Expression) -> bool:
    return isinstance(value, Code) and value.text.isidentifier()


def class_of(name: str, links: Sequence[Link], read: Sequence[str], flowing: str = "X") -> Class:
    """A class that makes each module, given what they read, and calls one after the other.

    `flowing` is the variable of its forward.
    """
    start = statements("super().__init__()")
    values = {each.attribute: each.value for each in links}
    made = [assign(f"self.{attribute}", value) for attribute, value in values.items()]
    init = Function("__init__", method_header("__init__", read), (*start, *made))
    steps = statements(_steps(links, flowing))
    forward = Function("forward", f"def forward(self, {flowing})", steps)
    return Class(name, f"class {name}(nn.Module)", (init, forward))


def _steps(links: Sequence[Link], flowing: str) -> str:
    """What the forward does, a line for each module."""
    if not links:
        return f"return {flowing}\n"
    lines = [f"{flowing} = self.{each.attribute}({flowing})\n" for each in links[:-1]]
    return "".join((*lines, f"return self.{links[-1].attribute}({flowing})\n"))
