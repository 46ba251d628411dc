"""What a user wants of the picture in the window: as it is shown or whole, its colors, its size."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from inspector.canvas.export.endings import ending
from inspector.canvas.export.pictures import write_picture
from inspector.canvas.export.shown import whole_graph
from inspector.canvas.export.texts import write_text
from inspector.canvas.inks import Inks
from inspector.canvas.scene import Scene
from inspector.graph.cover import Cover
from inspector.graph.folding import UNFOLDED
from inspector.graph.index import Index
from inspector.graph.overlay import Overlay
from inspector.graph.overlay import overlay as measured
from inspector.graph.writing.everything import Everything
from inspector.look.theme import THEMES
from inspector.report.picture_endings import TEXTS

Extent = Literal["shown", "all"]


@dataclass(frozen=True)
class Choice:
    """How the picture is to be written."""

    extent: Extent = "shown"
    """As it is expanded now, or with everything expanded."""
    theme: str = "light"
    scale: float = 2.0
    """Pixels of a PNG for each of the picture."""


def wanted_scene(scene: Scene, index: Index, extent: Extent) -> Scene:
    """The scene that is shown, or one of the whole report that runs the same way."""
    if extent == "shown":
        return scene
    return Scene(whole_graph(index), direction=scene.direction)


def wanted_overlay(
    overlay: Overlay | None, wanted: Scene, index: Index, extent: Extent
) -> Overlay | None:
    """What is colored by in the window, measured for the scene that is wanted."""
    if overlay is None or extent == "shown":
        return overlay
    return measured(index, wanted.graph, Cover(index, Everything(), UNFOLDED), overlay.measure)


def export(
    scene: Scene, index: Index, path: Path, choice: Choice, overlay: Overlay | None = None
) -> None:
    """Write a scene and what it stands for as the ending of the file says.

    `overlay` is what its nodes are colored by; None for their families.
    Raises ValueError for another ending or an image that would be too large, OSError with a
    sentence if the file cannot be written.
    """
    if ending(path) in TEXTS:
        graph = scene.graph if choice.extent == "shown" else whole_graph(index)
        write_text(index, graph, path, THEMES[choice.theme])
    else:
        wanted = wanted_scene(scene, index, choice.extent)
        colors = wanted_overlay(overlay, wanted, index, choice.extent)
        write_picture(wanted, index, path, Inks(THEMES[choice.theme], colors), choice.scale)
