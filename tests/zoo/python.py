"""Python between the modules: generators, threads, methods called past `__call__`, compilers."""

import threading
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor, nn

from tests.zoo.specimen import Specimen

SCALE = torch.full((4,), 2.0)


class Generators(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(4, 4) for _ in range(2))

    def outputs(self, x: Tensor) -> Iterator[Tensor]:
        for layer in self.layers:
            x = layer(x)
            yield x.relu()

    def forward(self, x: Tensor) -> Tensor:
        return sum(self.outputs(x)) + torch.stack([y * 2 for y in self.outputs(x)]).sum(0)


class Lazily(nn.Module):
    """Its forward is a generator: it runs while the caller goes through it."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Iterator[Tensor]:
        yield self.linear(x)
        yield x


class Consumer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.steps = Lazily()

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat(list(self.steps(x)))


class Threads(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(4, 4), nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        found: dict[str, Tensor] = {}
        worker = threading.Thread(target=lambda: found.update(right=self.right(x)))
        worker.start()
        worker.join()
        return self.left(x) + found["right"]


class Part(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x).relu()


class DeepPart(Part):
    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x) * 2


class PastCall(nn.Module):
    """Calls `forward` of its modules by name: their hooks do not run, but they do."""

    def __init__(self) -> None:
        super().__init__()
        self.part, self.deep, self.plain = Part(), DeepPart(), nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        return self.plain.forward(self.deep.forward(self.part.forward(x)))


class Elsewhere(nn.Module):
    """Tensors from where torch's functions are not seen: globals, numpy, constructors."""

    def forward(self, x: Tensor) -> Tensor:
        y = x * SCALE
        y = y + torch.from_numpy(np.ones(4, dtype=np.float32))
        y = torch.from_numpy(y.numpy() + 1)
        return y + torch.Tensor([1.0]) + torch.einsum("ij,ij->", y, y) + torch.rand(4)


def on_the_instance() -> nn.Module:
    model = nn.ModuleDict({"a": nn.Linear(4, 4), "b": nn.Tanh()})
    model.forward = lambda x: model["b"](model["a"](x))
    return model


def row() -> tuple[Tensor]:
    return (torch.rand(2, 4),)


ZOO = (
    Specimen(
        name="generators",
        build=Generators,
        inputs=row,
        parameters=40,
        modules=4,
        outputs="2×4",
        calls={"layers.0": 2, "layers.1": 2},
        edges=("layers.0 → relu", "layers.0 → layers.1", "relu#2 → add#2", "mul → stack"),
        frames=None,  # a loop in a generator is cut wherever its consumer runs in between
    ),
    Specimen(
        name="forward that is a generator",
        build=Consumer,
        inputs=row,
        parameters=20,
        modules=3,
        outputs="4×4",
        calls={"steps": 1, "steps.linear": 1},
        edges=("input → steps.linear", "steps.linear → cat", "input → cat"),
    ),
    Specimen(
        name="threads",
        build=Threads,
        inputs=row,
        parameters=40,
        modules=3,
        outputs="2×4",
        calls={"left": 1, "right": 0},
        edges=("left → add",),
        problems=("other-thread right",),
        unknown=1,  # what the thread returns
    ),
    Specimen(
        name="forward called by name",
        build=PastCall,
        inputs=row,
        parameters=60,
        modules=6,
        outputs="2×4",
        calls={"part": 1, "deep": 1, "plain": 1, "part.linear": 1, "deep.linear": 1},
        tree="""\
model → 2×4
  part → 2×4
    part.linear → 2×4
    relu → 2×4
  deep → 2×4
    deep.linear → 2×4
    relu → 2×4
    mul → 2×4
  plain → 2×4""",
        edges=("input → part.linear", "relu → deep.linear", "mul → plain"),
    ),
    Specimen(
        name="tensors from elsewhere",
        build=Elsewhere,
        inputs=row,
        grad=False,
        parameters=0,
        modules=1,
        outputs="2×4",
        ops="mul add numpy add einsum add rand add",
        results=("numpy = ndarray",),
        unknown=4,  # SCALE, the ones of numpy, what numpy added, and torch.Tensor
    ),
    Specimen(
        name="forward on the instance",
        build=on_the_instance,
        inputs=row,
        parameters=20,
        modules=3,
        outputs="2×4",
        edges=("a → b",),
    ),
    Specimen(
        name="TorchScript",
        build=lambda: nn.Sequential(
            torch.jit.script(nn.Sequential(nn.Linear(4, 4), nn.ReLU())), nn.Tanh()
        ),
        inputs=row,
        parameters=20,
        modules=5,
        outputs="2×4",
        tree="model → 2×4\n  0 → 2×4\n  1 → 2×4",
        edges=("0 → 1",),
    ),
    Specimen(
        name="DataParallel",
        build=lambda: nn.DataParallel(nn.Linear(4, 4)),
        inputs=row,
        parameters=20,
        modules=2,
        outputs="2×4",
        calls={"module": 1},
        edges=("input → module",),
    ),
)
