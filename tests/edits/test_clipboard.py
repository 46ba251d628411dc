import pytest

from inspector.edits.cargo import EndSpot, ItemSpot, RootSpot, Spot, StepSpot
from inspector.edits.clipboard import Paste, cargoes, copied
from inspector.edits.edit import EditError
from inspector.outline.read import get
from tests.edits.editing import EMPTY, after, at, changed_lines, example


def copy(text: str, piece: str, which: int = 0) -> str:
    return copied(text, get(text), at(text, piece, which))


def in_chain(text: str, index: int = 0) -> ItemSpot:
    return ItemSpot(at(text, "nn.Sequential()"), index)


def test_a_module_is_copied_as_its_constructor() -> None:
    assert copy(example("net"), "nn.LazyLinear(256)") == "nn.LazyLinear(256)\n"


def test_a_module_of_several_lines_keeps_its_comments_and_loses_its_indentation() -> None:
    text = (
        "from torch import nn\nclass A(nn.Module):\n    def __init__(self):\n"
        "        super().__init__()\n        self.net = nn.Sequential(\n"
        "            nn.ReLU(),  # first\n        )\n"
    )
    piece = "nn.Sequential(\n            nn.ReLU(),  # first\n        )"
    assert copy(text, piece) == "nn.Sequential(\n    nn.ReLU(),  # first\n)\n"


def test_a_module_of_an_own_class_brings_the_classes_that_it_needs() -> None:
    text = (
        "from torch import nn\n\n\nclass Inner(nn.Linear):\n    pass\n\n\n"
        "class Unused(nn.Linear):\n    pass\n\n\n"
        "class Outer(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.inner = Inner(2, 2)\n\n\nmodel = nn.Sequential(Outer())\n"
    )
    found = copy(text, "Outer()")
    assert found.startswith("class Inner(nn.Linear):\n    pass\n\n\nclass Outer(nn.Module):\n")
    assert found.endswith("\n\n\nOuter()\n")
    assert "Unused" not in found


def test_a_function_that_a_class_uses_comes_along_and_is_pasted_once() -> None:
    text = (
        "from torch import nn\n\n\ndef norm(width):\n    return nn.LayerNorm(width)\n\n\n"
        "def unused():\n    pass\n\n\n"
        "class Block(nn.Sequential):\n    def __init__(self, make=norm):\n"
        "        super().__init__(make(8))\n\n\nmodel = nn.Sequential(Block())\n"
    )
    found = copy(text, "Block()")
    assert found.startswith("def norm(width):\n    return nn.LayerNorm(width)\n\n\nclass Block")
    assert "unused" not in found
    once = after(EMPTY, Paste(found, in_chain(EMPTY)))
    twice = after(once, Paste(found, ItemSpot(at(once, "nn.Sequential(Block())"), 1)))
    assert twice.count("def norm") == twice.count("class Block") == 1
    assert twice.index("def norm") < twice.index("class Block") < twice.index("model =")
    assert "model = nn.Sequential(Block(), Block())\n" in twice


def test_an_operation_is_copied_as_a_line_of_a_forward() -> None:
    assert copy(example("mlp"), "F.relu(self.hidden(X))") == "X = F.relu(X)\n"


def test_a_loop_is_copied_as_it_stands() -> None:
    loop = "while X.abs().sum() > 1:\n            X /= 2"
    assert copy(example("fixed_hidden_mlp"), loop) == "while X.abs().sum() > 1:\n    X /= 2\n"


def test_what_was_copied_can_be_pasted_into_another_file() -> None:
    nest = copy(example("nest_mlp"), "NestMLP()")
    text = after(EMPTY, Paste(nest, in_chain(EMPTY)))
    assert "class NestMLP(nn.Module):" in text
    assert "model = nn.Sequential(NestMLP())\n" in text


def test_several_items_are_pasted_in_their_order_wherever_they_go() -> None:
    items = "nn.Linear(20, 8),\nnn.ReLU(),\n"
    text = after(EMPTY, Paste(items, in_chain(EMPTY)))
    assert "model = nn.Sequential(nn.Linear(20, 8), nn.ReLU())\n" in text
    mlp = example("mlp")
    site = at(mlp, "self.hidden(X)")
    behind = after(mlp, Paste(items, StepSpot(site, after=True)))
    assert "F.relu(self.relu(self.linear(self.hidden(X))))" in behind
    before = after(mlp, Paste(items, StepSpot(site, after=False)))
    assert "self.hidden(self.relu(self.linear(X)))" in before


