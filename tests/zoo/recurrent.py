"""Recurrent layers as one call, cells in a loop, sequences of different lengths."""

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from tests.zoo.specimen import Specimen


class Classifier(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(10, 4)
        self.lstm = nn.LSTM(4, 3, batch_first=True)
        self.head = nn.Linear(3, 2)

    def forward(self, ids: Tensor) -> Tensor:
        output, (_, _) = self.lstm(self.embedding(ids))
        return self.head(output[:, -1])


class Forecast(nn.Module):
    """A GRU reads, a GRU cell writes its own next input."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.GRU(4, 5, batch_first=True)
        self.cell = nn.GRUCell(4, 5)
        self.out = nn.Linear(5, 4)

    def forward(self, x: Tensor) -> Tensor:
        _, last = self.encoder(x)
        state, y, written = last[0], x[:, -1], []
        for _ in range(3):
            state = self.cell(y, state)
            y = self.out(state)
            written.append(y)
        return torch.stack(written, dim=1)


class Lengths(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(10, 4, padding_idx=0)
        self.lstm = nn.LSTM(4, 3, batch_first=True, bidirectional=True)
        self.head = nn.Linear(6, 2)

    def forward(self, ids: Tensor) -> Tensor:
        lengths = (ids != 0).sum(1)
        packed = pack_padded_sequence(self.embedding(ids), lengths, True, False)
        output, _ = self.lstm(packed)
        padded, _ = pad_packed_sequence(output, batch_first=True)
        return self.head(padded.sum(1))


# Each gate of a recurrent layer reads `i` inputs and `h` states: g(hi + hh + 2h), where g is 4 in
# an LSTM and 3 in a GRU.
ZOO = (
    Specimen(
        name="LSTM",
        build=Classifier,
        inputs=lambda: (torch.tensor([[1, 2, 3], [4, 5, 6]]),),
        parameters=40 + 4 * (12 + 9 + 6) + 8,
        modules=4,
        outputs="2×2",
        tree="""\
model → 2×2
  embedding → 2×3×4
  lstm → 2×3×3 1×2×3 1×2×3
  getitem → 2×3
  head → 2×2""",
        edges=("embedding → lstm", "lstm → getitem", "getitem → head"),
    ),
    Specimen(
        name="GRU and GRUCell",
        build=Forecast,
        inputs=lambda: (torch.rand(2, 6, 4),),
        parameters=2 * 3 * (20 + 25 + 10) + 24,
        modules=4,
        outputs="2×3×4",
        frames=("for _ in range(3) × 3",),
        calls={"encoder": 1, "cell": 3, "out": 3},
        tree="""\
model → 2×3×4
  encoder → 2×6×5 1×2×5
  getitem → 2×5
  getitem → 2×4
  cell → 2×5 [for 1]
  out → 2×4 [for 1]
  cell → 2×5 [for 2]
  out → 2×4 [for 2]
  cell → 2×5 [for 3]
  out → 2×4 [for 3]
  stack → 2×3×4""",
        edges=(
            "input → getitem#2",
            "getitem#2 → cell",
            "getitem → cell",
            "cell → cell#2",
            "out → cell#2",
            "out → stack",
            "out#3 → stack",
        ),
        no_edges=("getitem → cell#2", "out#3 → cell#3"),
    ),
    Specimen(
        name="packed sequence",
        build=Lengths,
        inputs=lambda: (torch.tensor([[1, 2, 0], [3, 4, 5]]),),
        parameters=40 + 2 * 4 * (12 + 9 + 6) + 14,
        modules=4,
        outputs="2×2",
        edges=("input → ne", "embedding → index_select", "sum#2 → head"),
    ),
)
