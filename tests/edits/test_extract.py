import pytest

from inspector.edits.edit import EditError
from inspector.edits.extract import ExtractClass
from tests.edits.editing import after, at, class_of, example

CHAIN = "nn.Sequential(nn.LazyLinear(256), nn.ReLU(), nn.LazyLinear(10))"
IN_A_CLASS = """\
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, width, depth=2):
        super().__init__()
        self.width = width
        self.body = nn.Sequential(
            nn.Linear(20, width),  # in
            *[nn.Linear(width, self.width) for _ in range(depth)],
        )

    def forward(self, X):
        return self.body(X)


model = Net(8)
"""
BODY = """\
nn.Sequential(
            nn.Linear(20, width),  # in
            *[nn.Linear(width, self.width) for _ in range(depth)],
        )"""


def test_a_chain_becomes_a_class_before_the_model() -> None:
    net = example("net")
    text = after(net, ExtractClass(at(net, CHAIN), "MLP"))
    assert class_of(text, "MLP") == (
        "class MLP(nn.Sequential):\n"
        "    def __init__(self):\n"
        "        super().__init__(nn.LazyLinear(256), nn.ReLU(), nn.LazyLinear(10))\n"
    )
    assert "net = MLP()\n" in text


def test_what_the_chain_reads_from_around_it_becomes_arguments_and_comments_stay() -> None:
    text = after(IN_A_CLASS.replace("self.width)", "width)"), ExtractClass(_body(), "Body"))
    assert class_of(text, "Body") == (
        "class Body(nn.Sequential):\n"
        "    def __init__(self, width, depth):\n"
        "        super().__init__(\n"
        "            nn.Linear(20, width),  # in\n"
        "            *[nn.Linear(width, width) for _ in range(depth)],\n"
        "        )\n"
    )
    assert "        self.body = Body(width, depth)\n" in text


def _body() -> "object":
    text = IN_A_CLASS.replace("self.width)", "width)")
    return at(text, BODY.replace("self.width)", "width)"))


def test_an_attribute_becomes_an_argument_of_its_own_name() -> None:
    text = "from torch import nn\nclass A(nn.Module):\n    def __init__(self):\n"
    text += (
        "        super().__init__()\n        self.d = 4\n        self.a = nn.Linear(self.d, 2)\n"
    )
    changed = after(text, ExtractClass(at(text, "nn.Linear(self.d, 2)"), "Head"))
    assert "    def __init__(self, d):\n        super().__init__(d, 2)\n" in changed
    assert "self.a = Head(self.d)" in changed


def test_a_name_that_is_both_local_and_an_attribute_is_refused() -> None:
    with pytest.raises(EditError, match=r"reads both width and self\.width"):
        after(IN_A_CLASS, ExtractClass(at(IN_A_CLASS, BODY), "Body"))


def test_a_class_chosen_while_running_is_refused() -> None:
    text = "from torch import nn\ndef make(norm):\n    return nn.Sequential(norm(8))\n"
    with pytest.raises(EditError, match="norm is chosen while the code runs"):
        after(text, ExtractClass(at(text, "norm(8)"), "Norm"))


@pytest.mark.parametrize(("name", "reason"), [("net", "already"), ("1st", "no name"), ("", "need")])
def test_a_name_that_cannot_be_is_refused(name: str, reason: str) -> None:
    net = example("net")
    with pytest.raises(EditError, match=reason):
        after(net, ExtractClass(at(net, CHAIN), name))


def test_a_new_class_stands_behind_the_import_of_its_base() -> None:
    text = """\
try:
    import numpy
except ImportError:
    numpy = None
from torch import nn

model = nn.Sequential(nn.Linear(8, 8))
"""
    changed = after(text, ExtractClass(at(text, "nn.Linear(8, 8)"), "Layer"))
    assert "from torch import nn\n\n\nclass Layer(nn.Linear):\n" in changed


def test_a_long_constructor_of_a_new_class_has_a_line_for_each_argument() -> None:
    names = [f"channels_of_part_{n}" for n in range(4)]
    text = (
        "from torch import nn\n\n\nclass A(nn.Module):\n"
        f"    def __init__(self, {', '.join(f'{each}: int' for each in names)}) -> None:\n"
        "        super().__init__()\n"
        f"        self.a = nn.Part({', '.join(names)})\n"
    )
    made = f"nn.Part({', '.join(names)})"
    changed = after(text, ExtractClass(at(text, made), "Named"))
    assert class_of(changed, "Named").startswith(
        "class Named(nn.Part):\n"
        "    def __init__(\n"
        "        self,\n"
        "        channels_of_part_0: int,\n"
        "        channels_of_part_1: int,\n"
        "        channels_of_part_2: int,\n"
        "        channels_of_part_3: int,\n"
        "    ) -> None:\n"
    )
