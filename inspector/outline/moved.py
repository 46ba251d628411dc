"""Nodes at other lines: what stands below a change moves when lines come or go."""

from dataclasses import fields
from typing import TypeVar

from inspector.outline.nodes import Node
from inspector.source.span import Span

NodeT = TypeVar("NodeT", bound=Node)

_FIELDS = {kind: tuple(each.name for each in fields(kind)) for kind in Node.__subclasses__()}


def moved(node: NodeT, lines: int) -> NodeT:
    """The same node, it and all in it so many lines further down.

    It goes as deep as Python's own parser went when the node was read.
    """
    found: NodeT = object.__new__(type(node))
    for name in _FIELDS[type(node)]:
        value = getattr(node, name)
        if isinstance(value, Span):
            line, column, end_line, end_column = value
            value = Span(line + lines, column, end_line + lines, end_column)
        elif isinstance(value, Node):
            value = moved(value, lines)
        elif isinstance(value, tuple) and value and isinstance(value[0], Node):
            value = tuple([moved(each, lines) for each in value])
        object.__setattr__(found, name, value)
    return found
