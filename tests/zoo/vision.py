"""A vision transformer and a state space model: sequences cut from images, and scanned."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tests.zoo.specimen import Specimen


class ViT(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.patches = nn.Conv2d(3, 8, 4, 4)
        self.cls = nn.Parameter(torch.zeros(1, 1, 8))
        self.positions = nn.Parameter(torch.zeros(1, 5, 8))
        self.block = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True, norm_first=True)
        self.norm, self.head = nn.LayerNorm(8), nn.Linear(8, 3)

    def forward(self, image: Tensor) -> Tensor:
        x = self.patches(image).flatten(2).transpose(1, 2)
        x = torch.cat([self.cls.expand(len(x), -1, -1), x], dim=1)
        x = self.block(x + self.positions)
        return self.head(self.norm(x)[:, 0])


class Mamba(nn.Module):
    """A selective state space block: 4 channels, 8 inside, a state of 2 for each of these."""

    def __init__(self) -> None:
        super().__init__()
        self.in_proj = nn.Linear(4, 16, bias=False)
        self.conv = nn.Conv1d(8, 8, 3, padding=2, groups=8)
        self.x_proj = nn.Linear(8, 5, bias=False)
        self.dt_proj = nn.Linear(1, 8)
        self.A_log = nn.Parameter(torch.zeros(8, 2))
        self.D = nn.Parameter(torch.ones(8))
        self.out_proj = nn.Linear(8, 4, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        length = x.shape[1]
        x, gate = self.in_proj(x).chunk(2, dim=-1)
        x = F.silu(self.conv(x.transpose(1, 2))[..., :length].transpose(1, 2))
        dt, B, C = self.x_proj(x).split([1, 2, 2], dim=-1)
        dt = F.softplus(self.dt_proj(dt))
        decay = torch.exp(dt[..., None] * -torch.exp(self.A_log))
        write = (dt * x)[..., None] * B[:, :, None, :]
        state, rows = x.new_zeros(x.shape[0], 8, 2), []
        for t in range(length):
            state = decay[:, t] * state + write[:, t]
            rows.append((state * C[:, t, None, :]).sum(-1))
        y = torch.stack(rows, dim=1) + x * self.D
        return self.out_proj(y * F.silu(gate))


ZOO = (
    Specimen(
        name="ViT",
        build=ViT,
        inputs=lambda: (torch.rand(2, 3, 8, 8),),
        # 3·4·4·8 + 8 for the patches, 8 and 5·8, a transformer layer as in attention.py
        parameters=392 + 8 + 40 + (288 + 280 + 32) + 16 + 27,
        modules=1 + 1 + (1 + 2 + 7) + 1 + 1,
        outputs="2×3",
        edges=(
            "patches → flatten",
            "parameter → expand",
            "expand → cat",
            "transpose → cat",
            "parameter → add",
            "norm → getitem",
            "getitem → head",
        ),
    ),
    Specimen(
        name="Mamba",
        build=Mamba,
        inputs=lambda: (torch.rand(2, 5, 4),),
        parameters=64 + (24 + 8) + 40 + (8 + 8) + 16 + 8 + 32,
        modules=6,
        outputs="2×5×4",
        frames=("for t in range(length) × 5",),
        edges=(
            "in_proj → chunk",
            "chunk → transpose",
            "chunk → silu#2",
            "split → dt_proj",
            "parameter → exp",
            "new_zeros → mul#4",
            "add → mul#6",
            "add → mul#5",
            "sum#5 → stack",
        ),
        no_edges=("new_zeros → mul#6",),
    ),
)
