"""Transformers take their fused way under the recorder too, where they would without it."""

import pytest
import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from inspector.engine.api import trace
from inspector.report.model import Report

FUSED = "_transformer_encoder_layer_fwd"


def names(report: Report) -> list[str]:
    assert report.failure is None
    return [call.name for call in report.calls]


def layer() -> nn.Module:
    return nn.TransformerEncoderLayer(4, 2, 8, batch_first=True).eval()


X = torch.rand(2, 3, 4)


@torch.no_grad()
def test_without_gradients_an_encoder_layer_is_one_function() -> None:
    report = trace(layer(), X)
    assert names(report) == ["TransformerEncoderLayer", FUSED]
    assert not report.problems, "the function reads the parameters of what is not called"
    # 2·3 positions through 4·12, 4·4, 4·8 and 8·4 weights; 3·3 pairs of 4 numbers, twice
    assert report.totals.flops == 2 * (2 * 3 * (48 + 16 + 32 + 32) + 2 * 2 * 9 * 4)


@pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")
@torch.no_grad()
def test_padded_sequences_go_through_nested_tensors() -> None:
    model = nn.TransformerEncoder(layer(), 2).eval()
    mask = torch.tensor([[False, False, True], [False, False, False]])
    report = trace(model, X, kwargs={"src_key_padding_mask": mask})
    assert names(report).count(FUSED) == 2
    assert "_nested_tensor_from_mask" in names(report)
    assert names(report)[-1] == "to_padded_tensor"


def test_with_gradients_it_is_seen_in_parts() -> None:
    assert "MultiheadAttention" in names(trace(layer(), X))


@torch.no_grad()
@pytest.mark.parametrize("change", ["train", "hook"])
def test_what_keeps_it_from_the_fused_way_still_does(change: str) -> None:
    model = layer()
    if change == "train":
        model.train()
    else:
        model.linear1.register_forward_hook(lambda *args: None)
    assert "Linear" in names(trace(model, X))


@torch.no_grad()
def test_under_a_mode_of_the_models_own_it_is_slow_as_ever() -> None:
    class Watching(TorchFunctionMode):
        def __torch_function__(self, func, types, args=(), kwargs=None):  # type: ignore[no-untyped-def]
            return func(*args, **(kwargs or {}))

    class Watched(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = layer()

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            with Watching():
                return self.layer(x)

    assert "Linear" in names(trace(Watched(), X))
