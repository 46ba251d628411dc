"""Comments go with the code that they are about."""

from dataclasses import replace

import pytest

from inspector.edits.cargo import ItemSpot, StepSpot
from inspector.edits.compose import Move, Remove
from inspector.edits.edit import Edit
from inspector.edits.several import MoveSeveral
from inspector.edits.unwrap import Unwrap
from inspector.edits.wrap_several import WrapSeveral
from inspector.outline.nodes import Class, Outline
from inspector.outline.put import put
from inspector.outline.read import get
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
                "+        self.conv = nn.Sequential(",
                "+            nn.Conv2d(3, width, 3),",
                "+            nn.BatchNorm2d(width),  # second",
                "+        )  # first",
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


STEPS = """from torch import nn
from torch.nn import functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        # Sees the picture.
        self.conv = nn.Conv2d(3, 8, 3)  # in

        # Both make it even,
        # one after the other.
        self.norm = nn.BatchNorm2d(8)
        self.act = nn.ReLU()

    def forward(self, x):
        # What it sees.
        x = self.conv(x)  # see

        # Then even.
        x = self.norm(x)  # even
        x = self.act(x)
        return x


# fmt: off
net = Net()
"""
CONV, NORM, ACT = (at(STEPS, f"self.{name}(x)") for name in ("conv", "norm", "act"))


@pytest.mark.parametrize(
    ("edit", "forward"),
    [
        (
            Move(CONV, StepSpot(ACT, after=True), "conv"),
            """
        # Then even.
        x = self.norm(x)  # even
        x = self.act(x)
        # What it sees.
        x = self.conv(x)  # see
        return x
""",
        ),
        (
            MoveSeveral((NORM, ACT), StepSpot(CONV, after=False), "2 steps"),
            """
        # Then even.
        x = self.norm(x)  # even
        x = self.act(x)
        # What it sees.
        x = self.conv(x)  # see

        return x
""",
        ),
        (
            Remove(NORM, "norm"),
            """
        # What it sees.
        x = self.conv(x)  # see

        # Then even.
        x = self.act(x)
        return x
""",
        ),
    ],
    ids=["one alone below its comment", "all below their comment", "one of two below it"],
)
def test_a_comment_above_steps_goes_where_all_of_them_go(edit: Edit, forward: str) -> None:
    found = after(STEPS, edit).partition("forward(self, x):")[2].partition("\n\n\n")[0]
    assert found.split() == forward.split()
    assert found.splitlines()[1:4] == forward.splitlines()[1:4]


def test_a_comment_goes_away_with_all_that_it_is_about() -> None:
    assert changed_lines(STEPS, after(STEPS, Remove(at(STEPS, "nn.Conv2d(3, 8, 3)"), "conv"))) == [
        "-        # Sees the picture.",
        "-        self.conv = nn.Conv2d(3, 8, 3)  # in",
        "-        # What it sees.",
        "-        x = self.conv(x)  # see",
        "-",
    ]


def test_a_comment_stays_above_what_takes_the_place_of_its_statement() -> None:
    text = STEPS.replace("nn.Conv2d(3, 8, 3)", "nn.Sequential(nn.Conv2d(3, 8, 3), nn.ELU())")
    chain = at(text, "nn.Sequential(nn.Conv2d(3, 8, 3), nn.ELU())")
    assert changed_lines(text, after(text, Unwrap(chain))) == [
        "-        self.conv = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ELU())  # in",
        "+        self.conv_conv = nn.Conv2d(3, 8, 3)  # in",
        "+        self.conv_elu = nn.ELU()",
        "-        x = self.conv(x)  # see",
        "+        x = self.conv_conv(x)  # see",
        "+        x = self.conv_elu(x)",
    ]


def test_comments_for_a_tool_and_those_of_the_file_stay() -> None:
    text = "# Licensed.\nimport torch\n\n# fmt: off\nWIDTH = 8\n\nDEPTH = 2\n"
    before = get(text)
    assert put(text, before, Outline(before.body[2:])) == "# Licensed.\n\n# fmt: off\n\nDEPTH = 2\n"


def test_a_body_on_the_line_of_its_header_becomes_a_block_and_leaves_the_rest() -> None:
    text = "@register  # decorated\nclass Net(nn.Module): pass  # nothing yet\n"
    before = get(text)
    owner = before.body[0]
    assert isinstance(owner, Class)
    meant = Outline((replace(owner, body=get("width = 8\nnorm = None\n").body),))
    assert put(text, before, meant) == (
        "@register  # decorated\n"
        "class Net(nn.Module):\n    width = 8\n    norm = None  # nothing yet\n"
    )
