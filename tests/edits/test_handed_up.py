"""Edits of the children that a class hands to the constructor of Sequential."""

import pytest

from inspector.edits.cargo import ItemSpot, module
from inspector.edits.compose import Duplicate, Insert, Move, Remove
from inspector.edits.edit import Edit
from inspector.edits.extract import ExtractItems
from inspector.source.span import Span
from tests.edits.editing import after, at, changed_lines, class_of

CALL = """\
from torch import nn


class Head(nn.Sequential):
    def __init__(self, width):
        super().__init__(
            nn.Linear(8, width),  # in
            nn.ReLU(),
            nn.Linear(width, 2),
        )


model = Head(4)
"""
LIST = """\
from torch import nn


class Head(nn.Sequential):
    def __init__(self, width):
        layers = [
            nn.Linear(8, width),  # in
            nn.ReLU(),
            nn.Linear(width, 2),
        ]
        super().__init__(*layers)
        self.width = width


model = Head(4)
"""
both = pytest.mark.parametrize("text", [CALL, LIST], ids=["in the call", "in a list"])


def holder(text: str) -> Span:
    """The place of the call or list that holds the children."""
    opening, closing = ("super().__init__(", "        )") if text is CALL else ("[", "        ]")
    start = at(text, opening)
    stop = at(text, closing)
    return Span(start.line, start.column, stop.end_line, stop.end_column)


def change(text: str, edit: Edit) -> list[str]:
    """The lines that an edit takes and gives."""
    return [line[0] + line[1:].strip() for line in changed_lines(text, after(text, edit))]


@both
def test_a_child_is_removed_and_duplicated_within_its_own_line(text: str) -> None:
    relu = at(text, "nn.ReLU()")
    assert change(text, Remove(relu, "1")) == ["-nn.ReLU(),"]
    assert change(text, Duplicate(relu, "1")) == ["+nn.ReLU(),"]


@both
def test_a_new_child_is_put_among_the_others(text: str) -> None:
    edit = Insert(module("Tanh", "nn.Tanh()"), ItemSpot(holder(text), 2))
    assert change(text, edit) == ["+nn.Tanh(),"]


@both
def test_a_child_moves_within_the_class_with_its_comment(text: str) -> None:
    edit = Move(at(text, "nn.Linear(8, width)"), ItemSpot(holder(text), 3), "0")
    lines = [line.strip() for line in after(text, edit).splitlines()]
    first = lines.index("nn.ReLU(),")
    assert lines[first : first + 3] == [
        "nn.ReLU(),", "nn.Linear(width, 2),", "nn.Linear(8, width),  # in",
    ]  # fmt: skip


@both
def test_neighbors_become_a_class_with_the_arguments_they_read(text: str) -> None:
    sites = at(text, "nn.ReLU()"), at(text, "nn.Linear(width, 2)")
    now = after(text, ExtractItems(sites, "Out"))
    assert class_of(now, "Out") == (
        "class Out(nn.Sequential):\n"
        "    def __init__(self, width):\n"
        "        super().__init__(nn.ReLU(), nn.Linear(width, 2))\n"
    )
    assert "            nn.Linear(8, width),  # in\n            Out(width),\n" in now


def test_a_child_moves_out_into_what_holds_the_class() -> None:
    text = CALL.replace("model = Head(4)", "model = nn.Sequential(Head(4), nn.Tanh())")
    outer = at(text, "nn.Sequential(Head(4), nn.Tanh())")
    assert change(text, Move(at(text, "nn.ReLU()"), ItemSpot(outer, 2), "1")) == [
        "-nn.ReLU(),",
        "-model = nn.Sequential(Head(4), nn.Tanh())",
        "+model = nn.Sequential(Head(4), nn.Tanh(), nn.ReLU())",
    ]
