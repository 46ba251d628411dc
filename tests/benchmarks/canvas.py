"""How quick and how large the canvas is: ``python -m tests.benchmarks.canvas``.

Frames are painted into an image of 1,920 x 1,080. Theirs are times of the thread that paints, so
that other programs on the machine do not count; all others are by the clock. In brackets stands
what each number should be.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from statistics import median
from time import perf_counter, thread_time

from PySide6.QtCore import QEventLoop, QPointF, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from inspector.canvas.background import Background
from inspector.canvas.scene import Scene
from inspector.canvas.view import CanvasView
from inspector.graph.expansion import Expansion
from inspector.graph.index import Index
from inspector.graph.visible import visible
from inspector.report.model import Report, from_json
from tests.benchmarks.models import nested, wide

WIDTH, HEIGHT = 1920, 1080
ZOOMS = (0.01, 0.018, 0.03, 0.05, 0.08, 0.1, 0.115, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0, 2.0)
WIDE = 100, 100


def milliseconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def painting(work: Callable[[], object]) -> float:
    """Milliseconds that this thread works."""
    start = thread_time()
    work()
    return (thread_time() - start) * 1000


def share(times: list[float], part: float) -> float:
    """The time that such a part of all times does not exceed."""
    return sorted(times)[min(int(len(times) * part), len(times) - 1)]


def wait(view: CanvasView) -> None:
    """Until the picture that was asked for is there."""
    application = QApplication.instance()
    assert application is not None
    background = view.findChild(Background)
    while background.is_busy:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def opened(report: Report) -> CanvasView:
    """A view that shows everything, each of what repeats by itself."""
    view = CanvasView()
    view.folds_repeats = False
    view.resize(WIDTH, HEIGHT)
    view.animated = False
    view.set_report(report)
    wait(view)
    view.expand_all()
    wait(view)
    view.grab()  # So that it has its size.
    return view


def frames(report: Report, image: QImage) -> float:
    """The frame that 1 of 100 frames exceeds, panning at each zoom and zooming through all."""
    view = opened(report)
    middle = QPointF(WIDTH / 2, HEIGHT / 2)
    every: list[float] = []
    for zoom in ZOOMS:
        view.fit()
        view.zoom_at(zoom / view.camera.zoom, middle)
        times = []
        for _ in range(25):
            view.pan(7, 11)
            times.append(painting(lambda: view.render(image)))
        every += times
        print(f"    zoom {zoom:5}: median {median(times):5.1f}, longest {max(times):5.1f} ms")
    view.fit()
    zooming = []
    while view.camera.zoom < 2:
        view.zoom_at(1.03, middle)
        zooming.append(painting(lambda: view.render(image)))
    print(f"    zooming:    median {median(zooming):5.1f}, longest {max(zooming):5.1f} ms")
    return share(every + zooming, 0.99)


def whole(view: CanvasView, image: QImage) -> float:
    """A frame with the whole graph."""
    view.fit()
    return median(painting(lambda: view.render(image)) for _ in range(9))


def memory(report: Report) -> tuple[float, float]:
    """Megabytes of the visible graph, and of the scene without it."""
    index = Index(report)
    visible(index, Expansion(index, 99))  # So that the index has all that it keeps.
    gc.collect()
    tracemalloc.start()
    graph = visible(index, Expansion(index, 99))
    gc.collect()
    of_graph = tracemalloc.get_traced_memory()[0] / 1e6
    scene = Scene(graph)
    gc.collect()
    of_all = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del scene
    return of_graph, of_all - of_graph


def toggling(report: Report, image: QImage) -> tuple[int, list[float]]:
    """Expanding and collapsing containers one after another, each to the next finished frame.

    Nothing is folded, so that there are many to choose from.
    """
    view = CanvasView()
    view.folds_repeats = False
    view.resize(WIDTH, HEIGHT)
    view.animated = False
    view.set_report(report)
    wait(view)
    view.expand_to_depth(1)
    wait(view)
    for key in ("/3", "/7", "/11"):
        view.toggle(key)

    def toggle(key: str) -> None:
        before = view.scene
        view.toggle(key)
        view.render(image)
        assert view.scene is not before

    times = [painting(lambda key=key: toggle(key)) for n in range(40) for key in [f"/{n}"] * 2]
    assert view.scene is not None
    return len(view.scene.graph.nodes), times


def first_picture(data: bytes, image: QImage) -> tuple[float, float]:
    """Reading a report from its bytes, and from the report to the first frame."""
    report = from_json(data)

    def show() -> None:
        view = CanvasView()
        view.resize(WIDTH, HEIGHT)
        view.set_report(report)
        wait(view)
        view.render(image)

    reading = median(milliseconds(lambda: from_json(data)) for _ in range(7))
    return reading, median(milliseconds(show) for _ in range(7))


def gaps(report: Report) -> list[float]:
    """Milliseconds between ticks of a timer of 5 ms while everything is laid out."""
    view = CanvasView()
    view.folds_repeats = False
    view.resize(WIDTH, HEIGHT)
    found: list[float] = []
    last = perf_counter()

    def tick() -> None:
        nonlocal last
        now = perf_counter()
        found.append((now - last) * 1000)
        last = now

    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(tick)
    timer.start()
    view.set_report(report)
    wait(view)
    view.expand_all()
    wait(view)
    return found


def graphics_view() -> tuple[float, float]:
    """Milliseconds of a frame, and megabytes, of a QGraphicsView."""
    command = [sys.executable, "-m", "tests.benchmarks.canvas_graphics_view", *map(str, WIDE)]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    frame, size = map(float, said.split())
    return frame, size


def main() -> None:
    application = QApplication.instance() or QApplication([])
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    large = wide(*WIDE)
    data = nested(50, 200).to_json().encode()
    print("Report of 100,000 calls to its first picture")
    reading, showing = first_picture(data, image)
    print(f"    reading {reading:.0f} ms, first picture {showing:.0f} ms")
    print("Expanding or collapsing one container to the next frame")
    ends = []
    for name, leaves in (("1k", 1), ("10k", 23), ("100k", 248)):
        nodes, times = toggling(nested(40, 10, leaves), image)
        ends.append(share(times, 0.95))
        print(f"    {name:5} {nodes} visible: median {median(times):.1f}, p95 {ends[-1]:.1f} ms")
    print("The window while 100,000 nodes are laid out")
    ticks = gaps(large)
    print(f"    {sum(ticks) / 1000:.1f} s; between ticks: p99 {share(ticks, 0.99):.0f}, ", end="")
    print(f"longest {max(ticks):.0f} ms")
    print("Frames with 100,000 nodes")
    p99 = frames(large, image)
    of_graph, of_scene = memory(large)
    frame = whole(opened(large), image)
    their_frame, their_size = graphics_view()
    print(f"Memory: graph {of_graph:.0f} MB, scene {of_scene:.0f} MB")
    print(f"QGraphicsView: frame {their_frame:.0f} ms, items {their_size:.0f} MB")
    print("targets")
    print(f"  frame, 100k nodes, p99           {p99:.1f} ms  (≤ 16)")
    print(f"  memory of the picture            {of_graph + of_scene:.0f} MB  (≤ 60)")
    print(f"  QGraphicsView ÷ ours, whole      {their_frame / frame:.0f}  (≥ 50)")
    with_graph = (their_size + of_graph) / (of_scene + of_graph)
    print(f"  QGraphicsView ÷ ours, memory     {their_size / of_scene:.0f}  (≥ 15)", end="")
    print(f", both with the graph {with_graph:.0f}")
    print(f"  one container, 100k, p95         {ends[-1]:.1f} ms  (≤ 16)")
    print(f"  one container, 100k ÷ 1k         {ends[-1] / ends[0]:.2f}  (1)")
    print(f"  first picture ÷ reading          {showing / reading:.2f}  (≤ 3)")
    print(f"  longest wait of the window       {max(ticks):.0f} ms  (≤ 16)")
    del application


if __name__ == "__main__":
    main()
