"""What a node tells in a file: the lines that the window shows beside it."""

from inspector.graph.graph import Node
from inspector.graph.index import Index
from inspector.graph.tooltip import tooltip


def told(index: Index, node: Node) -> str:
    """Several lines of plain text: path, shapes, parameters, cost, and where in the code."""
    return tooltip(index, node)
