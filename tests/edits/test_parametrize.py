import pytest

from inspector.edits.edit import EditError
from inspector.edits.parametrize import MakeParameter, arguments_for_class
from inspector.outline.read import get
from tests.edits.editing import after, at, changed_lines, example


def test_a_number_becomes_an_argument_with_itself_as_the_default() -> None:
    mlp = example("mlp")
    text = after(mlp, MakeParameter(at(mlp, "nn.LazyLinear(256)"), "out_features", "num_hiddens"))
    assert changed_lines(mlp, text) == [
        "-    def __init__(self):",
        "+    def __init__(self, num_hiddens=256):",
        "-        self.hidden = nn.LazyLinear(256)",
        "+        self.hidden = nn.LazyLinear(num_hiddens)",
    ]


HEADS = [
    ("def __init__(self, a)", "def __init__(self, a, p=0.5)"),
    ("def __init__(self, a=(1, 2))", "def __init__(self, a=(1, 2), p=0.5)"),
    (
        "def __init__(self, a: int = 1) -> None",
        "def __init__(self, a: int = 1, p: float = 0.5) -> None",
    ),
    ("def __init__(self, *args)", "def __init__(self, *args, p=0.5)"),
    ("def __init__(self, *args, b)", "def __init__(self, *args, b, p=0.5)"),
    ("def __init__(self, *, b=1, **rest)", "def __init__(self, *, b=1, p=0.5, **rest)"),
]


@pytest.mark.parametrize(("head", "changed"), HEADS)
def test_the_argument_comes_after_all_that_can_be_given_one_by_one(head: str, changed: str) -> None:
    text = (
        f"from torch import nn\nclass A(nn.Module):\n    {head}:\n"
        "        super().__init__()\n        self.drop = nn.Dropout(p=0.5)\n"
    )
    assert f"    {changed}:\n" in after(
        text, MakeParameter(at(text, "nn.Dropout(p=0.5)"), "p", "p")
    )


def test_what_is_no_plain_value_or_stands_elsewhere_is_refused() -> None:
    text = (
        "from torch import nn\nclass A(nn.Module):\n    def __init__(self, d):\n"
        "        super().__init__()\n        self.a = nn.Linear(d, 4)\nmodel = nn.Linear(3, 4)\n"
    )
    with pytest.raises(EditError, match="is d, which is an argument already"):
        after(text, MakeParameter(at(text, "nn.Linear(d, 4)"), "in_features", "width"))
    with pytest.raises(EditError, match="has a parameter “d” already"):
        after(text, MakeParameter(at(text, "nn.Linear(d, 4)"), "out_features", "d"))
    with pytest.raises(EditError, match="Only what the methods of a class"):
        after(text, MakeParameter(at(text, "nn.Linear(3, 4)"), "in_features", "width"))
    with pytest.raises(EditError, match="Give bias a value first"):
        after(text, MakeParameter(at(text, "nn.Linear(d, 4)"), "bias", "bias"))


STEP = """\
from torch import nn
from torch.nn import functional as F
class A(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.a = nn.Linear(d, 4)
    def forward(self, X):
        return F.dropout(self.a(X), 0.1)
"""


def test_a_number_of_a_step_is_kept_by_the_class() -> None:
    changed = after(STEP, MakeParameter(at(STEP, "F.dropout(self.a(X), 0.1)"), "p", "dropout"))
    assert changed_lines(STEP, changed) == [
        "-    def __init__(self, d):",
        "+    def __init__(self, d, dropout=0.1):",
        "+        self.dropout = dropout",
        "-        return F.dropout(self.a(X), 0.1)",
        "+        return F.dropout(self.a(X), self.dropout)",
    ]


def test_a_step_cannot_keep_it_under_a_name_that_is_taken() -> None:
    with pytest.raises(EditError, match="has an attribute “a” already"):
        after(STEP, MakeParameter(at(STEP, "F.dropout(self.a(X), 0.1)"), "p", "a"))


def test_a_class_without_a_constructor_gets_one() -> None:
    init = "    def __init__(self, d):\n        super().__init__()\n"
    text = STEP.replace(init + "        self.a = nn.Linear(d, 4)\n", "").replace("self.a(X)", "X")
    changed = after(text, MakeParameter(at(text, "F.dropout(X, 0.1)"), "p", "p"))
    assert "    def __init__(self, p=0.1):\n        super().__init__()\n" in changed
    assert "        self.p = p\n" in changed
    assert "return F.dropout(X, self.p)\n" in changed


NAMED = """\
from torch import nn

WIDTH = 8


class A(nn.Module):
    def __init__(self, d, norm):
        super().__init__()
        self.d = d
        self.a = Part(WIDTH * 2, 2.5 * self.d, nn.GELU, nn.GELU(), norm, LATER, max)


class Part(nn.Module):
    def __init__(self, width, size, act, made, norm, later, pool):
        super().__init__()


LATER = 4
"""
PART = "Part(WIDTH * 2, 2.5 * self.d, nn.GELU, nn.GELU(), norm, LATER, max)"


def test_what_has_a_name_above_the_class_can_be_a_default() -> None:
    assert arguments_for_class(get(NAMED), at(NAMED, PART)) == {
        "width": "WIDTH * 2", "act": "nn.GELU", "pool": "max",
    }  # fmt: skip
    now = after(NAMED, MakeParameter(at(NAMED, PART), "width", "width"))
    assert "    def __init__(self, d, norm, width=WIDTH * 2):\n" in now
    assert "Part(width, 2.5 * self.d" in now


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("size", r"2.5 \* self.d, which is not known above the class"),
        ("made", r"nn.GELU\(\), which is made anew each time"),
        ("norm", "norm, which is an argument already"),
        ("later", "LATER, which is not known above the class"),
    ],
)
def test_a_default_that_would_not_be_the_same_is_refused(argument: str, reason: str) -> None:
    with pytest.raises(EditError, match=f"{argument} is {reason}"):
        after(NAMED, MakeParameter(at(NAMED, PART), argument, argument))


def test_nothing_outside_of_a_class_becomes_an_argument() -> None:
    text = "from torch import nn\nmodel = nn.Linear(3, 4)\n"
    assert arguments_for_class(get(text), at(text, "nn.Linear(3, 4)")) == {}


def test_a_default_that_is_a_name_has_no_type_among_typed_arguments() -> None:
    text = NAMED.replace("(self, d, norm)", "(self, d: int, norm: type)")
    now = after(text, MakeParameter(at(text, PART), "width", "width"))
    assert "    def __init__(self, d: int, norm: type, width=WIDTH * 2):\n" in now
