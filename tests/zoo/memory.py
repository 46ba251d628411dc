"""Models that write: into activations, views, inputs, buffers, parameters, and into themselves."""

from typing import Any

import torch
from torch import Tensor, nn

from tests.zoo.specimen import Specimen


class InPlace(nn.Module):
    """Everything in place: one memory from the first line to the last."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)
        self.relu, self.drop = nn.ReLU(inplace=True), nn.Dropout(0.5, inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        y = self.drop(self.relu(self.linear(x)))
        y += 1
        y.mul_(2)
        y[:, 0] = 0
        y[1].sub_(x[0])
        torch.neg(y, out=y)
        return y


class Views(nn.Module):
    """Reads through views what was written through others."""

    def forward(self, x: Tensor) -> Tensor:
        y = x * 1
        flat, turned, (left, right) = y.view(-1), y.T, y.chunk(2, dim=1)
        left.zero_()
        turned.add_(1)
        right.copy_(left)
        return flat.sum() + y.unfold(1, 2, 2).diagonal().sum()


class Greedy(nn.Module):
    """Overwrites its input."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        x.clamp_(0.25, 0.75)
        x[0] = self.linear(x[1])
        return x * 2


class Remembering(nn.Module):
    """Keeps state in buffers, constants, lists, dicts, objects and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)
        self.register_buffer("mean", torch.zeros(4))
        self.register_buffer("scratch", torch.zeros(4), persistent=False)
        self.total = torch.zeros(4)
        self.history: list[Tensor] = []
        self.by_name: dict[str, Any] = {"steps": [0], "last": None}
        self.steps = 0
        self.hidden: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        h = self.linear(x)
        self.mean.mul_(0.9).add_(h.mean(0).detach(), alpha=0.1)
        self.scratch = h.detach()[0]
        self.total += 1
        self.history.append(h)
        self.by_name["last"] = h
        self.by_name["steps"][0] += 1
        self.by_name.setdefault("new", {})["x"] = x
        self.steps += 1
        self.hidden = h if self.hidden is None else self.hidden + h
        return h + self.mean


class Clipping(nn.Module):
    """Writes into its own parameters, as a Wasserstein critic does."""

    def __init__(self) -> None:
        super().__init__()
        self.linear, self.scale = nn.Linear(4, 4), nn.Linear(4, 4)
        self.table = nn.Embedding(5, 4, max_norm=0.1)

    def forward(self, x: Tensor) -> Tensor:
        self.linear.weight.data.clamp_(-0.01, 0.01)
        with torch.no_grad():
            self.linear.bias.zero_()
            torch._foreach_mul_(list(self.scale.parameters()), 0.5)
        self.scale.bias.data = torch.ones(4)
        self.scale.weight.requires_grad_(False)
        return self.scale(self.linear(x)) + self.table(torch.tensor([0, 1]))


class Rebuilding(nn.Module):
    """Changes its own modules, flags and hooks while it runs."""

    def __init__(self) -> None:
        super().__init__()
        self.linear, self.old = nn.Linear(4, 4), nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        x = self.old(self.linear(x))
        del self.old
        self.new = nn.Linear(4, 2)
        self.linear.register_forward_hook(lambda module, args, output: output * 2)
        self.train(not self.training)
        self.linear.weight.grad = torch.ones(4, 4)
        return self.new(self.linear(x))


def row() -> tuple[Tensor]:
    return (torch.rand(2, 4),)


ZOO = (
    Specimen(
        name="everything in place",
        build=InPlace,
        inputs=row,
        grad=False,
        parameters=20,
        modules=4,
        outputs="2×4",
        ops="add_ mul_ setitem getitem getitem sub_ neg",
        edges=(
            "linear → relu",
            "relu → drop",
            "drop → add_",
            "add_ → mul_",
            "mul_ → setitem",
            "getitem → sub_",
            "input → getitem#2",
            "getitem#2 → sub_",
            "sub_ → neg",
        ),
        no_edges=("linear → drop", "linear → neg", "add_ → sub_"),
    ),
    Specimen(
        name="views",
        build=Views,
        inputs=lambda: (torch.rand(4, 4),),
        parameters=0,
        modules=1,
        outputs="scalar",
        ops="mul view T chunk zero_ add_ copy_ sum unfold diagonal sum add",
        edges=(
            "input → mul",
            "mul → view",
            "chunk → zero_",
            "zero_ → add_",
            "add_ → copy_",
            "copy_ → sum",
            "copy_ → unfold",
            "unfold → diagonal",
            "diagonal → sum#2",
        ),
        no_edges=("mul → sum", "chunk → copy_"),
    ),
    Specimen(
        name="model that modifies its input",
        build=Greedy,
        inputs=row,
        parameters=20,
        modules=2,
        outputs="2×4",
        ops="clamp_ getitem setitem mul",
        edges=(
            "input → clamp_",
            "clamp_ → getitem",
            "getitem → linear",
            "linear → setitem",
            "clamp_ → setitem",
            "setitem → mul",
        ),
        no_edges=("input → mul", "input → getitem"),
    ),
    Specimen(
        name="model that keeps state",
        build=Remembering,
        inputs=row,
        parameters=20,
        modules=2,
        outputs="2×4",
        constants=("total",),
        edges=("buffer → mul_", "constant → add_#2", "add_ → add", "linear → add"),
    ),
    Specimen(
        name="model that writes into its parameters",
        build=Clipping,
        inputs=row,
        parameters=20 + 20 + 20,
        modules=4,
        outputs="2×4",
        ops="data clamp_ zero_ _foreach_mul_ ones set_data tensor add",
        edges=("parameter → data", "data → clamp_", "ones → set_data", "tensor → table"),
        problems=("parameters-written ",),
    ),
    Specimen(
        name="model that rebuilds itself",
        build=Rebuilding,
        inputs=row,
        parameters=40,
        modules=4,
        outputs="2×2",
        calls={"linear": 2, "old": 1},
        hidden=("<Linear>",),
        edges=("input → linear", "linear → old"),
    ),
)
