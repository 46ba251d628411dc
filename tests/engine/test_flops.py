"""Operations counted by hand: two for each multiply-add."""

import pytest
import torch
from torch import Tensor, nn

from inspector.engine.api import trace


def flops(model: nn.Module, *inputs: Tensor) -> int | None:
    report = trace(model, *inputs)
    assert report.failure is None
    return report.calls[0].flops


@pytest.mark.parametrize(
    ("model", "shapes", "expected"),
    [
        (nn.Linear(8, 3), [(5, 8)], 2 * 5 * 3 * 8),
        (nn.Linear(8, 3), [(2, 5, 8)], 2 * 10 * 3 * 8),
        (nn.Bilinear(3, 4, 5), [(2, 3), (2, 4)], 2 * 2 * 5 * 3 * 4),
        (nn.Conv2d(3, 6, 5), [(2, 3, 16, 16)], 2 * (2 * 6 * 12 * 12) * (3 * 5 * 5)),
        (nn.Conv2d(4, 8, 3, padding=1, groups=4), [(1, 4, 6, 6)], 2 * (8 * 36) * 9),
        (nn.Conv1d(2, 4, 3, stride=2), [(1, 2, 9)], 2 * (4 * 4) * (2 * 3)),
        (nn.ConvTranspose2d(4, 2, 2, stride=2), [(1, 4, 3, 3)], 2 * (4 * 9) * (2 * 4)),
        (nn.LSTM(4, 5), [(7, 2, 4)], 2 * 14 * 4 * 5 * (4 + 5)),
        (
            nn.GRU(4, 5, num_layers=2, bidirectional=True),
            [(7, 2, 4)],
            2 * 14 * 2 * 3 * 5 * ((4 + 5) + (10 + 5)),
        ),
        (nn.RNNCell(4, 5), [(2, 4)], 2 * 2 * 5 * 9),
        (
            nn.MultiheadAttention(8, 2, batch_first=True),
            [(2, 3, 8)] * 3,
            2 * 2 * (4 * 3 * 8 * 8 + 2 * 3 * 3 * 8),
        ),
        (nn.ReLU(), [(2, 3)], 0),
        (nn.MaxPool2d(2), [(1, 1, 4, 4)], 0),
        (nn.BatchNorm1d(3), [(2, 3)], None),
        (nn.Softmax(-1), [(2, 3)], None),
    ],
)
def test_modules(model: nn.Module, shapes: list[tuple[int, ...]], expected: int | None) -> None:
    assert flops(model, *(torch.rand(shape) for shape in shapes)) == expected


def test_functions_between_modules() -> None:
    class Products(nn.Module):
        def forward(self, a: Tensor, b: Tensor) -> Tensor:
            self.ops = [
                a @ b,
                torch.bmm(a[None], b[None]),
                torch.einsum("ij,jk->ik", a, b),
                nn.functional.linear(a, b.T),
                nn.functional.scaled_dot_product_attention(a[None], a[None], a[None]),
                torch.addmm(torch.zeros(2, 5), a, b),
                a.relu(),
                a + a,
            ]
            return a

    report = trace(Products(), (torch.rand(2, 3), torch.rand(3, 5)))
    found = {call.name: call.flops for call in report.calls[1:]}
    product = 2 * 2 * 3 * 5
    assert found["matmul"] == found["bmm"] == found["einsum"] == found["linear"] == product
    assert found["addmm"] == product
    assert found["scaled_dot_product_attention"] == 2 * (2 * 2) * (3 + 3)
    assert (found["relu"], found["getitem"], found["add"]) == (0, 0, None)


def test_a_module_costs_what_is_in_it_and_the_total_counts_each_call() -> None:
    linear = nn.Linear(4, 4)
    report = trace(nn.Sequential(linear, nn.Sequential(linear, nn.ReLU())), torch.rand(1, 4))
    assert [call.flops for call in report.calls] == [64, 32, 32, 32, 0]
    assert report.totals.flops == 64
