from collections.abc import Callable

import pytest

from inspector.edits.bypass import Bypass
from inspector.edits.edit import Edit, EditError
from inspector.edits.extract import ExtractClass
from inspector.edits.wrap import Unwrap, Wrap, Wrapper
from inspector.source.span import Span
from tests.edits.editing import after, at, example


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
