import pytest

from inspector.edits.cargo import ItemSpot
from inspector.edits.edit import EditError
from inspector.edits.share import Share, Unshare
from tests.edits.editing import after, at, changed_lines, example

CHAIN = """\
from torch import nn

model = nn.Sequential(nn.Linear(8, 8), nn.ReLU())
"""
WHOLE = "nn.Sequential(nn.Linear(8, 8), nn.ReLU())"


def test_an_item_used_again_gets_a_name_before_the_model() -> None:
    text = after(CHAIN, Share(at(CHAIN, "nn.Linear(8, 8)"), ItemSpot(at(CHAIN, WHOLE), 2), "0"))
    assert text == (
        "from torch import nn\n\nlinear = nn.Linear(8, 8)\n"
        "model = nn.Sequential(linear, nn.ReLU(), linear)\n"
    )


def test_what_has_a_name_already_is_used_by_it() -> None:
    text = "from torch import nn\nlinear = nn.Linear(8, 8)\nmodel = nn.Sequential(linear, linear)\n"
    spot = ItemSpot(at(text, "nn.Sequential(linear, linear)"), 0)
    changed = after(text, Share(at(text, "linear", 2), spot, "1"))
    assert "model = nn.Sequential(linear, linear, linear)\n" in changed


def test_the_name_is_one_that_the_file_does_not_use() -> None:
    text = CHAIN.replace("model", "linear")
    changed = after(text, Share(at(text, "nn.Linear(8, 8)"), ItemSpot(at(text, WHOLE), 0), "0"))
    assert "linear2 = nn.Linear(8, 8)\n" in changed


def test_unsharing_gives_this_use_a_module_of_its_own() -> None:
    spot = ItemSpot(at(CHAIN, WHOLE), 2)
    shared = after(CHAIN, Share(at(CHAIN, "nn.Linear(8, 8)"), spot, "0"))
    own = after(shared, Unshare(at(shared, "linear", 2), "2"))
    assert "model = nn.Sequential(linear, nn.ReLU(), nn.Linear(8, 8))\n" in own


def test_unsharing_a_call_of_a_member_makes_a_second_member() -> None:
    fixed = example("fixed_hidden_mlp")
    text = after(fixed, Unshare(at(fixed, "self.linear(X)", 1), "linear"))
    assert changed_lines(fixed, text) == [
        "+        self.linear2 = nn.LazyLinear(20)",
        "-        X = self.linear(X)",
        "+        X = self.linear2(X)",
    ]


def test_modules_of_different_blocks_cannot_be_one() -> None:
    text = (
        "from torch import nn\nclass A(nn.Module):\n    def __init__(self):\n"
        "        super().__init__()\n        self.net = nn.Sequential(nn.ReLU())\n"
        "model = nn.Sequential(nn.Tanh())\n"
    )
    spot = ItemSpot(at(text, "nn.Sequential(nn.ReLU())"), 0)
    with pytest.raises(EditError, match="in the same block"):
        after(text, Share(at(text, "nn.Tanh()"), spot, "0"))


def test_what_is_used_once_or_made_elsewhere_is_refused() -> None:
    with pytest.raises(EditError, match="not a place where"):
        after(CHAIN, Unshare(at(CHAIN, "nn.ReLU()"), "1"))
    text = "from torch import nn\nfrom parts import head\nmodel = nn.Sequential(head)\n"
    with pytest.raises(EditError, match="Where head is made was not found"):
        after(text, Unshare(at(text, "head", 1), "0"))
