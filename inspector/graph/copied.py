"""What can be taken away from a node or a line as text: its shape, and itself as print shows it."""

from collections.abc import Iterable

from inspector.graph.captions import class_name
from inspector.graph.graph import Node
from inspector.graph.index import Index
from inspector.report.model import Module


def shapes(index: Index, ids: Iterable[int]) -> str:
    """``(2, 20)``, as Python writes it; several with commas between."""
    known = [index.tensors[id].shape for id in ids if id in index.tensors]
    return ", ".join(str(tuple(shape)) for shape in known if shape is not None)


def node_shapes(index: Index, node: Node) -> str:
    """The shapes of what a node gives, or holds; empty for a loop."""
    call = index.tree.items[index.tree.by_call[node.call]].call if node.call is not None else None
    if call is not None:
        return shapes(index, call.outputs)
    return shapes(index, () if node.tensor is None else (node.tensor,))


def printed(index: Index, node: Node) -> str:
    """A module with all below it as ``print`` shows it; of anything else its words in a line."""
    if node.kind != "module" or node.identity not in index.modules:
        return " ".join(word for word in (node.title, node.type, node.detail) if word)
    children: dict[str | None, list[Module]] = {}
    for module in index.report.modules:
        children.setdefault(module.parent, []).append(module)
    lines: list[str] = []
    waiting: list[tuple[int, Module | None]] = [(0, index.modules[node.identity])]
    while waiting:
        depth, current = waiting.pop()
        indent = "  " * depth
        if current is None:
            lines.append(f"{indent})")
            continue
        inside = children.get(current.path, [])
        name = f"({current.path.rpartition('.')[2]}): " if current.path and depth else ""
        head = f"{indent}{name}{class_name(current)}("
        lines.append(head if inside else f"{head}{current.arguments})")
        if inside:
            waiting.append((depth, None))
            waiting += ((depth + 1, child) for child in reversed(inside))
    return "\n".join(lines)
