"""How long a frame of the canvas takes: ``python -m tests.benchmarks.canvas``.

Prints milliseconds and their share of the 16 ms that a frame may take, for three sizes of model
at five zooms, everything expanded; and the same for a widget that only fills itself.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from statistics import median
from time import perf_counter

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from inspector.canvas.view import CanvasView
from inspector.report.model import Report
from tests.benchmarks.models import nested

WIDTH, HEIGHT = 1280, 800
BUDGET = 16.0
ZOOMS = (0.05, 0.15, 0.3, 0.5, 1.0)


def frame(widget: QWidget, image: QImage) -> float:
    """Milliseconds of painting the widget once."""
    start = perf_counter()
    widget.render(image)
    return (perf_counter() - start) * 1000


def panned(view: CanvasView, image: QImage) -> float:
    """The median frame while the picture moves under the view."""
    found = []
    for _ in range(15):
        view.pan(7, 11)
        found.append(frame(view, image))
    return median(found)


def measure(name: str, report: Report, image: QImage) -> list[float]:
    """Fit and five zooms."""
    view = CanvasView()
    view.resize(WIDTH, HEIGHT)
    view.animated = False
    start = perf_counter()
    view.set_report(report)
    view.expand_all()
    ready = (perf_counter() - start) * 1000
    found = [panned(view, image)]
    for zoom in ZOOMS:
        view.fit()
        view.zoom_at(zoom / view.camera.zoom, QPointF(WIDTH / 2, HEIGHT / 2))
        found.append(panned(view, image))
    nodes = len(view.scene.graph.nodes) if view.scene is not None else 0
    line = "".join(f"{time:7.1f} ({time / BUDGET:4.2f})" for time in found)
    print(f"{name:8}{nodes:8} nodes, shown after {ready:7.0f} ms; frames: {line}")
    return found


def main() -> None:
    application = QApplication.instance() or QApplication([])
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    empty = QWidget()
    empty.resize(WIDTH, HEIGHT)
    print(f"an empty widget: {median(frame(empty, image) for _ in range(15)):.1f} ms")
    print(f"zooms: fit, {', '.join(map(str, ZOOMS))}; in brackets the share of {BUDGET:.0f} ms")
    worst = [
        max(measure(name, report, image))
        for name, report in (
            ("1k", nested(4, 25)),
            ("10k", nested(10, 100)),
            ("100k", nested(50, 200)),
        )
    ]
    print(f"worst frame ÷ {BUDGET:.0f} ms: {max(worst) / BUDGET:.2f}  (≤ 1)")
    del application


if __name__ == "__main__":
    main()
