from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from inspector.engine.script.meta import executed_on


def attended(device: str, heads: int, **options: Any) -> Tensor:
    """Attention as transformers call it: heads split off the last dimension."""
    with executed_on(device):
        query = torch.rand(2, 6, 4, 8).transpose(1, 2)
        key, value = (torch.rand(2, 5, heads, 8).transpose(1, 2) for _ in range(2))
        if "attn_mask" in options:
            options = {**options, "attn_mask": torch.zeros(options["attn_mask"])}
        return F.scaled_dot_product_attention(query, key, value, **options)


@pytest.mark.parametrize(
    ("heads", "options"),
    [
        (4, {}),
        (4, {"is_causal": True}),
        (4, {"dropout_p": 0.5}),
        (4, {"scale": 0.1}),
        (4, {"attn_mask": (6, 5)}),
        (4, {"attn_mask": (2, 1, 6, 5)}),
        (2, {"enable_gqa": True}),
    ],
)
def test_the_result_lies_in_memory_as_on_the_cpu(heads: int, options: dict[str, Any]) -> None:
    real, shapes = attended("cpu", heads, **options), attended("meta", heads, **options)
    assert shapes.device.type == "meta"
    assert (shapes.shape, shapes.stride()) == (real.shape, real.stride())


@pytest.mark.parametrize(
    ("heads", "options"), [(3, {}), (4, {"attn_mask": (6, 4)}), (3, {"enable_gqa": True})]
)
def test_what_does_not_fit_is_refused_there_too(heads: int, options: dict[str, Any]) -> None:
    for device in ("cpu", "meta"):
        with pytest.raises(RuntimeError):
            attended(device, heads, **options)
