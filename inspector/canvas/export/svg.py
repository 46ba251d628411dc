"""The picture as SVG: text as text, and what each node tells when the pointer rests on it."""

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QFontInfo, QPainter
from PySide6.QtSvg import QSvgGenerator

from inspector.canvas.export.svg_shapes import Titles, small_svg
from inspector.canvas.export.whole import paint_whole, whole_area
from inspector.canvas.inks import Inks
from inspector.canvas.lettering import Face
from inspector.canvas.scene import Scene
from inspector.graph.index import Index
from inspector.graph.layout.work import Progress
from inspector.graph.writing.told import told


def svg(scene: Scene, index: Index, inks: Inks, progress: Progress | None = None) -> str:
    """The document; one pixel of the picture is one unit of it."""
    area = whole_area(scene)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(area.size().toSize())
    generator.setViewBox(QRectF(0, 0, area.width(), area.height()))
    generator.setResolution(96)
    paint_whole(QPainter(generator), scene, inks, 1.0, progress)
    written = bytes(buffer.data().data()).decode()
    return small_svg(written, index.report.model, _titles(scene, index), _families(scene))


def _titles(scene: Scene, index: Index) -> Titles:
    """The tooltip of each node by its box."""
    titles = {}
    for number, node in enumerate(scene.graph.nodes):
        rect = scene.rect(number).toRect()
        titles[rect.x(), rect.y(), rect.width(), rect.height()] = told(index, node)
    return titles


def _families(scene: Scene) -> dict[str, str]:
    """Where our fonts are missing, take others of their kind rather than the viewer's default."""
    spare = {Face.PLAIN: "sans-serif", Face.CODE: "monospace"}
    return {
        scene.lettering.fonts[face].family(): f"{QFontInfo(scene.lettering.fonts[face]).family()}, "
        + kind
        for face, kind in spare.items()
    }
