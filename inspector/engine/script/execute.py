"""The user's text as a running module."""

import importlib
import linecache
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from inspector.engine.script.construction import Construction
from inspector.engine.script.importing import TextFinder
from inspector.engine.script.marks import MARK, Marks, compile_marked
from inspector.engine.script.package import module_name_of, package_of
from inspector.engine.script.reading import Assignments

UNSAVED = "<model>"
"""The file name of a text that was never saved."""

MODULE_NAME = "__model__"
"""``__name__`` of a text by itself: what stands under ``if __name__ == "__main__"`` rests."""


class Script:
    """A text compiled and, after `run`, executed; `names` is what it defined."""

    def __init__(self, text: str, file: str = "") -> None:
        self.text = text
        self.file = file or UNSAVED
        self.marks = Marks()
        self.construction = Construction()
        self._code = compile_marked(text, self.file)
        name = module_name_of(file) if file else ""
        self._is_imported = bool(name) and name not in sys.modules
        self._module = types.ModuleType(name if self._is_imported else MODULE_NAME)
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
        """Execute the text from top to bottom, once; what it raises goes to the caller.

        A text in a package runs as its package imports it, which may be while the package itself
        is imported. Where that fails before it comes to the text, the text runs nevertheless: its
        own import fails at the place to be told, or it needs none.
        """
        if self._is_imported and self._is_run_by_import():
            return
        sys.modules[self._module.__name__] = self._module
        exec(self._code, self.names)

    def _is_run_by_import(self) -> bool:
        """Import the text; False if its package failed before it came to it."""
        with TextFinder(self._module, self._code) as finder:
            try:
                importlib.import_module(self._module.__name__)
            except Exception:
                if finder.has_begun and not finder.has_ended:
                    raise
        return finder.has_begun

    @contextmanager
    def alive(self) -> Iterator[None]:
        """The text is importable under its module name, and modules made are noted."""
        name = self._module.__name__
        before = sys.modules.get(name)
        try:
            with self.construction.watched():
                yield
        finally:
            sys.modules.pop(name, None)
            if before is not None:
                sys.modules[name] = before
