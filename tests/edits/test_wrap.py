from collections.abc import Callable

import pytest

from inspector.edits.bypass import Bypass
from inspector.edits.edit import Edit, EditError
from inspector.edits.extract import ExtractClass
from inspector.edits.unwrap import Unwrap
from inspector.edits.wrap import Wrap, Wrapper
from inspector.source.span import Span
from tests.edits.editing import after, at, changed_lines, example


@pytest.mark.parametrize(
    ("wrapper", "code"),
    [
        ("Sequential", "nn.Sequential(nn.ReLU())"),
        ("Residual", "Residual(nn.ReLU())"),
        ("Parallel", "Parallel(nn.ReLU())"),
        ("Repeat", "nn.Sequential(*[nn.ReLU() for _ in range(3)])"),
    ],
)
def test_a_module_is_wrapped_and_unwrapped_again(wrapper: Wrapper, code: str) -> None:
    net = example("net")
    text = after(net, Wrap(at(net, "nn.ReLU()"), wrapper))
    assert code in text
    back = after(text, Unwrap(at(text, code)))
    assert "nn.LazyLinear(256)" in back
    assert code not in back
    assert back.count("nn.ReLU()") == 1


def test_the_model_itself_can_be_wrapped() -> None:
    mlp = example("mlp")
    assert "net = nn.Sequential(MLP())" in after(mlp, Wrap(at(mlp, "MLP()"), "Sequential"))


def test_several_modules_take_the_place_of_their_container_in_a_chain() -> None:
    text = "from torch import nn\nnet = nn.Sequential(nn.Sequential(nn.ReLU(), nn.Tanh()))\n"
    inner = at(text, "nn.Sequential(nn.ReLU(), nn.Tanh())")
    assert "net = nn.Sequential(nn.ReLU(), nn.Tanh())\n" in after(text, Unwrap(inner))


def test_what_cannot_be_unwrapped_says_why() -> None:
    net = example("net")
    chain = at(net, "nn.Sequential(nn.LazyLinear(256), nn.ReLU(), nn.LazyLinear(10))")
    with pytest.raises(EditError, match="only within a chain"):
        after(net, Unwrap(chain))
    with pytest.raises(EditError, match="does not hold its modules"):
        after(net, Unwrap(at(net, "nn.ReLU()")))
    growing = "from torch import nn\nnet = nn.Sequential(*[nn.Linear(n, n + 1) for n in (8, 9)])\n"
    with pytest.raises(EditError, match="made with its own n; edit"):
        after(growing, Unwrap(at(growing, "nn.Sequential(*[nn.Linear(n, n + 1) for n in (8, 9)])")))
    empty = "from torch import nn\nnet = nn.Sequential()\n"
    with pytest.raises(EditError, match="is empty"):
        after(empty, Unwrap(at(empty, "nn.Sequential()")))


@pytest.mark.parametrize(
    "make",
    [lambda s: Wrap(s, "Sequential"), lambda s: ExtractClass(s, "W"), lambda s: Bypass(s, "")],
)
def test_a_parameter_is_no_module_to_wrap_extract_or_bypass(make: Callable[[Span], Edit]) -> None:
    text = "class A(nn.Module):\n    def __init__(self):\n        self.w = nn.Parameter(f(2))\n"
    with pytest.raises(EditError, match="a value, not a module"):
        after(text, make(at(text, "nn.Parameter(f(2))")))


@pytest.mark.parametrize("wrapper", ["Sequential", "Residual", "Parallel", "Repeat"])
def test_what_is_only_looped_over_cannot_be_called_by_a_wrapper(wrapper: Wrapper) -> None:
    text = "class A(nn.Module):\n    def __init__(self):\n        self.parts = nn.ModuleList()\n"
    with pytest.raises(EditError, match="wrap one of its items"):
        after(text, Wrap(at(text, "nn.ModuleList()"), wrapper))


