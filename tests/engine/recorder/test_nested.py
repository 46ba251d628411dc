"""Nested tensors: a dimension without one size is told as such, in both layouts of torch."""

import pytest
import torch
from torch import Tensor, nn

from inspector.engine.api import trace
from inspector.report.units import shape_text

pytestmark = pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")


class Padded(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 3)

    def forward(self, x: Tensor) -> Tensor:
        doubled = self.linear(x) * 2
        return doubled.to_padded_tensor(0.0)


@pytest.mark.parametrize("layout", [torch.jagged, torch.strided], ids=str)
def test_the_ragged_dimension_is_told_and_nothing_is_counted_by_it(layout: torch.layout) -> None:
    X = torch.nested.nested_tensor([torch.rand(2, 4), torch.rand(3, 4)], layout=layout)
    report = trace(Padded(), X)
    assert report.failure is None
    linear = next(call for call in report.calls if call.name == "Linear")
    shapes = {tensor.id: tensor.shape for tensor in report.tensors}
    assert shapes[report.inputs[0].tensor] == (2, -1, 4)
    assert shapes[linear.outputs[0]] == (2, -1, 3)
    assert shapes[report.outputs[0]] == (2, 3, 3)
    assert linear.flops is None
    assert shape_text(shapes[linear.outputs[0]]) == "2 × ragged × 3"
