"""The picture as SVG, PNG or PDF.

``python -m inspector.canvas.export.pictures OUT [--depth N] [--theme light|dark] [--scale N]``
draws the report on its standard input; it needs neither torch nor a display.
"""

import os
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from inspector.canvas.export.endings import check_writable, ending
from inspector.canvas.export.image import fitting_scale, image_at
from inspector.canvas.export.pdf import pdf
from inspector.canvas.export.process import Options, run
from inspector.canvas.export.shown import graph_at, indexed
from inspector.canvas.export.svg import svg
from inspector.canvas.inks import Inks
from inspector.canvas.scene import Scene
from inspector.graph.index import Index
from inspector.graph.layout.work import Progress
from inspector.look.theme import THEMES
from inspector.report.model import Report


def export_picture(
    report: Report,
    path: Path,
    depth: int | None = None,
    theme: str = "light",
    scale: float | None = None,
) -> None:
    """Draw a report with `depth` levels below the root expanded; None: as many as can be read.

    Needs a QGuiApplication. Raises what `write_picture` does, and ValueError for a report in which
    nothing ran.
    """
    index = indexed(report)
    write_picture(Scene(graph_at(index, depth)), index, path, Inks(THEMES[theme]), scale)


def write_picture(
    scene: Scene,
    index: Index,
    path: Path,
    inks: Inks,
    scale: float | None = None,
    progress: Progress | None = None,
) -> None:
    """Write a scene whole, on the color of the canvas; the file is touched once all is painted.

    `progress` hears how many nodes are painted, and may raise to end it.
    `scale` is pixels of a PNG for each of the picture; None: two, or as many as an image can hold.
    Raises ValueError for an ending that is none of these and for a scale that makes too large an
    image, OSError with a sentence if the file cannot be written.
    """
    match ending(path):
        case ".png":
            image = image_at(scene, inks, scale or fitting_scale(scene), progress)
            check_writable(path)
            if not image.save(str(path)):
                size = f"{image.width()} × {image.height()}"
                raise OSError(f"{path.name} cannot be written as a picture of {size}.")
        case ".pdf":
            document = pdf(scene, index, inks, progress)
            check_writable(path)
            path.write_bytes(document)
        case _:
            drawing = svg(scene, index, inks, progress)
            check_writable(path)
            path.write_text(drawing, encoding="utf-8")


def _draw(report: Report, options: Options) -> None:
    if sys.platform == "linux":
        # A display is not needed, and one that is named but gone would abort the process.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    try:
        export_picture(report, options.out, options.depth, options.theme, options.scale)
    finally:
        del app


if __name__ == "__main__":
    sys.exit(run("python -m inspector.canvas.export.pictures", _draw))
