"""Comments go with the code that they are about."""

import pytest

from inspector.edits.cargo import ItemSpot, StepSpot
from inspector.edits.compose import Move, Remove
from inspector.edits.edit import Edit
from inspector.edits.unwrap import Unwrap
from inspector.edits.wrap_several import WrapSeveral
from tests.edits.editing import after, at, changed_lines

CHAIN = """from torch import nn

model = nn.Sequential(
    nn.Flatten(),
    nn.Sequential(
        # widen
        nn.Linear(3, 8),  # first
        nn.ReLU(),
        # narrow
        nn.Linear(8, 2),
    ),  # block
    nn.Dropout(),
)
"""
NET = """import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.conv = nn.Conv2d(3, width, 3)  # first
        self.norm = nn.BatchNorm2d(width)  # second

    def forward(self, X):
        return self.norm(self.conv(X))


head = nn.Sequential(
    nn.Flatten(),
)
"""


def place(text: str, start: str, end: str) -> str:
    first = text.index(start)
    return text[first : text.index(end, first) + len(end)]


def test_what_leaves_a_container_takes_its_comments_along() -> None:
    inner = at(CHAIN, place(CHAIN, "nn.Sequential(\n        #", "\n    )"))
    assert (
        after(CHAIN, Unwrap(inner))
        == """from torch import nn

model = nn.Sequential(
    nn.Flatten(),
    # widen
    nn.Linear(3, 8),  # first
    nn.ReLU(),
    # narrow
    nn.Linear(8, 2),  # block
    nn.Dropout(),
)
"""
    )


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (
            WrapSeveral(
                (at(NET, "nn.Conv2d(3, width, 3)"), at(NET, "nn.BatchNorm2d(width)")),
                "Sequential",
            ),
            [
                "-        self.conv = nn.Conv2d(3, width, 3)  # first",
                "-        self.norm = nn.BatchNorm2d(width)  # second",
                "+        # second",
                "+        self.conv = nn.Sequential(nn.Conv2d(3, width, 3), nn.BatchNorm2d(width))"
                "  # first",
                "-        return self.norm(self.conv(X))",
                "+        return self.conv(X)",
            ],
        ),
        (
            Move(
                at(NET, "nn.BatchNorm2d(width)"),
                ItemSpot(at(NET, place(NET, "nn.Sequential(", "\n)")), 1),
                "norm",
            ),
            [
                "-        self.norm = nn.BatchNorm2d(width)  # second",
                "-        return self.norm(self.conv(X))",
                "+        return self.conv(X)",
                "+    nn.BatchNorm2d(width),  # second",
            ],
        ),
        (
            Remove(at(NET, "nn.BatchNorm2d(width)"), "norm"),
            [
                "-        self.norm = nn.BatchNorm2d(width)  # second",
                "-        return self.norm(self.conv(X))",
                "+        return self.conv(X)",
            ],
        ),
    ],
)
def test_a_comment_goes_where_its_code_goes_and_away_with_it(edit: Edit, lines: list[str]) -> None:
    assert changed_lines(NET, after(NET, edit)) == lines


def test_a_sign_within_a_string_is_no_comment() -> None:
    text = NET.replace("# second", "").replace("width=8", "width=8, color='#fff'")
    spot = StepSpot(at(text, "self.norm(self.conv(X))"), after=True)
    moved = after(text, Move(at(text, "nn.Conv2d(3, width, 3)"), spot, "conv"))
    assert moved.count("#fff") == 1
    assert moved.count("# first") == 1
