"""Inputs and outputs that are more than a tensor."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_sequence

from tests.zoo.specimen import Specimen


@dataclass
class Batch:
    image: Tensor
    label: Tensor
    weight: float = 2.0
    mask: Tensor | None = None


@dataclass(frozen=True)
class Prediction:
    logits: Tensor
    loss: Tensor


class Scores(NamedTuple):
    best: Tensor
    index: Tensor


class Dictionary(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.a, self.b = nn.Linear(4, 3), nn.Linear(2, 3)

    def forward(self, batch: dict[str, Any]) -> dict[str, Any]:
        parts = [self.a(batch["a"]), self.b(batch["more"]["b"])]
        return {"sum": sum(parts), "parts": parts, "count": len(parts), "none": None}


class Classes(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 3)

    def forward(self, batch: Batch) -> Prediction:
        logits = self.linear(batch.image)
        assert batch.mask is None
        return Prediction(logits, nn.functional.cross_entropy(logits, batch.label) * batch.weight)


class Head(nn.Module):
    def forward(self, *, scores: Tensor, k: int, mask: Tensor | None, scale: float = 1.0) -> Scores:
        assert mask is None
        values, indices = (scores * scale).topk(k)
        return Scores(values, indices)


class Keywords(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear, self.head = nn.Linear(4, 3), Head()

    def forward(self, x: Tensor, *, k: int = 1) -> OrderedDict[str, Tensor]:
        found = self.head(scores=self.linear(input=x), k=k, mask=None)
        return OrderedDict(best=found.best, index=found.index)


class Packed(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.gru, self.scale = nn.GRU(4, 3), nn.Linear(3, 3)

    def forward(self, sequence: PackedSequence) -> PackedSequence:
        output, _ = self.gru(sequence)
        return output._replace(data=self.scale(output.data))


class Cache:
    """Keys and values of earlier steps, as a plain object."""

    def __init__(self) -> None:
        self.keys: list[Tensor] = []


class Step(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.key = nn.Linear(4, 4)

    def forward(self, x: Tensor, cache: Cache) -> Tensor:
        cache.keys.append(self.key(x))
        return torch.cat(cache.keys)


class Steps(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.step = Step()

    def forward(self, x: Tensor) -> Tensor:
        cache = Cache()
        self.step(x, cache)
        return self.step(x, cache)


ZOO = (
    Specimen(
        name="dicts and lists",
        build=Dictionary,
        inputs=lambda: ({"a": torch.rand(2, 4), "more": {"b": torch.rand(2, 2)}},),
        parameters=15 + 9,
        modules=3,
        outputs="2×3 2×3 2×3",
        ops="add add",  # sum() begins with 0 + tensor
        edges=("input → a", "input → b", "a → add", "b → add#2"),
    ),
    Specimen(
        name="dataclasses",
        build=Classes,
        inputs=lambda: (Batch(torch.rand(2, 4), torch.tensor([0, 2])),),
        parameters=15,
        modules=2,
        outputs="2×3 scalar",
        ops="cross_entropy mul",
        edges=("input → linear", "input → cross_entropy", "linear → cross_entropy"),
    ),
    Specimen(
        name="keywords and None",
        build=Keywords,
        inputs=lambda: (torch.rand(2, 4),),
        kwargs={"k": 2},
        parameters=15,
        modules=3,
        outputs="2×2 2×2",
        tree="""\
model → 2×2 2×2
  linear → 2×3
  head → 2×2 2×2
    mul → 2×3
    topk → 2×2 2×2""",
        edges=("input → linear", "linear → mul", "mul → topk"),
    ),
    Specimen(
        name="packed sequence in and out",
        build=Packed,
        inputs=lambda: (pack_sequence([torch.rand(3, 4), torch.rand(1, 4)]),),
        parameters=3 * (12 + 9 + 6) + 12,
        modules=3,
        outputs="4×3 3",  # four rows in all; 2, 1 and 1 sequences have a first, second, third
        edges=("input → gru", "gru → scale"),
    ),
    Specimen(
        name="cache",
        build=Steps,
        inputs=lambda: (torch.rand(1, 4),),
        parameters=20,
        modules=3,
        outputs="2×4",
        edges=("step.key → cat", "step.key → cat#2", "step.key#2 → cat#2"),
        no_edges=("step.key#2 → cat",),
    ),
)
