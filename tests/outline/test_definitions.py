import pytest

from inspector.outline.definitions import definition, name_at
from inspector.outline.read import get

TEXT = """\
from torch import nn


class Base(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm: nn.Module = nn.ReLU()


class Net(Base):
    def __init__(self):
        super().__init__()
        self.block = Block(8)

    def half(self, x):
        return self.block(self.norm(x)) / 2

    def forward(self, x):
        return self.half(x)


class Block(nn.Linear):
    pass


def build():
    return Net()


model = build()
"""


@pytest.mark.parametrize(
    ("name", "used", "defined"),
    [
        ("self.block", "return self.block", "self.block = Block(8)"),
        ("self.norm", "return self.block", "self.norm: nn.Module = nn.ReLU()"),
        ("self.half", "return self.half", "def half(self, x):"),
        ("self.block.weight", "return self.block", "self.block = Block(8)"),
        ("Block", "self.block = Block", "class Block(nn.Linear):"),
        ("build", "model =", "def build():"),
        ("nn.Linear", "class Block", "from torch import nn"),
        ("Net.half", "model =", "def half(self, x):"),
        ("self.missing", "return self.block", ""),
        ("torch", "model =", ""),
    ],
)
def test_a_name_leads_to_where_it_is_defined(name: str, used: str, defined: str) -> None:
    lines = TEXT.splitlines()
    at = next(i for i, line in enumerate(lines, 1) if used in line)
    found = definition(get(TEXT), name, at)
    assert (lines[found.line - 1].strip() if found is not None else "") == defined


def test_the_name_at_a_column_ends_with_the_part_that_is_pointed_at() -> None:
    line = "x = self.block.conv(x)"
    assert name_at(line, line.index("conv") + 1) == "self.block.conv"
    assert name_at(line, line.index("block")) == "self.block"
    assert name_at(line, line.index("(")) == "self.block.conv"
    assert name_at(line, 2) == ""
