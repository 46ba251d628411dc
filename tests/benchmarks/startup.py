"""How soon the window is painted, beside an empty QMainWindow.

Run: python -m tests.benchmarks.startup

Both are whole processes, started in turn; the time counts from the spawn to the end of the first
paint event. Qt's platform is the one of the environment, or offscreen.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = 9

EMPTY = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: (print(time.time() - float(sys.argv[1])), application.quit()))
application = QApplication(["empty"])
window = Window()
window.resize(1440, 900)
window.show()
application.exec()
"""

OURS = """
import sys, time
from inspector.session.engine_source import engine_source
source = engine_source()
engine = source.launch()
import inspector.app.application as application
from inspector.app.opening import Opening
class Timed(Opening):
    def __init__(self, window, *rest):
        super().__init__(window, *rest)
        self.seconds = 0
        window.painted.connect(self.first)
        self._imported.connect(self.later)
    def first(self):
        self.seconds = time.time() - float(sys.argv[1])
    def later(self):
        self._window.repaint()
        print(self.seconds, time.time() - float(sys.argv[1]), "torch" in sys.modules, flush=True)
        self._window.close()
application.Opening = Timed
sys.exit(application.run(source, engine, None, False))
"""


def first_paint(code: str) -> tuple[float, list[str]]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": "/nonexistent"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(
        [sys.executable, "-c", code, str(time.time())],
        capture_output=True,
        text=True,
        env=environment,
        cwd=ROOT,
    )
    seconds, *rest = done.stdout.split()
    return float(seconds), rest


def main() -> None:
    first_paint(EMPTY), first_paint(OURS)
    empty, ours, filled, torch = [], [], [], set()
    for _ in range(RUNS):
        empty.append(first_paint(EMPTY)[0])
        seconds, (whole, loaded) = first_paint(OURS)
        ours.append(seconds)
        filled.append(float(whole))
        torch.add(loaded)
    plain, full = statistics.median(empty), statistics.median(ours)
    print(f"empty QMainWindow painted   {plain * 1000:6.0f} ms   (median of {RUNS})")
    print(f"our window painted          {full * 1000:6.0f} ms")
    print(f"ratio                       {full / plain:6.2f}      (wanted: at most 2.0)")
    print(f"all panes painted           {statistics.median(filled) * 1000:6.0f} ms")
    print(f"torch in the window         {'yes' if 'True' in torch else 'no'}")


if __name__ == "__main__":
    main()
