"""What is dropped on a line of the picture goes into this line."""

import pytest
from PySide6.QtCore import QPointF

from tests.app.conftest import Hand
from tests.edits.editing import changed_lines

BLOCK = """import torch
from torch import nn


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(8)
        self.attention = nn.MultiheadAttention(8, 2)
        self.feed = nn.Linear(8, 8)

    def forward(self, X):
        Y = self.norm(X)
        attended, _ = self.attention(Y, Y, Y)
        X = X + attended
        return X + self.feed(X)


model = Block()
X = torch.rand(2, 5, 8)
"""


def middle_of_line(hand: Hand, source: str, target: str) -> QPointF:
    """A position of the canvas on a line, well away from its ends."""
    scene = hand.contents.canvas.scene
    assert scene is not None
    titles = [node.title for node in scene.graph.nodes]
    for edge, (start, end) in enumerate(scene.graph.ends):
        if (titles[start], titles[end]) == (source, target):
            return hand.contents.canvas.to_view(scene.path(edge).pointAtPercent(0.5))
    raise AssertionError(f"no line leads from {source} to {target}: {titles}")


@pytest.mark.parametrize(
    ("source", "target", "lines"),
    [
        ("X", "+", ["-        X = X + attended", "+        X = self.dropout(X) + attended"]),
        (
            "+",
            "+",
            [
                "-        return X + self.feed(X)",
                "+        return self.dropout(X) + self.feed(X)",
            ],
        ),
        (
            "+",
            "feed",
            [
                "-        return X + self.feed(X)",
                "+        return X + self.feed(self.dropout(X))",
            ],
        ),
        (
            "feed",
            "+",
            [
                "-        return X + self.feed(X)",
                "+        return X + self.dropout(self.feed(X))",
            ],
        ),
        ("attention", "+", ["+        attended = self.dropout(attended)"]),
    ],
)
def test_a_drop_on_a_line_changes_what_flows_along_this_line_alone(
    hand: Hand, source: str, target: str, lines: list[str]
) -> None:
    hand.open(BLOCK)
    hand.contents.canvas.fit()
    hand.drag_to_canvas("Dropout", middle_of_line(hand, source, target), "module")
    assert changed_lines(BLOCK, hand.text) == ["+        self.dropout = nn.Dropout()", *lines]
