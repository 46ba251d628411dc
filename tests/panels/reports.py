"""A model of the chapter and the report of its run, with facts worked out by hand."""

from inspector.report.model import (
    Call,
    Constant,
    Frame,
    Input,
    Module,
    Parameter,
    Report,
    Source,
    Tensor,
    Totals,
    Trip,
)
from inspector.session.state import UNSAVED

FIXED_HIDDEN = """\
import torch
from torch import nn
from torch.nn import functional as F


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.rand_weight = torch.rand((20, 20))
        self.linear = nn.LazyLinear(20)

    def forward(self, X):
        X = self.linear(X)
        X = F.relu(X @ self.rand_weight + 1)
        X = self.linear(X)
        while X.abs().sum() > 1:
            X /= 2
        return X.sum()


model = nn.Sequential(FixedHiddenMLP())

X = torch.rand(2, 20)
"""


def source_of(snippet: str, line: int, text: str = FIXED_HIDDEN) -> Source:
    """Where a snippet stands in one line of a text."""
    column = text.split("\n")[line - 1].index(snippet)
    return Source(UNSAVED, line, column, line, column + len(snippet))


def fixed_hidden() -> Report:
    """One pass of two rows through the model above, which goes round its loop once."""
    weight = Parameter("weight", 1, True, 400)
    bias = Parameter("bias", 2, True, 20)
    activations = [Tensor(i, (2, 20), "torch.float32", "cpu", "activation", i) for i in range(5, 9)]
    return Report(
        inputs=(Input("X", 4),),
        modules=(
            Module("", "torch.nn.modules.container.Sequential", None, calls=1),
            Module(
                "0",
                "__main__.FixedHiddenMLP",
                "",
                calls=1,
                constants=(Constant("rand_weight", 3, 400, source_of("torch.rand((20, 20))", 9)),),
                source=source_of("FixedHiddenMLP()", 21),
            ),
            Module(
                "0.linear",
                "torch.nn.modules.linear.Linear",
                "0",
                calls=2,
                parameters=(weight, bias),
                source=source_of("nn.LazyLinear(20)", 10),
                constructor="torch.nn.LazyLinear",
            ),
        ),
        tensors=(
            Tensor(1, (20, 20), "torch.float32", "cpu", "parameter"),
            Tensor(2, (20,), "torch.float32", "cpu", "parameter"),
            Tensor(3, (20, 20), "torch.float32", "cpu", "constant"),
            Tensor(4, (2, 20), "torch.float32", "cpu", "input"),
            *activations,
            Tensor(9, (), "torch.float32", "cpu", "activation", 9, "0.5"),
        ),
        calls=(
            Call(1, None, "module", "", "Sequential", (4,), (9,), 5e-4),
            Call(2, 1, "module", "0", "FixedHiddenMLP", (4,), (9,), 4e-4),
            Call(
                5,
                2,
                "module",
                "0.linear",
                "Linear",
                (4,),
                (5,),
                21e-6,
                source=source_of("self.linear(X)", 13),
            ),
            Call(
                6,
                2,
                "op",
                None,
                "matmul",
                (5, 3),
                (6,),
                2e-6,
                source=source_of("X @ self.rand_weight", 14),
            ),
            Call(
                7,
                2,
                "module",
                "0.linear",
                "Linear",
                (6,),
                (7,),
                14e-6,
                source=source_of("self.linear(X)", 15),
            ),
            Call(
                8,
                2,
                "op",
                None,
                "div_",
                (7,),
                (8,),
                1e-6,
                frame=Trip(1, 1),
                source=source_of("X /= 2", 17),
            ),
            Call(9, 2, "op", None, "sum", (8,), (9,), 3e-6, source=source_of("X.sum()", 18)),
        ),
        frames=(
            Frame(1, 2, "while", 1, Source(UNSAVED, 16, 8, 17, 18), "while X.abs().sum() > 1"),
        ),
        outputs=(9,),
        totals=Totals(parameters=420, trainable_parameters=420, parameter_bytes=1680),
    )
