"""The package that a file belongs to, so that its relative imports work."""

from pathlib import Path
from typing import NamedTuple


class Package(NamedTuple):
    """Where imports start, and the package's dotted name; "" for a file by itself."""

    root: str
    name: str = ""


def package_of(file: str) -> Package:
    """The package around a file: all folders above it that hold an ``__init__.py``."""
    folder = Path(file).resolve().parent
    names: list[str] = []
    while folder.name.isidentifier() and (folder / "__init__.py").is_file():
        names.append(folder.name)
        folder = folder.parent
    return Package(str(folder), ".".join(reversed(names)))


def module_name_of(file: str) -> str:
    """The dotted name by which the package around a file imports it; "" for a file by itself."""
    package, stem = package_of(file).name, Path(file).stem
    if not package or stem == "__init__":
        return package
    return f"{package}.{stem}" if stem.isidentifier() else ""
