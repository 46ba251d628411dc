import pytest

from inspector.edits.edit import EditError
from inspector.edits.snippet import (
    constructed,
    flaw_of,
    lacks_of,
    snippet_of,
    snippet_of_classes,
    summary_of,
)
from inspector.outline.read import get
from tests.edits.editing import at

TEXT = """\
import math, torch
from torch import nn
from torch.nn import functional as F
from parts import Scale as Scaled, Unused


class Inner(nn.Linear):
    pass


class Outer(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.inner = Inner(width, math.isqrt(16))

    def forward(self, X):
        return F.relu(self.inner(X))


WIDTH = 8
model = nn.Sequential(Outer(WIDTH), Scaled(2))
"""


def test_a_snippet_brings_its_classes_and_the_imports_that_they_use_and_no_others() -> None:
    text = snippet_of(TEXT, get(TEXT), at(TEXT, "Outer(WIDTH)"))
    head, _, rest = text.partition("\n\nclass")
    assert head.splitlines() == [
        "import math",
        "from torch import nn",
        "from torch.nn import functional as F",
    ]
    assert rest.startswith(" Inner(nn.Linear):\n    pass\n\n\nclass Outer(nn.Module):\n")
    assert rest.endswith("\n\n\nOuter(WIDTH)\n")
    assert lacks_of(text) == ("WIDTH",)


def test_an_import_under_another_name_stays_so() -> None:
    text = snippet_of(TEXT, get(TEXT), at(TEXT, "Scaled(2)"))
    assert text == "from parts import Scale as Scaled\n\nScaled(2)\n"
    assert lacks_of(text) == ()


def test_classes_alone_come_in_the_order_of_the_file() -> None:
    text = snippet_of_classes(TEXT, get(TEXT), ["Outer"])
    assert text.index("class Inner") < text.index("class Outer")
    assert text.endswith("return F.relu(self.inner(X))\n")
    with pytest.raises(EditError, match="Choose a class"):
        snippet_of_classes(TEXT, get(TEXT), ["Gone"])


def test_what_comes_from_the_package_around_the_file_is_refused() -> None:
    text = "from .blocks import Block\nfrom torch import nn\nnet = nn.Sequential(Block())\n"
    with pytest.raises(EditError, match=r"from \.blocks import Block"):
        snippet_of(text, get(text), at(text, "Block()"))


def test_a_text_that_only_defines_is_constructed_with_what_flows_in() -> None:
    text = snippet_of_classes(TEXT, get(TEXT), ["Outer"])
    assert constructed(text, (2, 48)) == f"{text}\n\nOuter(48)\n"
    assert constructed("nn.ReLU()\n", (2, 48)) == "nn.ReLU()\n"


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("nn.ReLU()\n", ""),
        ('"""Two."""\nfrom torch import nn\nnn.Linear(2, 2)\nnn.ReLU()\n', ""),
        ("X = torch.tanh(X)\n", ""),
        ("class Block(nn.Module):\n    def __init__(self, width):\n        pass\n", ""),
        ("nn.Sequential(\n", "The snippet holds no Python: "),
        ("import torch\n", "The snippet holds nothing that could stand in a model."),
        ("", "The snippet holds nothing that could stand in a model."),
        ("del X\n", "The snippet holds code that is neither a module nor a step"),
    ],
)
def test_a_flaw_is_a_sentence(text: str, flaw: str) -> None:
    found = flaw_of(text)
    assert found.startswith(flaw)
    assert bool(found) == bool(flaw)


def test_a_snippet_tells_what_it_is_by_its_docstring_or_its_last_line() -> None:
    assert summary_of('"""Two layers.\n\nMore."""\nnn.ReLU()\n') == "Two layers."
    assert summary_of("import torch\nnn.Linear(2,2)\nnn.ReLU( )\n") == "nn.ReLU()"
    assert summary_of("class A(nn.Module):\n    pass\n") == "class A(nn.Module)"
    assert summary_of("nn.(\n") == ""
