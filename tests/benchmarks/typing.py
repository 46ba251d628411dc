"""How long the window is deaf while a file is edited, beside a frame of 16 ms.

Run: python -m tests.benchmarks.typing [FILE…]

The whole window with its real engine process. Of each gesture: the longest turn of the event loop
until everything has followed, which is how long a key or the mouse may have to wait, and all turns
together. The text is made of the templates again and again, 1,000 lines and 10,000, or of the
files given.
"""

import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from inspector.app.collector import collect_seldom
from inspector.app.filling import Filling, fill
from inspector.app.settings import Settings
from inspector.app.window import Window
from inspector.edits.arguments import SetArgument
from inspector.look.theme import LIGHT
from inspector.outline.nodes import Class, Function
from inspector.outline.read import get
from inspector.report.place import Place
from inspector.resource_files import resource
from inspector.session.components import search
from inspector.session.engine_source import engine_source
from inspector.session.state import Document
from inspector.source.lines import Lines
from inspector.source.span import Span

FRAME = 16
LINES = 1_000, 10_000
QUIET = 1.6
"""Seconds after which whatever follows a gesture has come, such as the run of the model."""
MODEL = """
model = nn.Sequential(
    nn.Linear(20, 30),
    nn.ReLU(),
    nn.Linear(30, 10),
)
X = torch.rand(2, 20)
"""


def text_of_templates(wanted: int) -> str:
    """The classes and functions of all templates, again and again under other names."""
    imports = "import math\n\nimport torch\nimport torch.nn.functional as F\nfrom torch import nn\n"
    text, copy = imports, 0
    templates = [each.read_text(encoding="utf-8") for each in resource("templates").glob("*.py")]
    files = sorted(each for each in templates if "class " in each)
    while text.count("\n") < wanted:
        file = files[copy % len(files)]
        parts = [each for each in get(file).body if isinstance(each, Class | Function)]
        lines = Lines(file)
        code = "\n\n\n".join(lines.slice(each.span) for each in parts if each.span)
        names = "|".join(each.name for each in parts)
        text += "\n\n" + re.sub(rf"\b({names})\b", rf"\g<1>{copy}", code) + "\n"
        copy += 1
    return text + MODEL


def text_of_files(paths: Iterable[str]) -> str:
    """Files one after the other."""
    texts = (Path(path).read_text(encoding="utf-8") for path in paths)
    return "\n".join((*texts, MODEL))


class Turns:
    """The time of each turn of the event loop."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    def of(self, gestures: Iterable[Callable[[], object]], seconds: float) -> list[float]:
        """Milliseconds of the turns while gestures are made, one a turn, and followed."""
        self.taken.clear()
        for gesture in gestures:
            self._turn(gesture)
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            self._turn()
            time.sleep(0.001)
        return [each * 1000 for each in self.taken]

    def _turn(self, gesture: Callable[[], object] = lambda: None) -> None:
        start = time.perf_counter()
        gesture()
        QCoreApplication.processEvents()
        self.taken.append(time.perf_counter() - start)


class Typist:
    """Makes gestures in a window, and prints how long each held it up."""

    def __init__(self, filling: Filling) -> None:
        self.session = filling.session
        self.contents = filling.contents
        self.editor = filling.contents.code.editor
        self.turns = Turns()

    def tell(self, name: str, gesture: Callable[[], object], seconds: float = QUIET) -> None:
        """Make a gesture, and print what it took."""
        self._print(name, self.turns.of([gesture], seconds))

    def type(self, name: str, text: str) -> None:
        """Type at the caret, a key a turn, and print what the keys took."""
        keys = [partial(self._press, character) for character in text]
        self._print(name, self.turns.of(keys, 0.05))

    def rest(self, name: str) -> None:
        """Wait until all has followed, and print what that took."""
        self._print(name, self.turns.of([], QUIET))

    def _press(self, character: str) -> None:
        key = Qt.Key.Key_Return if character == "\n" else Qt.Key.Key_unknown
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
            QCoreApplication.sendEvent(self.editor, event)

    def _print(self, name: str, taken: list[float]) -> None:
        longest = max(taken)
        print(
            f"{name:34} longest turn {longest:7.1f} ms = {longest / FRAME:5.1f} frames"
            f"   together {sum(taken):7.1f} ms"
        )

    def go_to(self, line: int) -> None:
        """Put the caret at the end of a line."""
        end = self.editor.document().findBlockByNumber(line - 1).length() - 1
        self.contents.code.show_span(Span(line, end, line, end))
        self.editor.setFocus()

    def all(self, text: str) -> None:
        """Every gesture, one after the other."""
        session, rows = self.session, text.split("\n")
        self.tell("open", lambda: session.open(text, Document()), 4)
        self.go_to(next(n for n in range(len(rows) // 2, len(rows)) if "return " in rows[n - 1]))
        self.type("a new line", "\n")
        self.type("a word", "nn.Linear")
        self.type("an opening parenthesis", "(")
        self.rest("a rest after it")
        self.type("the first key after the rest", "x")
        self.type("more keys", "y, zz")
        self.rest("a rest after them")
        self.type("a line that is no Python", "\ny = = 1")
        self.rest("a rest after it")
        self.tell("undo it", self.contents.code.undo)
        self.tell("select a module", lambda: session.select(Place("1")))
        tanh = search(self.contents.palette_pane.model.sections, "Tanh")[0]
        self.tell("insert from the palette", lambda: self.contents.drops.add(tanh))
        site = next(row.site for row in session.state.rows if row.type == "Linear")
        assert site is not None
        self.tell("set an argument", lambda: session.apply(SetArgument(site, "bias", "False")))
        self.tell("undo", session.history.undo)
        self.tell("redo", session.history.redo)


def main() -> None:
    collect_seldom()
    application = QApplication([])
    settings = Settings(QSettings(tempfile.mktemp(".ini"), QSettings.Format.IniFormat))
    settings.set_welcomed()
    window = Window(LIGHT)
    source = engine_source()
    filling = fill(window, source, source.launch(), settings)
    window.resize(1440, 900)
    window.show()
    given = sys.argv[1:]
    for text in [text_of_files(given)] if given else map(text_of_templates, LINES):
        print(f"{len(text.splitlines()):,} lines; wanted: no turn longer than {FRAME} ms, a frame")
        Typist(filling).all(text)
    filling.session.history.clear()
    filling.close()
    del application


if __name__ == "__main__":
    main()
