"""Edges from one forward into another, which know a value by names of their own."""

from pathlib import Path

import pytest

from inspector.session.given import Given
from inspector.session.sockets import Socket
from inspector.session.wiring import Joint
from tests.session.test_wiring import Bench

NESTED = """\
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.norm = nn.LayerNorm(size)
        self.inner = nn.Linear(size, 8)

    def forward(self, Y, skip=None):
        N = self.norm(Y)
        Z = self.inner(N)
        return Z * 2


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Linear(4, 8)
        self.a = Block(8)
        self.b = Block(4)
        self.c = Block(8)
        self.chain = nn.Sequential(Block(8), nn.ReLU())
        self.head = nn.Linear(8, 4)

    def forward(self, X):
        S = self.stem(X)
        A = self.a(S, skip=X)
        B = self.b(X)
        return self.head(self.chain(A + B) + self.c(A))


model = Net()
X = torch.rand(2, 4)
"""


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(NESTED, tmp_path)


def given(bench: Bench, call: str) -> Given:
    if call == "X":
        return bench.given_by_input()[0]
    return bench.wiring.given_by_call(bench.call(call).id)[0]


def socket(bench: Bench, call: str) -> Socket:
    return bench.wiring.sockets(bench.call(call).id)[0]


def refusal(bench: Bench, source: str, target: str, joint: Joint = "replace") -> str:
    return bench.wiring.refusals(given(bench, source), socket(bench, target))[joint]


def joined(bench: Bench, source: str, target: str) -> str:
    """The line that has changed once the one flows into the other; the model still runs."""
    before = bench.text.splitlines()
    assert bench.wiring.join(given(bench, source), socket(bench, target), "replace")
    (new,) = [each.strip() for each in bench.text.splitlines() if each not in before]
    return new


def test_what_is_passed_in_is_a_parameter_there(bench: Bench) -> None:
    assert joined(bench, "stem", "a.inner") == "Z = self.inner(Y)"
    assert bench.session.history.undoText() == "Connect Y to inner"


def test_what_a_sequential_hands_on_is_a_parameter_there(bench: Bench) -> None:
    assert joined(bench, "add", "chain.0.inner") == "Z = self.inner(Y)"


def test_from_one_container_it_flows_into_another_that_is_given_it(bench: Bench) -> None:
    assert joined(bench, "mul", "c.inner") == "Z = self.inner(Y)"


def test_what_comes_out_is_a_result_there(bench: Bench) -> None:
    assert joined(bench, "mul", "chain") == "return self.head(self.chain(A) + self.c(A))"


@pytest.mark.parametrize("target", ["head", "b.inner", "chain.0.inner"])
def test_what_stays_within_says_that_it_must_be_returned_first(bench: Bench, target: str) -> None:
    sentence = "norm stays within a; return it as well from Block.forward first."
    assert refusal(bench, "a.norm", target) == sentence


def test_what_is_not_passed_in_says_that_an_input_must_be_added_first(bench: Bench) -> None:
    sentence = "b is not given stem; add an input to Block.forward and pass it on there first."
    assert refusal(bench, "stem", "b.inner") == sentence


def test_what_is_computed_later_says_so(bench: Bench) -> None:
    assert refusal(bench, "c.norm", "a.inner") == "norm is computed after a has run."
    assert refusal(bench, "add", "b.inner") == "add is computed after b has run."


def test_a_parameter_that_another_instance_is_not_given_is_refused(bench: Bench) -> None:
    sentence = "b is a Block too, and is given no skip; give it one first."
    assert refusal(bench, "X", "a.inner") == sentence
    assert not bench.wiring.join(given(bench, "X"), socket(bench, "a.inner"), "replace")
    assert bench.text == NESTED


@pytest.mark.parametrize("source", ["stem", "a.norm"])
def test_what_would_not_fit_in_another_instance_is_not_added(bench: Bench, source: str) -> None:
    sentence = "In b, which is a Block too, [2, 4] and [2, 8] do not fit element by element."
    assert refusal(bench, source, "mul", "add") == sentence
    assert not refusal(bench, source, "mul", "concatenate")
