"""A parameter has the numbers back that it had before the first write."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from inspector.engine.api import trace


class Writing(nn.Module):
    """Writes into its parameters by a function."""

    def __init__(self, write: Callable[[nn.Linear], object]) -> None:
        super().__init__()
        self.write = write
        self.linear = nn.Linear(2, 2)
        self.linear.weight.grad = torch.ones(2, 2)

    def forward(self, x: Tensor) -> Tensor:
        with torch.no_grad():
            self.write(self.linear)
        return x


WRITES: dict[str, Callable[[nn.Linear], object]] = {
    "in place": lambda linear: linear.weight.mul_(2),
    "through a view": lambda linear: linear.weight.view(-1)[1:].zero_(),
    "through data": lambda linear: linear.weight.data.add_(1),
    "an item": lambda linear: linear.weight.__setitem__(0, 5.0),
    "out": lambda linear: torch.neg(linear.weight, out=linear.weight),
    "other memory": lambda linear: setattr(linear.weight, "data", torch.zeros(2, 2)),
    "other type": lambda linear: linear.half(),
    "init": lambda linear: nn.init.zeros_(linear.weight),
    "inplace activation": lambda linear: F.relu_(linear.weight),
    "twice": lambda linear: (linear.weight.add_(1), linear.weight.add_(1)),
    "all at once": lambda linear: torch._foreach_zero_(list(linear.parameters())),
    "gradient": lambda linear: linear.weight.grad.zero_(),
    "gradient gone": lambda linear: linear.zero_grad(),
}


@pytest.mark.parametrize("name", WRITES)
def test_what_was_written_is_undone(name: str) -> None:
    model = Writing(WRITES[name])
    weight, grad = model.linear.weight, model.linear.weight.grad
    before, place = weight.detach().clone(), weight.data_ptr()
    assert trace(model, torch.ones(1, 2)).failure is None
    assert model.linear.weight is weight
    assert weight.data_ptr() == place
    assert weight.dtype is torch.float32
    assert torch.equal(weight, before)
    assert weight.grad is grad
    assert torch.equal(grad, torch.ones(2, 2))


def test_gradients_that_backward_adds_to_are_undone() -> None:
    class Training(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.linear = nn.Linear(2, 2)
            self.linear.weight.grad = torch.ones(2, 2)

        def forward(self, x: Tensor) -> Tensor:
            self.linear(x).sum().backward()
            return x

    model = Training()
    trace(model, torch.ones(1, 2))
    assert torch.equal(model.linear.weight.grad, torch.ones(2, 2))
    assert model.linear.bias.grad is None


def test_an_embedding_that_shortens_its_rows_has_them_long_again() -> None:
    model = nn.Embedding(3, 2, max_norm=0.1)
    before = model.weight.detach().clone()
    trace(model, torch.tensor([0, 1]))
    assert torch.equal(model.weight, before)


def test_a_model_of_inference_tensors_is_put_back_as_well() -> None:
    class Counting(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.weight = nn.Parameter(torch.ones(2), requires_grad=False)
            self.register_buffer("count", torch.zeros(1))

        def forward(self, x: Tensor) -> Tensor:
            with torch.inference_mode():
                self.weight.mul_(2)
                self.count += 1
            return x

    with torch.inference_mode():
        model = Counting()
    assert trace(model, torch.ones(2)).failure is None
    assert model.weight.tolist() == [1, 1]
    assert model.count.tolist() == [0]
