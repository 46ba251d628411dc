"""Edits that promise the same model: with the same seed, the same names and the same numbers."""

import pytest
import torch
from torch import Tensor

from inspector.edits.bypass import Bypass, Enable
from inspector.edits.edit import Edit
from inspector.edits.extract import ExtractClass
from inspector.edits.inline import InlineClass
from inspector.edits.parametrize import MakeParameter
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


def within(name: str, old: str, first: str, second: str) -> str:
    """A template in which a class keeps two modules of the former model, with different ones."""
    return template(name).replace(
        f"model = {old}",
        "class Pair(nn.Module):\n"
        "    def __init__(self, width=64):\n"
        "        super().__init__()\n"
        f"        self.first = {first}\n"
        f"        self.second = {second}\n\n"
        "    def forward(self, X):\n"
        "        X = self.first(X)\n"
        "        return self.second(X) + X\n\n\n"
        "model = Pair()",
    )


NET = example("net")
MLP = example("mlp")
NEST = example("nest_mlp")
VIT = template("vit")
UNET = template("unet")
NET_CHAIN = "nn.Sequential(nn.LazyLinear(256), nn.ReLU(), nn.LazyLinear(10))"
RESIDUAL = within(
    "resnet_block",
    "ResidualBlock(64, 128, stride=2)",
    "ResidualBlock(width, 2 * width, stride=2)",
    "ResidualBlock(128, 128)",
)
ENCODER = within("transformer_encoder", "EncoderBlock()", "EncoderBlock(width)", "EncoderBlock()")
WRITTEN_OUT = [
    ("a residual block", RESIDUAL, "ResidualBlock(width, 2 * width, stride=2)"),
    ("a residual block that is decided", RESIDUAL, "ResidualBlock(128, 128)"),
    ("an encoder block", ENCODER, "EncoderBlock(width)"),
    ("attention within a GPT", template("gpt"), "CausalAttention(width, num_heads)"),
]
CASES: list[tuple[str, str, Edit]] = [
    ("the whole chain", NET, ExtractClass(at(NET, NET_CHAIN), "Chain")),
    ("one layer", NET, ExtractClass(at(NET, "nn.LazyLinear(256)"), "First")),
    ("a class with a chain", MLP, InlineClass(at(MLP, "MLP()"))),
    ("a chain within a class", NEST, InlineClass(at(NEST, "NestMLP()", 0))),
    ("a layer that reads arguments", VIT, ExtractClass(at(VIT, "nn.LayerNorm(width)"), "Norm")),
    ("a class of the file", UNET, InlineClass(at(UNET, "DoubleConv(2 * width, 4 * width)"))),
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


@pytest.mark.parametrize(
    ("name", "text", "made"), WRITTEN_OUT, ids=[case[0] for case in WRITTEN_OUT]
)
def test_a_class_written_out_draws_and_computes_the_same(name: str, text: str, made: str) -> None:
    changed = after(text, InlineClass(at(text, made)))
    state, output = run(text)
    new_state, new_output = run(changed)
    assert made not in changed
    assert sorted(map(undotted, new_state)) == sorted(map(undotted, state))
    renamed = {undotted(key): value for key, value in new_state.items()}
    assert all(torch.equal(renamed[undotted(key)], state[key]) for key in state)
    assert torch.equal(new_output, output)


def undotted(key: str) -> str:
    """``first.conv1.weight`` and ``first_conv1.weight`` as one."""
    return key.replace(".", "_")


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
