"""What a user wants of the picture in the window: as it is shown or whole, its colors, its size."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from inspector.canvas.background import Tell
from inspector.canvas.draft import EVERYTHING, Draft, Drawing, draw, drawn_graph, untold
from inspector.canvas.export.endings import ending
from inspector.canvas.export.pictures import write_picture
from inspector.canvas.export.texts import write_text
from inspector.canvas.inks import Inks
from inspector.graph.expansion import shows_at_most
from inspector.graph.folding import UNFOLDED
from inspector.graph.layout.arrange import Memory
from inspector.graph.writing.everything import Everything
from inspector.look.theme import THEMES
from inspector.report.picture_endings import TEXTS

_QUICK = 2000
"""So many nodes are written within a moment."""

Extent = Literal["shown", "all"]


@dataclass(frozen=True)
class Choice:
    """How the picture is to be written."""

    extent: Extent = "shown"
    """As it is expanded now, or with everything expanded."""
    theme: str = "light"
    scale: float = 2.0
    """Pixels of a PNG for each of the picture."""


def is_quick(drawing: Drawing, choice: Choice) -> bool:
    """Whether writing it holds up the window for less than one wonders about."""
    if choice.extent == "shown":
        return len(drawing.scene.graph.nodes) <= _QUICK
    return shows_at_most(drawing.index, Everything(), _QUICK)


def export(drawing: Drawing, path: Path, choice: Choice, tell: Tell = untold) -> None:
    """Write a picture and what it stands for as the ending of the file says.

    With everything expanded it keeps what else is chosen: the container that is isolated, the
    direction, the trips of loops, the colors.
    Raises ValueError for another ending or an image that would be too large, OSError with a
    sentence if the file cannot be written, and what `tell` raises.
    """
    if ending(path) in TEXTS:
        tell("Writing", 0.0)
        graph = drawing.scene.graph
        if choice.extent == "all":
            graph = drawn_graph(_with_all(drawing.draft))
        write_text(drawing.index, graph, path, THEMES[choice.theme])
        return
    if choice.extent == "all":
        drawing = draw(_with_all(drawing.draft), Memory(), tell)
    scene = drawing.scene.apart()
    painting = f"Painting {len(scene.graph.nodes):,} nodes"

    def progress(done: int, total: int) -> None:
        tell(painting, done / max(total, 1))

    inks = Inks(THEMES[choice.theme], drawing.overlay)
    write_picture(scene, drawing.index, path, inks, choice.scale, progress)


def _with_all(draft: Draft) -> Draft:
    return replace(draft, level=EVERYTHING, choices={}, folding=UNFOLDED)