def test_an_assignment_names_the_attribute_and_a_step_is_an_operation() -> None:
    mlp = example("mlp")
    text = after(mlp, Paste("self.norm = nn.LayerNorm(10)", EndSpot("MLP")))
    assert "+        self.norm = nn.LayerNorm(10)" in changed_lines(mlp, text)
    text = after(mlp, Paste("Y = torch.tanh(Y)", EndSpot("MLP")))
    assert "torch.tanh(self.out(" in text


def test_pasted_code_brings_its_imports() -> None:
    pasted = "import math\nfrom torch import nn\n\nnn.Linear(20, int(math.sqrt(16)))\n"
    text = after(EMPTY, Paste(pasted, in_chain(EMPTY)))
    assert text.startswith("import math\n\nimport torch\nfrom torch import nn\n")
    assert text.count("from torch import nn") == 1


def test_a_class_alone_is_constructed_if_it_needs_nothing() -> None:
    block = "class Block(nn.Sequential):\n    def __init__(self{}):\n        super().__init__()\n"
    text = after(EMPTY, Paste(block.format(""), in_chain(EMPTY)))
    assert "model = nn.Sequential(Block())\n" in text
    with pytest.raises(EditError, match=r"Block needs width; paste Block\(…\) with it"):
        cargoes(block.format(", width"))


@pytest.mark.parametrize("spot", [RootSpot(), EndSpot("Net")])
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "nothing that could stand"),
        ("import torch\n", "nothing that could stand"),
        ("three little words", "no Python"),
        ("return X", "neither a module nor a step"),
        ("x = 3", "neither a module nor a step"),
        ("nn.ReLU", "neither a module nor a step"),
        ("lambda x: x", "neither a module nor a step"),
    ],
)
def test_what_is_no_part_of_a_model_is_refused(text: str, reason: str, spot: Spot) -> None:
    with pytest.raises(EditError, match=reason):
        after("", Paste(text, spot))


def test_what_a_function_makes_is_copied_with_a_name_and_pasted_as_a_module() -> None:
    text = """\
def conv(width):
    return nn.Conv2d(width, width, 3)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = conv(8)

    def forward(self, x):
        return self.first(x)
"""
    clip = copied(text, get(text), at(text, "conv(8)"))
    assert clip.endswith("self.first = conv(8)\n")
    now = after(text, Paste(clip, EndSpot("Net")))
    assert "        self.first2 = conv(8)\n" in now
    assert "        return self.first2(self.first(x))\n" in now


BLOCKS = """from torch import nn


class Inner(nn.Linear):
    pass


class Block(nn.Sequential):
    def __init__(self):
        super().__init__(Inner(2, 2))


model = nn.Sequential(Block())
"""


def pasted(text: str) -> str:
    return after(BLOCKS, Paste(text, ItemSpot(at(BLOCKS, "nn.Sequential(Block())"), 1)))


def test_a_class_that_the_file_has_is_the_one_that_is_meant() -> None:
    again = pasted(copied(BLOCKS, get(BLOCKS), at(BLOCKS, "Block()")))
    assert again == BLOCKS.replace("Block())", "Block(), Block())")


def test_another_class_of_the_same_name_comes_under_a_name_of_its_own() -> None:
    other = BLOCKS.replace("nn.Linear", "nn.Bilinear").replace("Inner(2, 2)", "Inner(2, 2, 2)")
    text = pasted(copied(other, get(other), at(other, "Block()")))
    assert "class Inner2(nn.Bilinear):\n    pass\n" in text
    assert "class Block2(nn.Sequential):" in text
    assert "super().__init__(Inner2(2, 2, 2))" in text
    assert "model = nn.Sequential(Block(), Block2())\n" in text
    assert text.count("class Inner(nn.Linear)") == 1


def test_what_uses_another_class_is_another_one_itself() -> None:
    other = BLOCKS.replace("nn.Linear", "nn.LazyLinear")
    text = pasted(copied(other, get(other), at(other, "Block()")))
    assert "super().__init__(Inner2(2, 2))" in text
    assert "model = nn.Sequential(Block(), Block2())\n" in text


def test_a_choice_of_two_modules_is_copied_with_its_name() -> None:
    text = """\
class Net(nn.Module):
    def __init__(self, wide):
        super().__init__()
        self.act = nn.ReLU() if wide else nn.Tanh()

    def forward(self, x):
        return self.act(x)
"""
    clip = copied(text, get(text), at(text, "nn.ReLU() if wide else nn.Tanh()"))
    assert clip == "self.act = nn.ReLU() if wide else nn.Tanh()\n"
    assert "self.act2 = nn.ReLU() if wide else nn.Tanh()\n" in after(
        text, Paste(clip, EndSpot("Net"))
    )
