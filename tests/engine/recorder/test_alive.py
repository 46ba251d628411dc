"""How much memory activations take at one time, by hand: a tensor of 10 × 10 is 400 bytes."""

import pytest
import torch
from torch import Tensor, nn

from inspector.engine.api import trace

X = torch.rand(10, 10)


def peak(model: nn.Module) -> int:
    return trace(model, X).totals.peak_activation_bytes


@pytest.fixture
def chain() -> nn.Module:
    return nn.Sequential(*[nn.Linear(10, 10) for _ in range(5)])


def test_a_chain_holds_one_result_while_it_makes_the_next(chain: nn.Module) -> None:
    with torch.no_grad():
        assert peak(chain) == 2 * 400


def test_what_autograd_keeps_is_in_memory_too(chain: nn.Module) -> None:
    assert peak(chain) == 5 * 400


def test_a_view_takes_no_memory_and_keeps_that_of_its_base() -> None:
    class Views(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            row = (x + 1)[0]
            return row.view(2, 5)

    assert peak(Views()) == 400


def test_what_is_freed_makes_room() -> None:
    class Freeing(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            wide = x.repeat(1, 100)
            x = x + 1
            del wide
            return x.repeat(1, 3)

    with torch.no_grad():
        assert peak(Freeing()) == 100 * 400 + 400


def test_a_change_in_place_takes_no_memory() -> None:
    class InPlace(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            x = x + 1
            x.mul_(2).relu_()
            return x

    assert peak(InPlace()) == 400
