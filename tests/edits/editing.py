"""Applying edits to texts, and finding places in texts by what stands there."""

from difflib import unified_diff

from inspector.edits.edit import Edit
from inspector.outline.put import put
from inspector.outline.read import get
from inspector.resource_files import resource
from inspector.source.lines import Lines
from inspector.source.span import Span

EMPTY = """\
import torch
from torch import nn

model = nn.Sequential()

X = torch.rand(2, 20)
"""


def example(name: str) -> str:
    """The text of a shipped example."""
    return resource("examples", f"{name}.py").read_text(encoding="utf-8")


def at(text: str, piece: str, which: int = 0) -> Span:
    """The place of a piece of text; `which` counts from 0 if it occurs more than once."""
    start = -1
    for _ in range(which + 1):
        start = text.index(piece, start + 1)
    return Lines(text).span(start, start + len(piece))


def after(text: str, edit: Edit) -> str:
    """The text after an edit. The outline of it is the one that the edit meant."""
    outline = get(text)
    return put(text, outline, edit.apply(outline))


def changed_lines(before: str, now: str) -> list[str]:
    """The lines that only one of two texts has, marked with - and +."""
    lines = list(unified_diff(before.splitlines(), now.splitlines(), n=0, lineterm=""))[2:]
    return [line for line in lines if not line.startswith("@@")]


def class_of(text: str, name: str) -> str:
    """The text of one class."""
    start = text.index(f"class {name}")
    end = text.find("\n\n\n", start)
    return text[start : end if end >= 0 else len(text)].rstrip() + "\n"
