"""Nodes at other lines: what stands below a change moves when lines come or go."""

from typing import TypeVar

from inspector.outline.nodes import PARTS, Node
from inspector.source.span import Span

NodeT = TypeVar("NodeT", bound=Node)


def moved(node: NodeT, lines: int) -> NodeT:
    """The same node, it and all in it so many lines further down.

    It goes as deep as Python's own parser went when the node was read.
    """
    found: NodeT = object.__new__(type(node))
    span = node.span
    if span is not None:
        span = Span(span.line + lines, span.column, span.end_line + lines, span.end_column)
    object.__setattr__(found, "span", span)
    for name in PARTS[type(node)]:
        value = getattr(node, name)
        if isinstance(value, Node):
            value = moved(value, lines)
        elif isinstance(value, tuple) and value and isinstance(value[0], Node):
            value = tuple([moved(each, lines) for each in value])
        object.__setattr__(found, name, value)
    return found
