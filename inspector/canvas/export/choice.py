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
from inspector.graph.index import Index
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
    """The scene that is shown, or one of the whole report."""
    return scene if extent == "shown" else Scene(whole_graph(index))


def export(scene: Scene, index: Index, path: Path, choice: Choice) -> None:
    """Write a scene and what it stands for as the ending of the file says.

    Raises ValueError for another ending or an image that would be too large, OSError with a
    sentence if the file cannot be written.
    """
    if ending(path) in TEXTS:
        graph = scene.graph if choice.extent == "shown" else whole_graph(index)
        write_text(index, graph, path, THEMES[choice.theme])
    else:
        wanted = wanted_scene(scene, index, choice.extent)
        write_picture(wanted, index, path, Inks(THEMES[choice.theme]), choice.scale)
