"""A skip connection drawn with a real pointer on a real X screen, and answered by a key."""

from pathlib import Path

import pytest

from tests.journeys.hand import Application

CHAIN = """\
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.top = nn.Linear(8, 8)
        self.middle = nn.Linear(8, 8)
        self.head = nn.LazyLinear(2)

    def forward(self, x):
        x = self.top(x)
        x = self.middle(x)
        return self.head(x)


model = Net()
X = torch.rand(4, 8)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "net.py"
    path.write_text(CHAIN)
    return path


def test_an_edge_is_drawn_joined_by_a_key_and_taken_back(
    application: Application, file: Path
) -> None:
    told = application.wait(
        lambda told: told["current"] and "/head" in told["ports"], "the model runs and is drawn"
    )
    start, end = told["ports"]["/top"]["handle"], told["ports"]["/head"]["socket"]
    application.drag(tuple(start), tuple(end), shot="wire")
    application.shot("wire-menu")
    application.key("c")  # Concatenate
    told = application.wait(
        lambda told: told["current"] and "torch.cat((x, top), dim=-1)" in told["text"],
        "both flow into the head",
    )
    assert told["rows"]["/head"]["output"] == "4 × 2"
    assert told["problems"] == []
    application.shot("wired")

    application.key("ctrl+z")
    application.wait(lambda told: told["text"] == CHAIN, "undo takes the edge away")
    application.key("ctrl+s")
    application.wait(lambda told: not told["modified"], "the file is as it was")
    assert file.read_text() == CHAIN
