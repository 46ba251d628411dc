"""The shapes of a run as comments behind the lines of a forward that gave them."""

from inspector.outline.emit import nodes_of
from inspector.outline.nodes import Assign, Evaluate, Return
from inspector.outline.read import get
from inspector.report.model import Report
from inspector.report.units import shape_text
from inspector.source.lines import Lines
from inspector.source.span import Span

WIDTH = 100
"""Lines that would become longer than this get no comment."""


def with_shapes(text: str, report: Report, file_name: str) -> str:
    """The text with ``# 2 × 64`` behind each line of one statement that gave such a tensor.

    `report` is one of this very text, which was run under this name. Lines that have a comment,
    and those that gave other shapes in another call, stay as they are. Raises OutlineError if the
    text is not Python.
    """
    lines = Lines(text)
    shapes = _shapes_by_place(report, file_name)
    comments: dict[int, str] = {}
    for node in nodes_of(get(text)):
        if isinstance(node, Assign | Return | Evaluate) and node.value and node.value.span:
            found = shapes.get(node.value.span, set())
            line = node.value.span.end_line
            if len(found) == 1 and node.span and _ends_line(lines, node.span):
                comments[line] = found.pop()
    rows = text.split("\n")
    for line, shape in comments.items():
        row = f"{rows[line - 1].rstrip()}  # {shape}"
        if len(row) <= WIDTH:
            rows[line - 1] = row
    return "\n".join(rows)


def _shapes_by_place(report: Report, file_name: str) -> dict[Span, set[str]]:
    tensors = {tensor.id: tensor for tensor in report.tensors}
    found: dict[Span, set[str]] = {}
    for call in report.calls:
        if call.source is None or call.source.file != file_name or call.failed:
            continue
        given = [tensors[each] for each in call.outputs if each in tensors]
        texts = [shape_text(each.shape) or "scalar" for each in given]
        if texts:
            found.setdefault(call.source.span, set()).add(", ".join(texts))
    return found


def _ends_line(lines: Lines, span: Span) -> bool:
    """Whether nothing follows a statement on its last line, no comment and no second one."""
    end = lines.offset(*span.end)
    return not lines.text[end : lines.line_end(span.end_line)].strip()
