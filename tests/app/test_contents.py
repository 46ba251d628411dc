from inspector.report.place import Place
from tests.app.conftest import Hand

CHAIN = """\
import torch
from torch import nn

model = nn.Sequential(nn.Linear(20, 8), nn.ReLU(), nn.Tanh())

X = torch.rand(2, 20)
"""


def highlighted(hand: Hand) -> list[str]:
    """The types of the nodes that are highlighted in the picture."""
    canvas = hand.contents.canvas
    assert canvas.scene is not None
    return [canvas.scene.graph.nodes[node].type for node in canvas._selection.nodes]


def test_until_the_run_the_picture_highlights_what_the_tree_selects(hand: Hand) -> None:
    hand.open(CHAIN)
    hand.session.type_text(CHAIN.replace("nn.ReLU(),", "nn.Dropout(), nn.ReLU(),"), new_burst=True)
    assert hand.row("2").type == "ReLU"
    hand.session.select(Place("2"))
    assert highlighted(hand) == ["ReLU"]
    hand.session.select(Place("1"))
    assert highlighted(hand) == []
    hand.session.select(Place("3"))
    assert highlighted(hand) == ["Tanh"]
    hand.run()
    assert highlighted(hand) == ["Tanh"]
    hand.session.select(Place("1"))
    assert highlighted(hand) == ["Dropout"]
