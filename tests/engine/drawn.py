"""Reports as text, for tests that say what they expect by drawing it."""

from inspector.report.model import Call, Report, Source, Tensor
from inspector.source.lines import Lines


def call_tree(report: Report) -> str:
    """One line for each call: what ran in what, on which shapes, in which trip of which loop."""
    depths: dict[int | None, int] = {None: 0}
    lines: list[str] = []
    for call in report.calls:
        depths[call.id] = depths[call.parent] + 1
        lines.append("  " * depths[call.parent] + _line(report, call))
    return "\n".join(lines)


def _line(report: Report, call: Call) -> str:
    tensors = {tensor.id: tensor for tensor in report.tensors}
    name = call.name if call.module is None else call.module or "model"
    shapes = " ".join(_shape(tensors[number]) for number in call.outputs)
    shown = shapes or ("✗" if call.failed else call.result or "-")
    trip = f" [{report.frames[call.frame.id].kind} {call.frame.trip}]" if call.frame else ""
    return f"{name} → {shown}{trip}"


def _shape(tensor: Tensor) -> str:
    assert tensor.shape is not None
    return "×".join(map(str, tensor.shape)) or "scalar"


def flow(report: Report) -> list[str]:
    """Who reads from whom, at the calls that have nothing inside: ``producer → consumer``."""
    names = name_of_calls(report)
    opened = {call.parent for call in report.calls}
    tensors = {tensor.id: tensor for tensor in report.tensors}
    edges: list[str] = []
    for call in report.calls:
        if call.id in opened:
            continue
        for number in call.inputs:
            producer = tensors[number].producer
            source = tensors[number].role if producer is None else names[producer]
            edges.append(f"{source} → {names[call.id]}")
    return edges


def name_of_calls(report: Report) -> dict[int, str]:
    """Each call's module path or function; repeated ones are numbered."""
    names: dict[int, str] = {}
    for call in report.calls:
        name = call.name if call.module is None else call.module or "model"
        count = sum(other == name or other.startswith(f"{name}#") for other in names.values())
        names[call.id] = f"{name}#{count + 1}" if count else name
    return names


def code(text: str, source: Source | None) -> str:
    """The text of a place."""
    assert source is not None
    return Lines(text).slice(source.span)
