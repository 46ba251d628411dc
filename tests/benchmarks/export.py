"""What an exported picture takes: ``python -m tests.benchmarks.export``.

Prints, for three sizes of model with everything expanded, the bytes a node of each format and the
time of writing it beside that of reading the plain report from its bytes.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from PySide6.QtGui import QGuiApplication

from inspector.canvas.draft import EVERYTHING, Draft, draw, untold
from inspector.canvas.export.choice import Choice, export
from inspector.graph.folding import UNFOLDED
from inspector.graph.layout.arrange import Memory
from inspector.report.model import Report, from_json
from inspector.report.picture_endings import PICTURES, TEXTS
from tests.benchmarks.models import nested

SIZES = ((2, 5), (4, 25), (10, 80))


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def measure(report: Report, folder: Path) -> None:
    """One line for each format."""
    data = report.to_json().encode()
    reading = seconds(lambda: from_json(data))
    drawing = draw(Draft(report, level=EVERYTHING, folding=UNFOLDED), Memory(), untold)
    nodes = len(drawing.scene.graph.nodes)
    print(f"{nodes} nodes; reading the report: {reading * 1000:.0f} ms")
    for ending in (*PICTURES, *TEXTS):
        path = folder / f"picture{ending}"
        try:
            taken = seconds(partial(export, drawing, path, Choice(scale=1.0)))
        except ValueError as error:
            print(f"  {ending:9} {error}")
            continue
        size = path.stat().st_size
        share = f"{taken / reading:6.1f} × reading"
        print(f"  {ending:9} {size / nodes:8.0f} bytes a node, {taken * 1000:7.0f} ms, {share}")


def main() -> None:
    application = QGuiApplication.instance() or QGuiApplication([])
    with TemporaryDirectory() as folder:
        for stages, blocks in SIZES:
            measure(nested(stages, blocks), Path(folder))
    del application


if __name__ == "__main__":
    main()
