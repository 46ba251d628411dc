"""The templates: real files with a model each, to begin with or to take parts from."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from inspector.edits.cargo import Cargo, module
from inspector.outline.classes import module_classes
from inspector.outline.document import model_assignment
from inspector.outline.expressions import text_of
from inspector.outline.nodes import Call
from inspector.outline.read import get
from inspector.resource_files import resource
from inspector.source.lines import Lines

OF_THE_CHAPTER = ("mlp", "my_sequential", "nest_mlp", "fixed_hidden_mlp")
"""Examples whose classes are worth taking as they are."""


@dataclass(frozen=True)
class Template:
    """One file: what its model is called, what it is, and the code of all that it needs."""

    path: Path
    title: str
    summary: str
    constructor: str
    definitions: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.path.stem

    def cargo(self) -> Cargo:
        """The model of the file with its classes, to be put into another file."""
        return module(self.title, self.constructor, *self.definitions)


@cache
def templates() -> tuple[Template, ...]:
    """Those of the chapter first, then the others from the smaller to the larger."""
    chapter = [_read(resource("examples", f"{name}.py")) for name in OF_THE_CHAPTER]
    others = [_read(path) for path in sorted(resource("templates").glob("*.py"))]
    return (*chapter, *sorted(others, key=lambda each: sum(map(len, each.definitions))))


def _read(path: Path) -> Template:
    text = path.read_text(encoding="utf-8")
    outline, lines = get(text), Lines(text)
    made = model_assignment(outline)
    assert made is not None, path
    assert isinstance(made.value, Call), path
    definitions = tuple(
        f"{lines.slice(each.span)}\n" for each in module_classes(outline) if each.span is not None
    )
    summary = text.partition("\n")[0].strip('"')
    return Template(path, made.value.name, summary, text_of(made.value), definitions)
