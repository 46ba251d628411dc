"""Autograd within forward: own functions, checkpoints, transforms, modes."""

from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from tests.zoo.specimen import Specimen


class Straight(torch.autograd.Function):
    """Rounds, and hands the gradient straight through."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        return x.round()

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> Tensor:
        return grad


class OwnFunction(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        return Straight.apply(self.linear(x)) + x


class Checkpointed(nn.Module):
    def __init__(self, reentrant: bool) -> None:
        super().__init__()
        self.first, self.second = nn.Linear(4, 4), nn.Sequential(nn.Linear(4, 4), nn.Dropout(0.5))
        self.reentrant = reentrant

    def forward(self, x: Tensor) -> Tensor:
        y = self.first(x)
        return checkpoint(self.second, y, use_reentrant=self.reentrant) + y


class Modes(nn.Module):
    """Each line under another mode; the last ones leave other modes on than they found."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            y = self.linear(x)
        with torch.no_grad():
            y = self.linear(y.float())
        with torch.inference_mode():
            z = self.linear(y).add_(1)
        torch.set_grad_enabled(not torch.is_grad_enabled())
        torch.set_default_dtype(torch.float64)
        torch.set_default_device("cpu")
        return z.clone() + torch.ones(4)


class PerSample(nn.Module):
    """The gradient of each row's loss, by function transforms."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 1)

    def loss(self, weight: Tensor, row: Tensor) -> Tensor:
        return (row @ weight.T).pow(2).sum()

    def forward(self, x: Tensor) -> Tensor:
        each = torch.vmap(torch.func.grad(self.loss), in_dims=(None, 0))
        return each(self.linear.weight, x) + torch.vmap(self.linear)(x)[:, None]


class Energy(nn.Module):
    """Returns the gradient of its own output: ``autograd.grad`` in forward."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 1)

    def forward(self, x: Tensor) -> Tensor:
        x = x.detach().requires_grad_()
        energy = self.linear(x).pow(2).sum()
        (force,) = torch.autograd.grad(energy, x, create_graph=True)
        return -force


class Functional(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        doubled = {name: 2 * one for name, one in self.linear.named_parameters()}
        return torch.func.functional_call(self.linear, doubled, (x,))


class Learning(nn.Module):
    """Takes a step of gradient descent in each forward."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)
        self.optimizer = torch.optim.SGD(self.linear.parameters(), lr=0.1, momentum=0.9)

    def forward(self, x: Tensor) -> Tensor:
        loss = self.linear(x).pow(2).mean()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.detach()


def row() -> tuple[Tensor]:
    return (torch.rand(2, 4),)


ZOO = (
    Specimen(
        name="own autograd function",
        build=OwnFunction,
        inputs=row,
        parameters=20,
        modules=2,
        outputs="2×4",
        ops="round add",
        edges=("linear → round", "round → add", "input → add"),
    ),
    *(
        Specimen(
            name=f"checkpoint, {'reentrant' if reentrant else 'not reentrant'}",
            build=lambda reentrant=reentrant: Checkpointed(reentrant),
            inputs=row,
            parameters=40,
            modules=5,
            outputs="2×4",
            calls={"first": 1, "second": 1, "second.0": 1},
            edges=("first → second.0", "second.1 → add", "first → add"),
        )
        for reentrant in (True, False)
    ),
    Specimen(
        name="modes of gradients and precision",
        build=Modes,
        inputs=row,
        parameters=20,
        modules=2,
        outputs="2×4",
        calls={"linear": 3},
        ops="float add_ clone ones add",
        edges=("linear → float", "float → linear#2", "add_ → clone", "ones → add"),
    ),
    Specimen(
        name="gradients for each sample",
        build=PerSample,
        inputs=lambda: (torch.rand(3, 4),),
        parameters=5,
        modules=2,
        outputs="3×1×4",
        edges=("input → matmul", "parameter → T", "T → matmul", "input → linear"),
    ),
    Specimen(
        name="gradient as output",
        build=Energy,
        inputs=row,
        parameters=5,
        modules=2,
        outputs="2×4",
        edges=("input → detach", "detach → linear", "sum → grad", "grad → neg"),
    ),
    Specimen(
        name="functional call",
        build=Functional,
        inputs=row,
        parameters=20,
        modules=2,
        outputs="2×4",
        calls={"linear": 1},
        ops="mul mul",
        edges=("parameter → mul", "input → linear"),
    ),
    Specimen(
        name="learning in forward",
        build=Learning,
        inputs=row,
        parameters=20,
        modules=2,
        outputs="scalar",
        edges=("input → linear", "linear → pow", "mean → backward", "mean → detach#3"),
        results=("backward = None",),
        problems=("parameters-written ",),
        unknown=2,  # the gradients of weight and bias, which `backward` leaves in `.grad`
    ),
)
