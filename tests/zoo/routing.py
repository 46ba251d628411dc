"""Which modules run depends on the numbers; and weights that are numbers made by a module."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tests.zoo.specimen import Specimen


class MixtureOfExperts(nn.Module):
    """Sends each row to the expert of its largest number: here rows 0 and 2 to 0, 1 to 2."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = nn.Linear(3, 3, bias=False)
        self.gate.weight.data = torch.eye(3)
        self.experts = nn.ModuleList(nn.Linear(3, 3) for _ in range(3))

    def forward(self, x: Tensor) -> Tensor:
        choice = self.gate(x).argmax(-1)
        out = torch.zeros_like(x)
        for number, expert in enumerate(self.experts):
            chosen = choice == number
            if chosen.any():
                out[chosen] = expert(x[chosen])
        return out


class EarlyExit(nn.Module):
    """Adds 1 in each block, and leaves when the sum of all is greater than 10."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(nn.Linear(4, 4) for _ in range(5))
        for block in self.blocks:
            nn.init.eye_(block.weight)
            nn.init.ones_(block.bias)

    def forward(self, x: Tensor) -> Tensor:
        for block in self.blocks:
            x = block(x)
            if x.sum().item() > 10:
                break
        return x


class Hypernetwork(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.code = nn.Parameter(torch.rand(3))
        self.hyper = nn.Linear(3, 2 * 4 + 2)

    def forward(self, x: Tensor) -> Tensor:
        made = self.hyper(self.code)
        return F.linear(x, made[:8].view(2, 4), made[8:])


class Collatz(nn.Module):
    """Counts in Python with numbers from tensors: 3, 10, 5, 16, 8, 4, 2, 1 is 7 steps."""

    def forward(self, n: Tensor) -> Tensor:
        steps = 0
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        return n + steps


ZOO = (
    Specimen(
        name="mixture of experts",
        build=MixtureOfExperts,
        inputs=lambda: (torch.tensor([[9.0, 1, 1], [0, 1, 5], [7, 0, 0]]),),
        parameters=9 + 3 * 12,
        modules=1 + 1 + 1 + 3,
        outputs="3×3",
        calls={"experts": 0, "experts.0": 1, "experts.1": 0, "experts.2": 1},
        ops="argmax zeros_like eq any bool getitem setitem eq any bool eq any bool getitem setitem",
        results=("bool = True", "bool = False", "bool = True"),
        frames=("for number, expert in enumerate(self.experts) × 3",),
        edges=(
            "gate → argmax",
            "argmax → eq#3",
            "experts.0 → setitem",
            "zeros_like → setitem",
            "setitem → setitem#2",
            "experts.2 → setitem#2",
            "eq → getitem",
        ),
        problems=("unused-parameters experts.1",),
    ),
    Specimen(
        name="early exit",
        build=EarlyExit,
        # The sum grows by 4 a block: 4, 8, 12.
        inputs=lambda: (torch.zeros(1, 4),),
        parameters=5 * 20,
        modules=7,
        outputs="1×4",
        calls={"blocks.2": 1, "blocks.3": 0},
        ops="sum item sum item sum item",
        results=("item = 4", "item = 8", "item = 12"),
        frames=("for block in self.blocks × 3",),
        problems=("unused-parameters blocks.3", "unused-parameters blocks.4"),
    ),
    Specimen(
        name="hypernetwork",
        build=Hypernetwork,
        inputs=lambda: (torch.rand(5, 4),),
        parameters=3 + 30 + 10,
        modules=2,
        outputs="5×2",
        ops="getitem view getitem linear",
        edges=("parameter → hyper", "view → linear", "getitem#2 → linear", "input → linear"),
    ),
    Specimen(
        name="loop that depends on the numbers",
        build=Collatz,
        inputs=lambda: (torch.tensor(3),),
        parameters=0,
        modules=1,
        outputs="scalar",
        frames=("while n != 1 × 7",),
        ops="""
            (ne bool remainder eq bool mul add ne bool remainder eq bool floordiv)*2
            (ne bool remainder eq bool floordiv)*3
            ne bool add
        """,
        results=(
            *("bool = True", "bool = False", "bool = True", "bool = True") * 2,
            *("bool = True",) * 6,
            "bool = False",
        ),
    ),
)
