"""The names that are taken in a class, by whatever way its code puts something under them."""

import re
from collections.abc import Iterator

from inspector.outline.classes import bases, classes
from inspector.outline.containers import literal_text
from inspector.outline.emit import nodes_of
from inspector.outline.nodes import Assign, Call, Class, Code, Function, Outline

_OF_SELF = re.compile(r"\bself\.([^\W\d]\w*)")
_REGISTERING = re.compile(r"self\.(add_module|register_(module|buffer|parameter))|setattr")


def taken_attributes(outline: Outline, node: Class) -> set[str]:
    """Every attribute that a class, its bases and its heirs in the file speak of.

    The names that ``add_module`` and ``setattr`` are given count as well, if they are written.
    """
    return {name for each in _relatives(outline, node) for name in _spoken_of(each)}


def _relatives(outline: Outline, node: Class) -> list[Class]:
    """The class, those of the file that it inherits from, and those that inherit from these."""
    known = classes(outline)
    above = {name: set(bases(each)) & known.keys() for name, each in known.items()}
    wanted = {node.name}
    waiting = [node.name]
    while waiting:
        name = waiting.pop()
        near = above.get(name, set()) | {heir for heir, of in above.items() if name in of}
        waiting += near - wanted
        wanted |= near
    return [node, *(known[name] for name in wanted - {node.name})]


def _spoken_of(node: Class) -> Iterator[str]:
    for statement in node.body:
        if isinstance(statement, Function):
            yield statement.name
        elif isinstance(statement, Assign):
            yield statement.target.partition(":")[0].strip()
    for each in nodes_of(node):
        if isinstance(each, Assign):
            yield from _OF_SELF.findall(each.target)
        elif isinstance(each, Code):
            yield from _OF_SELF.findall(" ".join(each.pieces))
        elif isinstance(each, Call) and _REGISTERING.fullmatch(each.name):
            yield from (literal_text(argument.value) for argument in each.arguments[:2])
