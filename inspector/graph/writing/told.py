"""What a node tells in a file: the lines that the window shows beside it."""

from inspector.graph.graph import Node
from inspector.graph.index import Index
from inspector.graph.tooltip import tooltip


def told(index: Index, node: Node) -> str:
    """Several lines of plain text: path, shapes, parameters, cost, and where in the code."""
    tip = tooltip(index, node)
    lines = [f"{tip.title} {tip.type}".strip()]
    lines += [f"{word} {text}".strip() for word, text in tip.rows]
    lines += [f"{word} {source.file}, line {source.line}" for word, source in tip.sources]
    return "\n".join((*lines, tip.remark) if tip.remark else lines)
