"""From an edit to the new shapes on the screen, beside the plain forward pass.

Run: python -m tests.benchmarks.edit_to_shapes

The whole window with its real engine process; the time counts from ``session.apply`` to the end
of the repaint that shows the new report. The plain forward is measured in the same run.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import torch
from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtWidgets import QApplication

from inspector.app.filling import Filling, fill
from inspector.app.settings import Settings
from inspector.app.window import Window
from inspector.canvas.scene import Scene
from inspector.edits.inputs import SetInput
from inspector.engine.api import trace_file
from inspector.graph.expansion import Expansion, comfortable_level
from inspector.graph.hierarchy import hierarchy
from inspector.graph.index import Index
from inspector.graph.visible import visible
from inspector.look.theme import LIGHT
from inspector.outline.put import put
from inspector.outline.read import get
from inspector.protocol.frames import encode, read_message
from inspector.protocol.messages import Reply
from inspector.resource_files import resource
from inspector.session.engine_source import engine_source
from inspector.session.state import UNSAVED, Document

RUNS = 9
ALLOWED = 0.100
CHAPTER = ("net", "mlp", "my_sequential", "fixed_hidden_mlp", "nest_mlp", "chimera", "parallel")
LONG = (
    "import torch\nfrom torch import nn\n\nmodel = nn.Sequential(\n"
    + "    nn.Linear(8, 8),\n    nn.ReLU(),\n" * 500
    + ")\n\nX = torch.rand(2, 8)\n"
)


def open_window() -> Filling:
    settings = Settings(QSettings(tempfile.mktemp(".ini"), QSettings.Format.IniFormat))
    settings.set_welcomed()
    window = Window(LIGHT)
    source = engine_source()
    filling = fill(window, source, source.launch(), settings)
    window.show()
    return filling


def until_current(filling: Filling) -> None:
    """Work off events until the picture is of the text as it is, and paint it."""
    application = QApplication.instance()
    assert application is not None
    while not filling.session.state.is_current:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    application.processEvents()
    filling.contents.canvas.repaint()


def edit_to_shapes(filling: Filling, text: str, columns: int) -> float:
    """Median seconds from an edit of X to its shapes on the screen."""
    filling.session.open(text, Document())
    until_current(filling)
    times = []
    for run in range(RUNS):
        start = time.perf_counter()
        filling.session.apply(SetInput(f"torch.rand({run + 3}, {columns})"))
        until_current(filling)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def plain_forward(text: str) -> float:
    """Median seconds of the model's forward alone."""
    names: dict[str, object] = {}
    exec(text, names)
    model = next(each for each in reversed(names.values()) if isinstance(each, torch.nn.Module))
    model(names["X"])
    return median(lambda: model(names["X"]))


def median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def parts(text: str, filling: Filling) -> None:
    """The stages between an edit and its picture, each by itself."""
    outline = get(text)
    after = SetInput("torch.rand(3, 8)").apply(outline)
    report = trace_file(text)
    message = encode(Reply(1, report))
    index = Index(report)
    graph = visible(index, Expansion(index, comfortable_level(index)))
    rows = [
        ("parse", lambda: get.__wrapped__(text)),
        ("write the edit", lambda: put(text, outline, after)),
        ("build, forward and record", lambda: trace_file(text)),
        ("of which the plain forward", lambda: None),
        ("send", lambda: encode(Reply(1, report))),
        ("receive", lambda: read_message(_reader(message))),
        ("rows of the tree", lambda: hierarchy(outline, report, UNSAVED)),
        ("index of the picture", lambda: Index(report)),
        ("what is visible", lambda: visible(index, Expansion(index, comfortable_level(index)))),
        ("lay out", lambda: Scene(graph)),
        ("paint", filling.contents.canvas.repaint),
    ]
    for name, work in rows:
        seconds = plain_forward(text) if name.startswith("of which") else median(work)
        print(f"    {name:28} {seconds * 1000:8.1f} ms")


def _reader(data: bytes) -> Callable[[int], bytes]:
    place = [0]

    def read(count: int) -> bytes:
        piece = data[place[0] : place[0] + count]
        place[0] += count
        return piece

    return read


def main() -> None:
    application = QApplication([])
    filling = open_window()
    print(f"medians of {RUNS}; wanted: ratio at most 1")
    for name in CHAPTER:
        text = Path(resource("examples", f"{name}.py")).read_text(encoding="utf-8")
        seconds, forward = edit_to_shapes(filling, text, 20), plain_forward(text)
        ratio = seconds / (forward + ALLOWED)
        print(
            f"{name:18} edit to shapes {seconds * 1000:6.0f} ms   "
            f"plain forward {forward * 1000:7.2f} ms   ÷ (forward + 100 ms) {ratio:5.2f}"
        )
    seconds, forward = edit_to_shapes(filling, LONG, 8), plain_forward(LONG)
    print(
        f"1,000 Linear+ReLU  edit to shapes {seconds * 1000:6.0f} ms   "
        f"plain forward {forward * 1000:7.2f} ms   parts:"
    )
    parts(LONG, filling)
    filling.close()
    del application


if __name__ == "__main__":
    main()
