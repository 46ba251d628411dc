"""Edits that promise the same model: with the same seed, the same names and the same numbers."""

import re

import pytest
import torch
from torch import Tensor

from inspector.edits.bypass import Bypass, Enable
from inspector.edits.edit import Edit
from inspector.edits.extract import ExtractClass, ExtractItems
from inspector.edits.extract_steps import ExtractSteps
from inspector.edits.inline import InlineClass
from inspector.edits.parametrize import MakeParameter
from inspector.resource_files import resource
from inspector.source.span import Span
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
NET_CHAIN = "nn.Sequential(nn.LazyLinear(256), nn.ReLU(), nn.LazyLinear(10))"
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


def places(text: str, *pieces: str) -> tuple[Span, ...]:
    return tuple(at(text, piece) for piece in pieces)


RESNET = template("resnet_block")
GPT = template("gpt")
CONV1 = "nn.Conv2d(in_channels, out_channels, 3, stride, padding=1, bias=False)"
CONV2 = "nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False)"
NORM = "nn.BatchNorm2d(out_channels)"
NORMS = (at(RESNET, NORM, 0), at(RESNET, NORM, 1))
NEW_NAMES: list[tuple[str, str, Edit, str, str]] = [
    (
        "items of a chain",
        NET,
        ExtractItems(places(NET, "nn.ReLU()", "nn.LazyLinear(10)"), "Tail"),
        r"^2\.", "1.1.",
    ),
    (
        "the inner steps of an expression",
        MLP,
        ExtractSteps(places(MLP, "nn.LazyLinear(256)", "F.relu(self.hidden(X))"), "Head"),
        r"^hidden\.", "head.hidden.",
    ),
    (
        "several lines of a forward",
        RESNET,
        ExtractSteps(
            (*places(RESNET, CONV1, CONV2, "F.relu(self.norm1(self.conv1(X)))"), *NORMS), "Branch"
        ),
        r"^(conv|norm)", r"branch.\1",
    ),
    (
        "one summand of a residual connection",
        GPT,
        ExtractSteps(
            places(GPT, "nn.LayerNorm(width)", "CausalAttention(width, num_heads)"), "Branch"
        ),
        r"^(blocks\.\d)\.(norm1|attention)", r"\1.branch.\2",
    ),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore:Lazy modules")
@pytest.mark.parametrize(
    ("name", "text", "edit", "old", "new"), NEW_NAMES, ids=[case[0] for case in NEW_NAMES]
)
def test_only_the_names_of_parameters_change(
    name: str, text: str, edit: Edit, old: str, new: str
) -> None:
    state, output = run(text)
    new_state, new_output = run(after(text, edit))
    renamed = {re.sub(old, new, key): value for key, value in state.items()}
    assert renamed.keys() != state.keys()
    assert list(new_state) == list(renamed)
    assert all(torch.equal(new_state[key], renamed[key]) for key in renamed)
    assert torch.equal(new_output, output)
