"""The tooltip under a point: of a node, or of the tensors that flow along a line."""

import html
import textwrap

from PySide6.QtCore import QPointF

from inspector.canvas.hit import edge_at, label_at, node_at, on_header
from inspector.canvas.scene import Scene
from inspector.graph.index import Index
from inspector.graph.shapes import dtype_text
from inspector.graph.tooltip import tooltip
from inspector.report.units import shape_text

_REACH = 5.0
_WIDEST = 90


def tip_at(scene: Scene, index: Index, point: QPointF, zoom: float) -> str:
    """The text, escaped so that names in it are never taken for HTML; empty for none."""
    node = node_at(scene, point)
    if node is not None and on_header(scene, node, point):
        return _plain(tooltip(index, scene.graph.nodes[node]))
    edge = label_at(scene, point)
    if edge is None:
        edge = edge_at(scene, point, _REACH / zoom)
    return _plain(_edge_text(scene, index, edge)) if edge is not None else ""


def _edge_text(scene: Scene, index: Index, edge: int) -> str:
    source, target = (scene.graph.nodes[end] for end in scene.graph.ends[edge])
    lines = [f"from {source.title} to {target.title}"]
    for tensor in scene.graph.edges[edge].tensors:
        known = index.tensors.get(tensor)
        if known is not None:
            lines.append(f"{shape_text(known.shape)} {dtype_text(known.dtype)} on {known.device}")
    return "\n".join(lines)


def _plain(text: str) -> str:
    if not text:
        return ""
    lines = [piece for line in text.splitlines() for piece in textwrap.wrap(line, _WIDEST)]
    shown = "\n".join(lines)
    return f"<p style='white-space:pre'>{html.escape(shown)}</p>"
