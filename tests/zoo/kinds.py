"""Tensors of other kinds: complex, sparse, nested, quantized, of half precision, on meta."""

import torch
from torch import Tensor, nn

from tests.zoo.specimen import Specimen


class Spectral(nn.Module):
    """Multiplies by a learned filter in the frequencies."""

    def __init__(self) -> None:
        super().__init__()
        self.filter = nn.Parameter(torch.ones(5, dtype=torch.complex64))

    def forward(self, x: Tensor) -> Tensor:
        frequencies = torch.fft.rfft(x) * self.filter
        return torch.fft.irfft(frequencies) + frequencies.abs().sum() + frequencies.real.mean()


class Graph(nn.Module):
    """A layer of a graph network on a sparse adjacency matrix."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 2)
        self.register_buffer("adjacency", torch.eye(3).to_sparse())

    def forward(self, x: Tensor) -> Tensor:
        return torch.sparse.mm(self.adjacency, self.linear(x))


class Nested(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 2)

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        rows = torch.nested.nested_tensor([a, b])
        return torch.nested.to_padded_tensor(self.linear(rows), 0.0)


class Quantized(nn.Module):
    """Keeps its weight in eight bits, and computes with it as floats."""

    def __init__(self) -> None:
        super().__init__()
        weight = torch.quantize_per_tensor(torch.rand(3, 4), 0.1, 0, torch.qint8)
        self.register_buffer("weight", weight)

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight.dequantize().T


class Embedded(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.table = nn.Embedding(10, 4, sparse=True)
        self.low = nn.Linear(4, 2).to(torch.bfloat16)

    def forward(self, ids: Tensor) -> Tensor:
        return self.low(self.table(ids).bfloat16()).float()


def dynamically_quantized() -> nn.Module:
    model = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2))
    return torch.ao.quantization.quantize_dynamic(model, {nn.Linear}, dtype=torch.qint8)


ZOO = (
    Specimen(
        name="complex",
        build=Spectral,
        inputs=lambda: (torch.rand(2, 8),),
        parameters=5,
        parameter_bytes=8 * 5,
        modules=1,
        outputs="2×8",
        ops="fft_rfft mul fft_irfft abs sum add real mean add",
        edges=("parameter → mul", "fft_rfft → mul", "mul → fft_irfft", "mul → real"),
    ),
    Specimen(
        name="sparse",
        build=Graph,
        inputs=lambda: (torch.rand(3, 4),),
        parameters=10,
        modules=2,
        outputs="3×2",
        edges=("buffer → _sparse_mm", "linear → _sparse_mm"),
    ),
    Specimen(
        name="nested",
        build=Nested,
        inputs=lambda: (torch.rand(2, 4), torch.rand(3, 4)),
        parameters=10,
        modules=2,
        outputs="2×3×2",
        edges=("linear → nested_to_padded_tensor",),
        unknown=1,  # the constructor of nested tensors copies where nothing is seen
    ),
    Specimen(
        name="quantized weight",
        build=Quantized,
        inputs=lambda: (torch.rand(2, 4),),
        parameters=0,
        modules=1,
        outputs="2×3",
        ops="dequantize T matmul",
        edges=("buffer → dequantize", "T → matmul"),
    ),
    Specimen(
        name="dynamic quantization",
        build=dynamically_quantized,
        inputs=lambda: (torch.rand(2, 4),),
        parameters=0,
        modules=1 + 3 + 2,
        outputs="2×2",
        calls={"0": 1, "2": 1, "0._packed_params": 0},
        edges=("input → linear_dynamic", "linear_dynamic → to", "to → 1", "1 → linear_dynamic#2"),
    ),
    Specimen(
        name="half precision",
        build=Embedded,
        inputs=lambda: (torch.tensor([1, 2]),),
        parameters=50,
        parameter_bytes=4 * 40 + 2 * 10,
        modules=3,
        outputs="2×2",
        ops="bfloat16 float",
        edges=("table → bfloat16", "bfloat16 → low", "low → float"),
    ),
    Specimen(
        name="meta",
        build=lambda: nn.Sequential(
            nn.Linear(10**5, 10**6, device="meta"), nn.BatchNorm1d(10**6, device="meta")
        ),
        inputs=lambda: (torch.rand(2, 10**5, device="meta"),),
        parameters=10**11 + 10**6 + 2 * 10**6,
        modules=3,
        outputs="2×1000000",
        edges=("0 → 1",),
    ),
)
