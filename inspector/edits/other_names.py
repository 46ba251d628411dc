"""Definitions that come into a file under names that it has for something else."""

import re
from collections.abc import Mapping

from inspector.edits.habits import in_habit
from inspector.edits.items import unique
from inspector.edits.replacing import replacing
from inspector.outline.document import top_level_names
from inspector.outline.expressions import statements
from inspector.outline.nodes import Class, Function, Outline
from inspector.outline.read import get
from inspector.source.lines import Lines


def with_free_names(text: str, outline: Outline) -> str:
    """The text with other names for those of its classes and functions that a file has already.

    What the file defines in the same way keeps its name, and is meant. Raises OutlineError if the
    text is no Python.
    """
    taken = top_level_names(outline)
    known = {each.name: each for each in outline.body if isinstance(each, Class | Function)}
    while True:  # what uses one that gets another name is then another one itself
        name = _other(text, outline, known)
        if name is None:
            return text
        new = unique(name, taken | set(re.findall(r"\w+", text)))
        text = replacing(rf"(?<![\w.]){re.escape(name)}\b", new)(text)


def _other(text: str, outline: Outline, known: Mapping[str, Class | Function]) -> str | None:
    """A definition of the text that has a name of the file and is not what the file has there."""
    lines, taken = Lines(text), top_level_names(outline)
    for each in get(text).body:
        if isinstance(each, Class | Function) and each.name in taken and each.span is not None:
            (here,) = statements(in_habit(outline, f"{lines.slice(each.span)}\n"))
            if here != known.get(each.name):
                return each.name
    return None