MEMBERS = """import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.width = width
        hidden = 2 * width
        self.features = nn.Sequential(
            nn.Linear(3, hidden),  # first
            nn.BatchNorm1d(2 * self.width),
            nn.Linear(hidden, 2),
        )
        self.named = nn.Sequential(OrderedDict([("flat", nn.Flatten()), ("act", nn.ReLU())]))
        self.many = nn.Sequential(*[nn.Linear(2, width) for width in (4, 2)])
        self.list = nn.ModuleList([nn.ReLU(), nn.Tanh()])

    def forward(self, X):
        X = self.features(X)
        for layer in self.list:
            X = layer(X)
        return X + self.named(X)
"""


def test_a_chain_that_a_class_keeps_becomes_members_and_steps_of_it() -> None:
    start = MEMBERS.index("nn.Sequential(")
    chain = MEMBERS[start : MEMBERS.index("\n        )") + len("\n        )")]
    assert changed_lines(MEMBERS, after(MEMBERS, Unwrap(at(MEMBERS, chain)))) == [
        "-        self.features = nn.Sequential(",
        "-            nn.Linear(3, hidden),  # first",
        "-            nn.BatchNorm1d(2 * self.width),",
        "-            nn.Linear(hidden, 2),",
        "-        )",
        "+        self.features_linear = nn.Linear(3, hidden)  # first",
        "+        self.features_batch_norm = nn.BatchNorm1d(2 * self.width)",
        "+        self.features_linear2 = nn.Linear(hidden, 2)",
        "-        X = self.features(X)",
        "+        X = self.features_linear(X)",
        "+        X = self.features_batch_norm(X)",
        "+        X = self.features_linear2(X)",
    ]


def test_the_steps_of_a_chain_go_on_with_the_variable_that_it_gave() -> None:
    text = MEMBERS.replace("X = self.features(X)", "y = self.features(X)").replace(
        "X + self.named(X)", "self.named(y)"
    )
    start = text.index("nn.Sequential(")
    chain = text[start : text.index("\n        )") + len("\n        )")]
    assert "y = self.features_linear(X)\n        y = self.features_batch_norm(y)\n" in after(
        text, Unwrap(at(text, chain))
    )
    pairs = 'nn.Sequential(OrderedDict([("flat", nn.Flatten()), ("act", nn.ReLU())]))'
    assert "        y = self.named_flat(y)\n        return self.named_act(y)\n" in after(
        text, Unwrap(at(text, pairs))
    )


def test_a_chain_with_names_gives_them_to_its_members() -> None:
    pairs = 'nn.Sequential(OrderedDict([("flat", nn.Flatten()), ("act", nn.ReLU())]))'
    text = after(MEMBERS, Unwrap(at(MEMBERS, pairs)))
    assert "self.named_flat = nn.Flatten()\n        self.named_act = nn.ReLU()\n" in text
    assert "OrderedDict" not in text


@pytest.mark.parametrize(
    ("piece", "reason"),
    [
        ("nn.ModuleList([nn.ReLU(), nn.Tanh()])", "only within a chain, or a class"),
        ("nn.Sequential(*[nn.Linear(2, width) for width in (4, 2)])", "its own width"),
    ],
)
def test_what_is_no_plain_chain_of_a_class_stays(piece: str, reason: str) -> None:
    with pytest.raises(EditError, match=reason):
        after(MEMBERS, Unwrap(at(MEMBERS, piece)))


def test_a_chain_that_is_used_otherwise_is_not_taken_apart() -> None:
    text = MEMBERS.replace("return X +", "return self.features[0](X) +")
    start = text.index("nn.Sequential(")
    chain = text[start : text.index("\n        )") + len("\n        )")]
    with pytest.raises(EditError, match=r"uses self\.features other than by calling it"):
        after(text, Unwrap(at(text, chain)))


def test_a_member_whose_weight_the_class_reads_is_not_wrapped() -> None:
    text = MEMBERS.replace("return X +", "return X @ self.out.weight +").replace(
        "        self.many", "        self.out = nn.Linear(2, 2)\n        self.many"
    )
    with pytest.raises(EditError, match=r"Net reads self\.out\.weight, which a container"):
        after(text, Wrap(at(text, "nn.Linear(2, 2)"), "Sequential"))
    harmless = text.replace("self.out.weight", "self.out.get_parameter('weight')")
    assert "nn.Sequential(nn.Linear(2, 2))" in after(
        harmless, Wrap(at(harmless, "nn.Linear(2, 2)"), "Sequential")
    )
