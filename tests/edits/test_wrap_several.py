import pytest

from inspector.edits.edit import EditError
from inspector.edits.wrap import Wrapper
from inspector.edits.wrap_several import WrapSeveral
from tests.edits.editing import after, at, class_of, example

NET = example("net")
LINEAR, RELU, LAST = (
    at(NET, piece) for piece in ("nn.LazyLinear(256)", "nn.ReLU()", "nn.LazyLinear(10)")
)
MEMBERS = """\
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 3)
        self.b = nn.ReLU()
        self.c = nn.Linear(3, 2)

    def forward(self, X):
        h = self.a(X)
        h = self.b(h)
        return self.c(h)
"""
A, B, C = (at(MEMBERS, piece) for piece in ("nn.Linear(2, 3)", "nn.ReLU()", "nn.Linear(3, 2)"))


@pytest.mark.parametrize(
    ("wrapper", "written"),
    [
        ("Sequential", "nn.Sequential(nn.LazyLinear(256), nn.ReLU())"),
        ("Residual", "Residual(nn.LazyLinear(256), nn.ReLU())"),
        ("Parallel", "Parallel(nn.LazyLinear(256), nn.ReLU())"),
    ],
)
def test_neighbors_become_one_container_in_their_order(wrapper: Wrapper, written: str) -> None:
    text = after(NET, WrapSeveral((LINEAR, RELU), wrapper))
    assert f"net = nn.Sequential({written}, nn.LazyLinear(10))" in text


def test_a_chain_of_neighbors_is_repeated() -> None:
    text = after(NET, WrapSeveral((LINEAR, RELU), "Repeat"))
    chain = "nn.Sequential(nn.LazyLinear(256), nn.ReLU())"
    assert f"    nn.Sequential(*[{chain} for _ in range(3)]),\n" in text


def test_what_has_something_between_it_is_refused() -> None:
    with pytest.raises(EditError, match="does not stand side by side"):
        after(NET, WrapSeveral((LINEAR, LAST), "Sequential"))


def test_members_that_call_one_another_become_one_member() -> None:
    changed = class_of(after(MEMBERS, WrapSeveral((A, B), "Sequential")), "Net")
    assert "        self.a = nn.Sequential(nn.Linear(2, 3), nn.ReLU())\n        self.c" in changed
    assert "        h = self.a(X)\n        return self.c(h)\n" in changed
    whole = class_of(after(MEMBERS, WrapSeveral((C, A, B), "Residual")), "Net")
    assert "self.a = Residual(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 2))" in whole


@pytest.mark.parametrize(
    "changed",
    [
        MEMBERS.replace("self.b(h)", "self.b(h) + h"),
        MEMBERS.replace("self.c(h)", "self.c(self.a(h))"),
        MEMBERS.replace("h = self.b(h)", "k = self.b(h)"),
        MEMBERS.replace("h = self.b(h)", "h = h + 1\n        h = self.b(h)"),
    ],
)
def test_members_that_are_no_chain_are_refused(changed: str) -> None:
    sites = at(changed, "nn.Linear(2, 3)"), at(changed, "nn.ReLU()")
    with pytest.raises(EditError, match="called once and only by what comes next"):
        after(changed, WrapSeveral(sites, "Sequential"))


def test_modules_with_names_of_their_own_are_refused() -> None:
    text = 'from torch import nn\nd = nn.ModuleDict({"a": nn.ReLU(), "b": nn.Tanh()})\n'
    with pytest.raises(EditError, match="one by one"):
        after(text, WrapSeveral((at(text, "nn.ReLU()"), at(text, "nn.Tanh()")), "Sequential"))
