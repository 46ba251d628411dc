"""How long finding one's way takes in a large picture: ``python -m tests.benchmarks.finding``.

Prints milliseconds for a model of 100,000 calls with everything expanded: until the first hit of
several queries, and until the last is counted; the longest that typing would have waited; a frame
with all hits marked, the minimap, and a trace; each beside the frame without them.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable
from statistics import median
from time import perf_counter

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from inspector.canvas.selection import Trace
from inspector.canvas.view import CanvasView
from inspector.graph.folding import Folding
from tests.benchmarks.models import nested

WIDTH, HEIGHT = 1920, 1080
QUERIES = ("relu", "norm 2x20", "49.199.3", "(*, 10)", "nothing at all")
BUDGET, FIRST = 16.0, 50.0


def milliseconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def turn(application: QApplication) -> float:
    """One turn of the event loop."""
    return milliseconds(
        lambda: application.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    )


def frames(view: CanvasView, image: QImage) -> float:
    found = []
    for _ in range(11):
        view.pan(3, 2)
        found.append(milliseconds(lambda: view.render(image)))
    return median(found)


def search(application: QApplication, view: CanvasView, query: str) -> None:
    start = perf_counter()
    view.finding.look_for(query, -1)
    first, turns = None, []
    while view.finding._clock.isActive():
        turns.append(turn(application))
        if first is None and view.finding.count:
            first = (perf_counter() - start) * 1000
    total = (perf_counter() - start) * 1000
    hits = f"{first:6.1f} ms to the first ({first / FIRST:4.2f})" if first is not None else ""
    print(
        f"{query:16}{view.finding.count:7,} hits {hits:32} {total:7.0f} ms in all, longest "
        f"turn {max(turns):5.1f} ms ({max(turns) / BUDGET:4.2f})"
    )


def main() -> None:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    view = CanvasView()
    view.resize(WIDTH, HEIGHT)
    view.animated = False
    view.set_report(nested(50, 200))
    view._picture.refold(Folding(is_wanted=False))
    view.expand_all()
    while view._picture.is_waiting:
        application.processEvents()
    assert view.scene is not None
    print(f"{len(view.scene.graph.nodes):,} nodes, {view._picture.deepest} levels")
    view.finding.prepare()
    turns = []
    while view.finding._clock.isActive():
        turns.append(turn(application))
    print(f"preparing {sum(turns):.0f} ms, longest turn {max(turns):.1f} ms")
    for query in QUERIES:
        search(application, view, query)
    plain = frames(view, image)
    search(application, view, "relu")
    print(f"frame {plain:.1f} ms; with all hits marked {frames(view, image):.1f} ms")
    view.finding.end()
    view.fit()
    print(f"frame of the whole {milliseconds(lambda: view.render(image)):.1f} ms", end="; ")
    view.choose(len(view.scene.graph.nodes) // 2)
    print(f"a trace {milliseconds(lambda: view.trace(Trace.BOTH)):.0f} ms", end="; ")
    print(f"frame with it {frames(view, image):.1f} ms")
    view.end_trace()
    view.minimap.follow()
    first = milliseconds(lambda: view.minimap.grab())
    print(f"minimap first {first:.1f} ms, then {milliseconds(lambda: view.minimap.grab()):.1f} ms")
    view.finding.end()


if __name__ == "__main__":
    main()
