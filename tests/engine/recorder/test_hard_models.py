"""Models that use torch's stranger corners: seen completely, and not one number changed."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn.utils import parametrizations, rnn
from torch.utils.checkpoint import checkpoint

from inspector.engine.api import trace
from tests.engine.drawn import flow


class Run(nn.Module):
    """A forward as a function, with two layers to use."""

    def __init__(self, forward: Callable[["Run", Tensor], Any]) -> None:
        super().__init__()
        self.run = forward
        self.linear = nn.Linear(4, 4)
        self.gru = nn.GRU(4, 4, batch_first=True)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.run(self, x)
        return result.double().sum()


class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:  # type: ignore[override]
        return x * x


class Tagged(Tensor):
    """A subclass of Tensor without behavior of its own."""


def packed(m: Run, x: Tensor) -> Tensor:
    sequence = rnn.pack_padded_sequence(x[:, None], torch.tensor([1, 1]), batch_first=True)
    output, _ = m.gru(sequence)
    return rnn.pad_packed_sequence(output, batch_first=True)[0]


def called_with_other_weights(m: Run, x: Tensor) -> Tensor:
    weights = {name: parameter * 2 for name, parameter in m.linear.named_parameters()}
    result: Tensor = torch.func.functional_call(m.linear, weights, (x,))
    return result


def in_inference_mode(m: Run, x: Tensor) -> Tensor:
    with torch.inference_mode():
        y = m.linear(x)
        y.add_(1)
        return y * 2


FORWARDS: dict[str, Callable[[Run, Tensor], Any]] = {
    "checkpoint": lambda m, x: checkpoint(m.linear, x, use_reentrant=False),
    "packed sequence": packed,
    "autograd function": lambda m, x: m.linear(Square.apply(x)),
    "vmap": lambda m, x: torch.vmap(m.linear)(x),
    "gradient in forward": lambda m, x: torch.func.grad(lambda y: m.linear(y).sum())(x),
    "functional call": called_with_other_weights,
    "inference mode": in_inference_mode,
    "sparse": lambda m, x: torch.sparse.mm(torch.eye(2).to_sparse(), m.linear(x)),
    "complex": lambda m, x: torch.fft.fft(m.linear(x)).abs(),
    "subclass": lambda m, x: m.linear(x.as_subclass(Tagged)) + 1,
    "nested": lambda m, x: m.linear(torch.nested.nested_tensor([x, x])).to_padded_tensor(0.0),
    "python numbers": lambda m, x: m.linear(x) * x.max().item() + sum([x, x]),
    "autocast": lambda m, x: torch.autocast("cpu", torch.bfloat16)(m.linear)(x),
    "random": lambda m, x: torch.dropout(m.linear(x), 0.5, True) + torch.rand(4),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", FORWARDS)
def test_it_runs_to_the_same_number(name: str) -> None:
    torch.manual_seed(0)
    model, X = Run(FORWARDS[name]), torch.rand(2, 4)
    torch.manual_seed(1)
    expected = model(X).item()
    report = trace(model, X, seed=1)
    assert report.failure is None
    assert not [problem for problem in report.problems if problem.code == "record-incomplete"]
    assert report.tensors[report.outputs[0]].value == f"{expected:.4g}"
    assert len(report.calls) > 1


def test_weight_norm_computes_the_weight_in_sight() -> None:
    model = nn.Sequential(parametrizations.weight_norm(nn.Linear(4, 4)), nn.ReLU())
    assert flow(trace(model, torch.rand(2, 4))) == [
        *["parameter → _weight_norm"] * 2,
        "input → linear",
        "_weight_norm → linear",
        "parameter → linear",
        "linear → 1",
    ]


@pytest.mark.filterwarnings("ignore")
def test_compiled_scripts_are_one_call() -> None:
    script = torch.jit.script(nn.Sequential(nn.Linear(4, 4), nn.ReLU()))
    report = trace(nn.Sequential(script, nn.Tanh()), torch.rand(2, 4))
    assert flow(report) == ["input → 0", "0 → 1"]
    assert report.totals.parameters == 20


def test_on_the_meta_device_shapes_are_enough() -> None:
    model = nn.Sequential(nn.Linear(10**6, 10**6, device="meta"), nn.ReLU(inplace=True))
    report = trace(model, torch.rand(2, 10**6, device="meta"))
    assert report.failure is None
    assert flow(report) == ["input → 0", "0 → 1"]
    assert report.totals.parameters == 10**12 + 10**6
    assert report.device == "meta"
