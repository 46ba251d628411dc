"""The ATen operations inside each call, when they are asked for."""

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from inspector.engine.api import trace


class Mixed(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 3)
        self.norm = nn.LayerNorm(3)

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu(self.linear(x))
        return self.norm(x) @ x.T


def test_each_call_tells_the_operations_it_ran_itself() -> None:
    with torch.no_grad():  # autograd's own operations would be seen too
        report = trace(Mixed(), torch.rand(2, 4), aten=True)
    inside = {call.name: call.aten for call in report.calls}
    assert inside["Linear"] == ("aten.t", "aten.addmm")
    assert inside["relu"] == ("aten.relu",)
    assert inside["LayerNorm"] == ("aten.native_layer_norm",)
    assert inside["matmul"] == ("aten.mm",)
    assert inside["Mixed"] == ()


def test_without_being_asked_nothing_is_noted() -> None:
    report = trace(Mixed(), torch.rand(2, 4))
    assert not any(call.aten for call in report.calls)


def test_the_output_and_the_rest_of_the_report_are_the_same() -> None:
    model, X = Mixed(), torch.rand(2, 4)
    plain, watched = trace(model, X), trace(model, X, aten=True)
    assert watched.tensors == plain.tensors
    assert [call.name for call in watched.calls] == [call.name for call in plain.calls]


MODELS = [
    (nn.Linear(8, 3), (2, 5, 8)),
    (nn.Conv2d(4, 8, 3, padding=1, groups=2), (2, 4, 6, 6)),
    (nn.ConvTranspose2d(4, 2, 2, stride=2), (1, 4, 3, 3)),
    (nn.Sequential(nn.Conv1d(2, 4, 3), nn.ReLU(), nn.Conv1d(4, 4, 3)), (1, 2, 9)),
    (nn.TransformerEncoderLayer(8, 2, 16, batch_first=True), (2, 5, 8)),
    (Mixed(), (2, 4)),
]


@pytest.mark.parametrize(("model", "shape"), MODELS, ids=lambda each: type(each).__name__)
def test_our_formulas_count_what_the_registry_of_torch_counts(
    model: nn.Module, shape: tuple[int, ...]
) -> None:
    X = torch.rand(shape)
    assert trace(model, X).totals.flops == trace(model, X, aten=True).totals.flops
