"""What a node tells when the pointer rests on it: tensors, parameters, time, and its source."""

from collections.abc import Iterable

from inspector.graph.captions import class_name
from inspector.graph.graph import Node
from inspector.graph.index import Index
from inspector.graph.shapes import dtype_text
from inspector.report.model import Call, Source
from inspector.report.units import duration, shape_text

_MANY_TENSORS = 6


def tooltip(index: Index, node: Node) -> str:
    """Several lines of plain text; names in it may contain anything, so escape it for HTML."""
    call = _call(index, node)
    lines = [_heading(index, node)]
    if node.kind == "loop":
        lines += [f"{node.badge.removeprefix('× ')} trips; one of them is drawn"]
    if call is not None:
        lines += _tensors(index, "in", call.inputs) + _tensors(index, "out", call.outputs)
        if call.result is not None:
            lines.append(f"result {call.result}")
    elif node.tensor is not None:
        lines += _tensors(index, "", (node.tensor,))
    if node.parameters:
        lines.append(f"{node.parameters:,} parameters")
    if call is not None and not call.failed:
        lines.append(_cost(call))
    lines += _state(index, node)
    source = _source(index, node, call)
    if source is not None:
        lines.append(f"{source.file.rpartition('/')[2]}, line {source.line}")
    return "\n".join(line for line in lines if line)


def _call(index: Index, node: Node) -> Call | None:
    if node.call is None:
        return None
    return index.tree.items[index.tree.by_call[node.call]].call


def _heading(index: Index, node: Node) -> str:
    if node.kind == "module":
        module = index.modules.get(node.identity)
        path = node.identity or index.report.model
        written = f"{class_name(module)}({module.arguments})" if module is not None else node.type
        return f"{path}: {written}"
    if node.kind in ("constant", "parameter", "buffer"):
        return f"{node.place.path if node.place is not None else node.title}: {node.kind}"
    return " ".join(word for word in (node.title, node.type, node.detail) if word)


def _tensors(index: Index, word: str, ids: Iterable[int]) -> list[str]:
    known = [index.tensors[id] for id in ids if id in index.tensors]
    lines = [
        f"{word} {shape_text(tensor.shape)} {dtype_text(tensor.dtype)}".strip()
        + (f" = {tensor.value}" if tensor.value is not None else "")
        for tensor in known[:_MANY_TENSORS]
    ]
    if len(known) > _MANY_TENSORS:
        lines.append(f"{word} … {len(known)} tensors")
    return lines


def _cost(call: Call) -> str:
    pieces = [duration(call.seconds)]
    if call.flops:
        pieces.append(f"{call.flops:,} FLOP")
    return ", ".join(pieces)


def _state(index: Index, node: Node) -> list[str]:
    if not node.reached:
        return ["not reached"]
    if node.failed and index.report.failure is not None:
        failure = index.report.failure
        return [failure.explanation or failure.message]
    return []


def _source(index: Index, node: Node, call: Call | None) -> Source | None:
    if call is not None:
        return call.source
    if node.frame is not None:
        return next((frame.source for frame in index.report.frames if frame.id == node.frame), None)
    module = index.modules.get(node.identity) if node.kind == "module" else None
    return module.source if module is not None else None
