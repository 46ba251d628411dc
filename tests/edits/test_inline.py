import pytest

from inspector.edits.edit import EditError
from inspector.edits.extract import ExtractClass
from inspector.edits.inline import InlineClass
from tests.edits.editing import after, at, example

CHAIN = "nn.Sequential(nn.LazyLinear(256), nn.ReLU(), nn.LazyLinear(10))"


def test_inlining_an_extracted_class_gives_back_the_first_text() -> None:
    net = example("net")
    text = after(net, ExtractClass(at(net, CHAIN), "MLP"))
    assert after(text, InlineClass(at(text, "MLP()", 0))).split() == net.split()


def test_a_class_with_a_chain_becomes_a_sequential_that_keeps_the_names() -> None:
    mlp = example("mlp")
    text = after(mlp, InlineClass(at(mlp, "MLP()")))
    assert "class MLP" not in text
    assert "from collections import OrderedDict\n" in text
    start = text.index("net = ")
    assert "".join(text[start:].split()).startswith(
        'net=nn.Sequential(OrderedDict([("hidden",nn.LazyLinear(256)),("relu",nn.ReLU()),'
        '("out",nn.LazyLinear(10))'
    )


def test_arguments_and_defaults_take_the_place_of_parameters() -> None:
    text = (
        "from torch import nn\n"
        "class Block(nn.Sequential):\n"
        "    def __init__(self, width, out=3):\n"
        "        super().__init__(nn.Linear(width, width), nn.Linear(width, out))\n"
        "model = nn.Sequential(Block(2 + 2), Block(8, out=1))\n"
    )
    changed = after(text, InlineClass(at(text, "Block(2 + 2)")))
    assert "nn.Sequential(nn.Linear(2 + 2, 2 + 2), nn.Linear(2 + 2, 3))" in changed
    assert "class Block" in changed
    again = after(changed, InlineClass(at(changed, "Block(8, out=1)")))
    assert "nn.Sequential(nn.Linear(8, 8), nn.Linear(8, 1))" in again
    assert "class Block" not in again


def test_an_argument_that_is_called_like_another_parameter_stays_what_it_is() -> None:
    text = (
        "from torch import nn\n"
        "b = 5\n"
        "class Block(nn.Linear):\n"
        "    def __init__(self, a, b):\n"
        "        super().__init__(a, b)\n"
        "model = Block(b, 7)\n"
    )
    assert "model = nn.Linear(b, 7)\n" in after(text, InlineClass(at(text, "Block(b, 7)")))


TWICE = """\
from torch import nn
class Two(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)
    def forward(self, X):
        {forward}
model = Two()
"""


@pytest.mark.parametrize(
    ("forward", "reason"),
    [
        ("return self.a(self.b(X))", "order in which it makes them"),
        ("return self.b(self.a(self.a(X)))", "once and in the order"),
        ("return self.b(self.a(X)) + X", "not a chain"),
        ("return self.b(F.softmax(self.a(X), dim=-1))", "not a chain"),
        ("return self.b(torch.sort(self.a(X)))", "torch.sort is no module"),
        ("return self.b(self.a(X), X)", "not a chain"),
    ],
)
def test_what_a_sequential_would_not_compute_is_refused(forward: str, reason: str) -> None:
    text = TWICE.format(forward=forward)
    with pytest.raises(EditError, match=reason):
        after(text, InlineClass(at(text, "Two()")))


def test_a_class_that_remembers_its_arguments_is_refused() -> None:
    text = (
        "from torch import nn\n"
        "class A(nn.Module):\n"
        "    def __init__(self, d):\n"
        "        super().__init__()\n"
        "        self.d = d\n"
        "        self.a = nn.Linear(self.d, 4)\n"
        "    def forward(self, X):\n"
        "        return self.a(X)\n"
        "model = A(3)\n"
    )
    with pytest.raises(EditError, match="A "):
        after(text, InlineClass(at(text, "A(3)")))


