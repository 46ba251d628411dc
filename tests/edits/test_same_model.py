"""Edits that promise the same model: with the same seed, the same names and the same numbers."""

import pytest
import torch
from torch import Tensor

from inspector.edits.bypass import Bypass, Enable
from inspector.edits.edit import Edit
from inspector.edits.extract import ExtractClass
from inspector.edits.inline import InlineClass
from inspector.edits.parametrize import MakeParameter
from inspector.edits.write_out import WriteOut
from inspector.resource_files import resource
from tests.edits.editing import after, at, example


def template(name: str) -> str:
    return resource("templates", f"{name}.py").read_text(encoding="utf-8")


def run(text: str) -> tuple[dict[str, Tensor], Tensor]:
    """The state and the output of the model of a file, from one seed."""
    torch.manual_seed(7)
    namespace: dict[str, object] = {"__name__": "run"}
    exec(compile(text, "model.py", "exec"), namespace)
    model = namespace.get("model", namespace.get("net"))
    assert isinstance(model, torch.nn.Module)
    output = model(namespace["X"])
    return model.state_dict(), output


NET = example("net")
MLP = example("mlp")
NEST = example("nest_mlp")
VIT = template("vit")
UNET = template("unet")
REPEATS = """\
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Sequential(*[nn.Linear(20, 20) for _ in range(3)])
        for i in range(2):
            self.add_module(f"head{i}", nn.Linear(20, 20 + i))

    def forward(self, X):
        X = self.first(X)
        return self.head0(X).sum() + self.head1(X).sum()


net = Net()
X = torch.rand(2, 20)
"""
NET_CHAIN = "nn.Sequential(nn.LazyLinear(256), nn.ReLU(), nn.LazyLinear(10))"
CASES: list[tuple[str, str, Edit]] = [
    ("the whole chain", NET, ExtractClass(at(NET, NET_CHAIN), "Chain")),
    ("one layer", NET, ExtractClass(at(NET, "nn.LazyLinear(256)"), "First")),
    ("a class with a chain", MLP, InlineClass(at(MLP, "MLP()"))),
    ("a chain within a class", NEST, InlineClass(at(NEST, "NestMLP()", 0))),
    ("a layer that reads arguments", VIT, ExtractClass(at(VIT, "nn.LayerNorm(width)"), "Norm")),
    ("a class of the file", UNET, InlineClass(at(UNET, "DoubleConv(2 * width, 4 * width)"))),
    ("a repeat", REPEATS, WriteOut(at(REPEATS, "nn.Linear(20, 20)"))),
    ("a loop", REPEATS, WriteOut(at(REPEATS, "nn.Linear(20, 20 + i)"))),
    ("a width", MLP, MakeParameter(at(MLP, "nn.LazyLinear(256)"), "out_features", "width")),
]


@pytest.mark.filterwarnings("ignore:Lazy modules")
@pytest.mark.parametrize(("name", "text", "edit"), CASES, ids=[case[0] for case in CASES])
def test_the_model_stays_the_same(name: str, text: str, edit: Edit) -> None:
    changed = after(text, edit)
    assert changed != text
    state, output = run(text)
    new_state, new_output = run(changed)
    assert list(new_state) == list(state)
    assert all(torch.equal(new_state[key], state[key]) for key in state)
    assert torch.equal(new_output, output)


def test_bypassing_a_layer_leaves_the_weights_of_all_others_as_they_were() -> None:
    gpt, out = template("gpt"), "nn.Linear(width, width)"
    bypassed = after(gpt, Bypass(at(gpt, out), "out"))
    state, output = run(gpt)
    changed, other_output = run(bypassed)
    assert {key for key in state if key not in changed} == {
        f"blocks.{n}.attention.out.{name}" for n in range(6) for name in ("weight", "bias")
    }
    assert all(torch.equal(changed[key], state[key]) for key in changed)
    assert not torch.equal(other_output, output)
    assert after(bypassed, Enable(at(bypassed, f"nn.Identity({out})"), "out")) == gpt
