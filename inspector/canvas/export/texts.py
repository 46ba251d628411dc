"""The picture as text: a page that unfolds by itself, Mermaid, GraphML; without Qt.

``python -m inspector.canvas.export.texts OUT [--depth N] [--theme light|dark] < report.json``
"""

import sys
from pathlib import Path

from inspector.canvas.export.endings import ending
from inspector.canvas.export.process import Options, run
from inspector.canvas.export.shown import graph_at, indexed
from inspector.graph.graph import Graph
from inspector.graph.index import Index
from inspector.graph.writing.graphml import graphml
from inspector.graph.writing.mermaid import mermaid
from inspector.graph.writing.page import page
from inspector.look.style_sheet import style_sheet
from inspector.look.theme import THEMES, Theme
from inspector.report.model import Report


def write_text(index: Index, graph: Graph, path: Path, theme: Theme) -> None:
    """Write a visible graph as its ending says; a page holds the rest of the report as well.

    Raises ValueError for an ending that is none of these, OSError with a sentence if the file
    cannot be written.
    """
    match ending(path):
        case ".html":
            expanded = {node.key for node in graph.nodes if node.expanded}
            text = page(index, style_sheet(), expanded)
        case ".mmd":
            text = mermaid(graph, index.report.model, _mermaid_styles(theme))
        case ".graphml":
            text = graphml(index, graph)
        case other:
            raise ValueError(f"{other} is a picture and no text.")
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OSError(f"{path} cannot be written: {error.strerror}.") from None


def _mermaid_styles(theme: Theme) -> dict[str, str]:
    colors = {
        str(family): (fill, theme.family[family]) for family, fill in theme.family_fill.items()
    }
    colors |= {
        "open": (theme.node, theme.edge),
        "loop": (theme.loop_fill, theme.loop),
        "failed": (theme.error_fill, theme.error),
    }
    return {
        name: f"fill:{fill},stroke:{border},color:{theme.text}"
        for name, (fill, border) in colors.items()
    }


def _draw(report: Report, options: Options) -> None:
    index = indexed(report)
    graph = graph_at(index, options.depth)
    write_text(index, graph, options.out, THEMES[options.theme])


if __name__ == "__main__":
    sys.exit(run("python -m inspector.canvas.export.texts", _draw))
