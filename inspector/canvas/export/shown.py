"""What a picture shows of a report when nobody looks at it: so many levels."""

from inspector.graph.expansion import Expansion, comfortable_level
from inspector.graph.folding import Folding
from inspector.graph.graph import Graph
from inspector.graph.index import Index
from inspector.graph.visible import visible
from inspector.report.model import Report


def indexed(report: Report) -> Index:
    """The report prepared for being drawn. Raises ValueError if nothing ran in it."""
    if not report.calls:
        reason = report.failure.message if report.failure is not None else "no module was called"
        raise ValueError(f"There is nothing to draw: {reason}")
    return Index(report)


def graph_at(index: Index, depth: int | None) -> Graph:
    """The graph with `depth` levels below the root expanded; None: as many as can be read."""
    folding = Folding()
    level = comfortable_level(index, folding) if depth is None else depth
    return visible(index, Expansion(index, level), folding)
