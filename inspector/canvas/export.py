"""The picture as a file: SVG with text as text, PNG at double size, PDF on one page.

``python -m inspector.canvas.export OUT [--depth N] [--theme light|dark] < report.json`` draws in a
process of its own; it needs neither torch nor a display.
"""

import argparse
import html
import os
import sys
from pathlib import Path

import msgspec
from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import (
    QFontInfo,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator

from inspector.canvas.inks import Inks
from inspector.canvas.lettering import Face
from inspector.canvas.paint import paint
from inspector.canvas.scene import Scene
from inspector.canvas.sight import Sight
from inspector.graph.expansion import Expansion, comfortable_level
from inspector.graph.folding import Folding
from inspector.graph.index import Index
from inspector.graph.visible import visible
from inspector.look.theme import THEMES
from inspector.report.model import Report, from_json

MARGIN = 24
PNG_SCALE = 2
_MOST_PIXELS = 200_000_000
_LONGEST_PNG = 32_000
"""Qt paints no further than that many pixels."""
_POINTS_PER_PIXEL = 0.75
_LONGEST_PDF = 14_400
"""Readers show no longer page, in points."""
ENDINGS = (".svg", ".png", ".pdf")


def export_picture(
    report: Report, path: Path, depth: int | None = None, theme: str = "light"
) -> None:
    """Draw a report with `depth` levels below the root expanded; None: as many as can be read.

    Needs a QGuiApplication. Raises ValueError for an unknown ending or a report in which nothing
    ran, OSError if the file cannot be written.
    """
    if not report.calls:
        reason = report.failure.message if report.failure is not None else "no module was called"
        raise ValueError(f"There is nothing to draw: {reason}")
    index = Index(report)
    folding = Folding()
    level = comfortable_level(index, folding) if depth is None else depth
    graph = visible(index, Expansion(index, level), folding)
    write(Scene(graph), path, Inks(THEMES[theme]))


def write(scene: Scene, path: Path, inks: Inks) -> None:
    """Write a scene whole, on the color of the canvas.

    Raises ValueError for an unknown ending, OSError if the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        known = ", ".join(ENDINGS)
        raise ValueError(f"{path.name} does not end in {known}: the ending says what to write.")
    try:
        with path.open("ab"):
            pass  # Qt's writers do not say why they fail; opening does.
    except OSError as error:
        raise OSError(f"{path} cannot be written: {error.strerror}.") from None
    area = scene.area.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    {".svg": _write_svg, ".png": _write_png, ".pdf": _write_pdf}[ending](scene, path, inks, area)


def _write_svg(scene: Scene, path: Path, inks: Inks, area: QRectF) -> None:
    svg = QSvgGenerator()
    svg.setFileName(str(path))
    svg.setSize(area.size().toSize())
    svg.setViewBox(QRectF(0, 0, area.width(), area.height()))
    svg.setTitle("Model")
    # One pixel of the picture is one unit of the file.
    svg.setResolution(96)
    _paint(QPainter(svg), scene, inks, area, 1.0)
    _name_spare_fonts(path, scene)


def _name_spare_fonts(path: Path, scene: Scene) -> None:
    """Where our fonts are missing, take others of their kind rather than the viewer's default."""
    text = path.read_text(encoding="utf-8")
    for face, spare in ((Face.PLAIN, "sans-serif"), (Face.CODE, "monospace")):
        family = html.escape(scene.lettering.fonts[face].family())
        resolved = html.escape(QFontInfo(scene.lettering.fonts[face]).family())
        text = text.replace(f'font-family="{family}"', f'font-family="{resolved}, {spare}"')
    path.write_text(text, encoding="utf-8")


def _write_png(scene: Scene, path: Path, inks: Inks, area: QRectF) -> None:
    longest = max(area.width(), area.height())
    scale = min(
        PNG_SCALE, _LONGEST_PNG / longest, (_MOST_PIXELS / (area.width() * area.height())) ** 0.5
    )
    size = (area.size() * scale).toSize()
    image = QImage(size, QImage.Format.Format_RGB32)
    _paint(QPainter(image), scene, inks, area, scale)
    if not image.save(str(path)):
        raise OSError(
            f"{path.name} cannot be written as a picture of {size.width()} × {size.height()}."
        )


def _write_pdf(scene: Scene, path: Path, inks: Inks, area: QRectF) -> None:
    pdf = QPdfWriter(str(path))
    pdf.setResolution(96)
    pdf.setTitle("Model")
    longest = max(area.width(), area.height()) * _POINTS_PER_PIXEL
    scale = min(1.0, _LONGEST_PDF / longest)
    points = area.size() * (scale * _POINTS_PER_PIXEL)
    pdf.setPageSize(
        QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    )
    pdf.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    _paint(QPainter(pdf), scene, inks, area, scale)


def _paint(painter: QPainter, scene: Scene, inks: Inks, area: QRectF, scale: float) -> None:
    painter.scale(scale, scale)
    painter.translate(-area.topLeft())
    painter.fillRect(area, inks.canvas)
    # Every word is written, however large the picture is.
    paint(painter, scene, Sight(area, 1.0), inks, in_full=True)
    painter.end()


def main(arguments: list[str] | None = None) -> int:
    """Draw the report on standard input; 0 if that worked, else 1 with a line on standard error."""
    parser = argparse.ArgumentParser(prog="python -m inspector.canvas.export")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--depth", type=int)
    parser.add_argument("--theme", choices=sorted(THEMES), default="light")
    options = parser.parse_args(arguments)
    if sys.platform == "linux":
        # A display is not needed, and one that is named but gone would abort the process.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    try:
        report = from_json(sys.stdin.buffer.read())
        export_picture(report, options.out, options.depth, options.theme)
    except (OSError, ValueError, msgspec.ValidationError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
