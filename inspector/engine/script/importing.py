"""The text in the place of its file, for whoever imports that."""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Self


class TextFinder(MetaPathFinder, Loader):
    """Finds one module, which is made of a compiled text instead of what lies on the disk."""

    def __init__(self, module: ModuleType, code: CodeType) -> None:
        self._module = module
        self._code = code
        self.has_begun = self.has_ended = False
        """Whether the text has run, and to its end."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._module.__name__:
            return None
        file = Path(self._code.co_filename)
        is_package = file.name == "__init__.py"
        spec = spec_from_loader(fullname, self, origin=str(file), is_package=is_package)
        if spec is not None and is_package:
            spec.submodule_search_locations = [str(file.parent)]
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return self._module

    def exec_module(self, module: ModuleType) -> None:
        self.has_begun = True
        exec(self._code, vars(module))
        self.has_ended = True

    def __enter__(self) -> Self:
        sys.meta_path.insert(0, self)
        return self

    def __exit__(self, *error: object) -> None:
        sys.meta_path.remove(self)
