"""One module in several places, one parameter in several modules, one memory in several tensors."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tests.zoo.specimen import Specimen


class Siamese(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        return (self.encoder(left) - self.encoder(right)).pow(2).sum(-1)


class Aliased(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(4, 4)
        self.again = self.first
        self.chain = nn.Sequential(self.first, nn.Tanh(), self.first)

    def forward(self, x: Tensor) -> Tensor:
        return self.again(self.chain(self.first(x)))


class Tree(nn.Module):
    """Calls itself on both halves of its input."""

    def __init__(self) -> None:
        super().__init__()
        self.leaf = nn.Linear(1, 2)
        self.join = nn.Linear(4, 2)

    def forward(self, x: Tensor) -> Tensor:
        if x.shape[0] == 1:
            return self.leaf(x)
        half = x.shape[0] // 2
        return self.join(torch.cat([self(x[:half]), self(x[half:])], dim=-1))


class TiedByObject(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(7, 4)
        self.head = nn.Linear(4, 7, bias=False)
        self.head.weight = self.embedding.weight

    def forward(self, ids: Tensor) -> Tensor:
        return self.head(self.embedding(ids))


class TiedByMemory(nn.Module):
    """Another Parameter object over the same numbers, as ``.data`` hands them out."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(7, 4)
        self.head = nn.Linear(4, 7, bias=False)
        self.head.weight = nn.Parameter(self.embedding.weight.data)

    def forward(self, ids: Tensor) -> Tensor:
        return self.head(self.embedding(ids))


class TiedByTranspose(nn.Module):
    """An autoencoder whose way back is a view of the weights of the way there."""

    def __init__(self) -> None:
        super().__init__()
        self.encode = nn.Linear(4, 2)
        self.back = self.encode.weight.data.T

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(self.encode(x), self.back)


class Flat(nn.Module):
    """Parameters that are neighbouring slices of one memory, and share nothing."""

    def __init__(self) -> None:
        super().__init__()
        memory = torch.rand(6)
        self.weight = nn.Parameter(memory[:4].view(2, 2))
        self.bias = nn.Parameter(memory[4:])
        self.register_buffer("everything", memory)

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight, self.bias)


def row() -> tuple[Tensor]:
    return (torch.rand(2, 4),)


def ids() -> tuple[Tensor]:
    return (torch.tensor([[1, 2, 3]]),)


ZOO = (
    Specimen(
        name="Siamese",
        build=Siamese,
        inputs=lambda: (torch.rand(2, 4), torch.rand(2, 4)),
        parameters=40 + 27,
        modules=5,
        outputs="2",
        calls={"encoder": 2, "encoder.0": 2, "encoder.2": 2},
        ops="sub pow sum",
        edges=("encoder.2 → sub", "encoder.2#2 → sub", "input → encoder.0#2"),
        no_edges=("encoder.2 → encoder.0#2",),
    ),
    Specimen(
        name="one module under four paths",
        build=Aliased,
        inputs=row,
        parameters=20,
        modules=4,
        outputs="2×4",
        calls={"first": 4, "chain": 1, "chain.1": 1},
        also={"first": ("again", "chain.0", "chain.2")},
        edges=("first → first#2", "first#2 → chain.1", "chain.1 → first#3", "first#3 → first#4"),
    ),
    Specimen(
        name="recursion",
        build=Tree,
        inputs=lambda: (torch.rand(4, 1),),
        parameters=4 + 10,
        modules=3,
        outputs="1×2",
        calls={"": 7, "leaf": 4, "join": 3},
        tree="""\
model → 1×2
  getitem → 2×1
  model → 1×2
    getitem → 1×1
    model → 1×2
      leaf → 1×2
    getitem → 1×1
    model → 1×2
      leaf → 1×2
    cat → 1×4
    join → 1×2
  getitem → 2×1
  model → 1×2
    getitem → 1×1
    model → 1×2
      leaf → 1×2
    getitem → 1×1
    model → 1×2
      leaf → 1×2
    cat → 1×4
    join → 1×2
  cat → 1×4
  join → 1×2""",
        edges=("join → cat#3", "join#2 → cat#3", "cat#3 → join#3"),
    ),
    Specimen(
        name="weights tied by object",
        build=TiedByObject,
        inputs=ids,
        parameters=28,
        modules=3,
        outputs="1×3×7",
        shared={"head.weight": "embedding.weight"},
    ),
    Specimen(
        name="weights tied by memory",
        build=TiedByMemory,
        inputs=ids,
        parameters=56,  # torch counts them as two, and would train them as two
        parameter_bytes=4 * 28,
        modules=3,
        outputs="1×3×7",
        shared={"head.weight": "embedding.weight"},
    ),
    Specimen(
        name="weights tied by transpose",
        build=TiedByTranspose,
        inputs=row,
        parameters=10,
        modules=2,
        outputs="2×4",
        constants=("back",),
        shared={"back": "encode.weight"},
        ops="linear",
        edges=("constant → linear", "encode → linear"),
    ),
    Specimen(
        name="slices of one memory",
        build=Flat,
        inputs=lambda: (torch.rand(1, 2),),
        parameters=6,
        modules=1,
        outputs="1×2",
        shared={"everything": "weight"},
        edges=("parameter → linear",),
    ),
)
