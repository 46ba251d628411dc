"""torch's own transformers, on their slow way and on their fast one."""

import torch
from torch import Tensor, nn

from tests.zoo.specimen import Specimen

# Width 8: attention has 3·8·8 + 24 and 8·8 + 8, the two Linears to 16 and back 144 and 136, a norm
# 16.
ATTENTION, FORWARD, NORM = 288, 280, 16
ENCODER_LAYER = ATTENTION + FORWARD + 2 * NORM


class Attend(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.norm = nn.LayerNorm(8)

    def forward(self, x: Tensor, memory: Tensor) -> Tensor:
        output, weights = self.attention(x, memory, memory)
        assert weights.shape == (1, 3, 5)
        return self.norm(x + output)


def encoder() -> nn.Module:
    layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)
    return nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)


ZOO = (
    Specimen(
        name="attention",
        build=Attend,
        inputs=lambda: (torch.rand(1, 3, 8), torch.rand(1, 5, 8)),
        parameters=ATTENTION + NORM,
        modules=4,
        outputs="1×3×8",
        calls={"attention": 1, "attention.out_proj": 0},
        tree="model → 1×3×8\n  attention → 1×3×8 1×3×5\n  add → 1×3×8\n  norm → 1×3×8",
        edges=("input → attention", "attention → add", "input → add", "add → norm"),
    ),
    Specimen(
        name="nn.Transformer",
        build=lambda: nn.Transformer(8, 2, 1, 1, 16, batch_first=True),
        inputs=lambda: (torch.rand(1, 3, 8), torch.rand(1, 2, 8)),
        parameters=(ENCODER_LAYER + NORM) + (2 * ATTENTION + FORWARD + 3 * NORM + NORM),
        modules=1 + (3 + 2 + 7 + 1) + (3 + 4 + 9 + 1),
        outputs="1×2×8",
        calls={
            "encoder": 1,
            "encoder.layers": 0,
            "encoder.layers.0.self_attn": 1,
            "encoder.layers.0.self_attn.out_proj": 0,
            "decoder.layers.0.multihead_attn": 1,
        },
        edges=(
            "encoder.layers.0.norm2 → encoder.norm",
            "encoder.norm → decoder.layers.0.multihead_attn",
            "decoder.layers.0.norm1 → decoder.layers.0.multihead_attn",
            "decoder.layers.0.norm3 → decoder.norm",
        ),
    ),
    Specimen(
        name="TransformerEncoder in training",
        build=encoder,
        inputs=lambda: (torch.rand(2, 3, 8),),
        parameters=2 * ENCODER_LAYER,
        modules=1 + 1 + 2 * (1 + 2 + 7),
        outputs="2×3×8",
        calls={"layers.0": 1, "layers.0.linear1": 1, "layers.1.self_attn": 1},
        edges=("input → layers.0.self_attn", "layers.0.norm2 → layers.1.self_attn"),
        ops="(add relu add)*2",
    ),
    Specimen(
        name="TransformerEncoder on its fast path",
        build=lambda: encoder().eval(),
        inputs=lambda: (torch.rand(2, 3, 8),),
        grad=False,
        parameters=2 * ENCODER_LAYER,
        modules=1 + 1 + 2 * (1 + 2 + 7),
        outputs="2×3×8",
        calls={"layers.0": 1, "layers.0.linear1": 0, "layers.1.self_attn": 0},
        tree="""\
model → 2×3×8
  layers.0 → 2×3×8
    _transformer_encoder_layer_fwd → 2×3×8
  layers.1 → 2×3×8
    _transformer_encoder_layer_fwd → 2×3×8""",
    ),
    Specimen(
        name="TransformerEncoder of the meta device",
        build=lambda: encoder().to("meta"),
        inputs=lambda: (torch.rand(2, 3, 8, device="meta"),),
        parameters=2 * ENCODER_LAYER,
        modules=1 + 1 + 2 * (1 + 2 + 7),
        outputs="2×3×8",
        calls={"layers.1.linear2": 1},
    ),
)
