"""Where a class that inherits its forward from Sequential has its children."""

import pytest

from inspector.outline.classes import classes
from inspector.outline.expressions import text_of
from inspector.outline.handed import handed_up
from inspector.outline.read import get


def held(body: str, base: str = "nn.Sequential", more: str = "") -> str | None:
    """What holds the children of a class with such a constructor, as text."""
    lines = "".join(f"        {line}\n" for line in body.splitlines())
    outline = get(f"class Head({base}):\n    def __init__(self, width):\n{lines}{more}")
    found = handed_up(outline, classes(outline)["Head"])
    return text_of(found) if found is not None else None


def test_children_are_in_the_call_of_the_base() -> None:
    made = "super().__init__(nn.Linear(8, width), nn.ReLU())"
    assert held(made) == made
    old = "super(Head, self).__init__(nn.ReLU())"
    assert held(f"self.width = width\n{old}\nself.scale = nn.Parameter(width)") == old


def test_children_are_in_the_list_that_is_handed_to_the_base() -> None:
    made = "[nn.Linear(8, width), nn.ReLU()]"
    assert held(f"layers = {made}\nsuper().__init__(*layers)") == made


@pytest.mark.parametrize(
    "body",
    [
        "self.width = width",
        "layers = []\nlayers.append(nn.ReLU())\nsuper().__init__(*layers)",
        "layers = [nn.ReLU()]\nprint(layers)\nsuper().__init__(*layers)",
        "super().__init__(nn.ReLU(), *made(width))",
        "super().__init__(*made(width))",
        "super().__init__(nn.ReLU())\nself.append(nn.Tanh())",
        "super().__init__(nn.ReLU())\nself.out = nn.Linear(8, width)",
    ],
)
def test_children_that_are_also_made_elsewhere_are_not_claimed(body: str) -> None:
    assert held(body) is None


def test_another_base_or_a_forward_of_its_own_leaves_the_children_to_it() -> None:
    made = "super().__init__(nn.ReLU())"
    assert held(made, base="nn.ModuleList") is None
    assert held(made, more="\n    def forward(self, x):\n        return self[0](x)\n") is None


def test_a_class_inherits_what_its_parent_hands_up() -> None:
    text = """\
class Head(nn.Sequential):
    def __init__(self):
        super().__init__(nn.ReLU())


class Leaf(Head):
    pass


class Other(Head):
    def __init__(self):
        super().__init__()
"""
    outline = get(text)
    known = classes(outline)
    assert handed_up(outline, known["Leaf"]) is handed_up(outline, known["Head"])
    assert handed_up(outline, known["Other"]) is None