def test_what_is_done_in_place_stays_so_in_the_chain() -> None:
    text = TWICE.format(forward="return self.b(F.relu(self.a(X), inplace=True))")
    assert '("relu", nn.ReLU(inplace=True))' in after(text, InlineClass(at(text, "Two()")))


def test_a_sequential_with_named_members_keeps_the_names() -> None:
    text = (
        "from torch import nn\n"
        "class Stem(nn.Sequential):\n"
        "    def __init__(self, width):\n"
        "        super().__init__()\n"
        "        self.conv = nn.Conv2d(3, width, 3)\n"
        "        self.norm = nn.BatchNorm2d(width)\n"
        "model = Stem(8)\n"
    )
    changed = "".join(after(text, InlineClass(at(text, "Stem(8)"))).split())
    assert '[("conv",nn.Conv2d(3,8,3)),("norm",nn.BatchNorm2d(8))' in changed


def test_what_is_no_module_and_what_passes_anything_on_is_refused() -> None:
    text = (
        "from torch import nn\n"
        "class Config:\n    pass\n"
        "class Wide(nn.Linear):\n"
        "    def __init__(self, width, **more):\n"
        "        super().__init__(width, width, **more)\n"
        "config = Config()\n"
        "model = Wide(3, bias=False)\n"
    )
    with pytest.raises(EditError, match="Config makes no module"):
        after(text, InlineClass(at(text, "Config()")))
    with pytest.raises(EditError, match="passes on whatever it is given"):
        after(text, InlineClass(at(text, "Wide(3, bias=False)")))


def test_a_class_of_another_file_that_it_is_built_on_is_named() -> None:
    text = (
        "from elsewhere import Layer\n"
        "class Base(Layer):\n    pass\n"
        "class Block(Base):\n    pass\n"
        "model = Block()\n"
    )
    with pytest.raises(EditError, match="Block is built on Layer, which is not written in this"):
        after(text, InlineClass(at(text, "Block()")))


HEAD = """\
from torch import nn


class Head(nn.Sequential):
    def __init__(self, width, size=3):
        pad: int = (size - 1) // 2
        layers = [nn.Conv2d(8, width, size, padding=pad), nn.ReLU()]
        super(Head, self).__init__(*layers)


model = nn.Sequential(Head(4), nn.Tanh())
"""


def test_a_sequential_that_is_handed_a_list_becomes_a_chain_of_what_is_in_it() -> None:
    text = after(HEAD, InlineClass(at(HEAD, "Head(4)")))
    assert "class Head" not in text
    assert "".join(text.partition("model = ")[2].split()).replace(",)", ")") == (
        "nn.Sequential(nn.Sequential(nn.Conv2d(8,4,3,padding=(3-1)//2),nn.ReLU()),nn.Tanh())"
    )


def test_a_list_that_was_written_with_a_star_stays_one() -> None:
    text = HEAD.replace("(*layers)", "(*[nn.Linear(width, 2)])").replace(
        "        layers = ", "        _ = "
    )
    assert "nn.Sequential(*[nn.Linear(4, 2)])" in after(text, InlineClass(at(text, "Head(4)")))


def test_a_module_that_is_given_once_and_used_twice_is_not_made_twice() -> None:
    text = HEAD.replace("pad: int = (size - 1) // 2", "pad = 1").replace("nn.ReLU()", "size, size")
    text = text.replace("width, size, padding", "width, 3, padding").replace("(4)", "(4, nn.ELU())")
    with pytest.raises(EditError, match=r"nn.ELU\(\) is used 2 times; give it a name first"):
        after(text, InlineClass(at(text, "Head(4, nn.ELU())")))


def test_a_sequential_that_keeps_more_than_modules_is_refused() -> None:
    text = HEAD.replace("(*layers)\n", "(*layers)\n        self.width = width\n")
    with pytest.raises(EditError, match="Head keeps values for itself"):
        after(text, InlineClass(at(text, "Head(4)")))
