"""The user's text as a running module."""

import linecache
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from inspector.engine.script.construction import Construction
from inspector.engine.script.marks import MARK, Marks, compile_marked
from inspector.engine.script.package import package_of
from inspector.engine.script.reading import Assignments

UNSAVED = "<model>"
"""The file name of a text that was never saved."""

MODULE_NAME = "__model__"
"""``__name__`` of the text, so that what stands under ``if __name__ == "__main__"`` rests."""


class Script:
    """A text compiled and, after `run`, executed; `names` is what it defined."""

    def __init__(self, text: str, file: str = "") -> None:
        self.text = text
        self.file = file or UNSAVED
        self.marks = Marks()
        self.construction = Construction()
        self._code = compile_marked(text, self.file)
        self._module = types.ModuleType(MODULE_NAME)
        self._module.__file__ = self.file
        self._module.__package__ = package_of(file).name if file else ""
        self.names = vars(self._module)
        self.names[MARK] = self.marks
        lines = text.splitlines(keepends=True)
        linecache.cache[self.file] = (len(text), None, lines, self.file)

    @cached_property
    def assignments(self) -> Assignments:
        """Where the text assigns its names and attributes."""
        return Assignments(self.text)

    def run(self) -> None:
        """Execute the text from top to bottom; what it raises goes to the caller."""
        exec(self._code, self.names)

    @contextmanager
    def alive(self) -> Iterator[None]:
        """The text is importable under its module name, and modules made are noted."""
        before = sys.modules.get(MODULE_NAME)
        sys.modules[MODULE_NAME] = self._module
        try:
            with self.construction.watched():
                yield
        finally:
            if before is not None:
                sys.modules[MODULE_NAME] = before
            else:
                del sys.modules[MODULE_NAME]
