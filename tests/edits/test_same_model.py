"""Edits that promise the same model: with the same seed, the same names and the same numbers."""

import random
import re
from collections.abc import Callable
from functools import lru_cache

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from inspector.edits.arguments import ArgumentField, SetArgument, argument_fields
from inspector.edits.bypass import Bypass, Enable
from inspector.edits.cargo import ItemSpot
from inspector.edits.clipboard import Paste, copied
from inspector.edits.compose import Duplicate, Remove
from inspector.edits.edit import Edit, EditError, located
from inspector.edits.extract import ExtractClass, ExtractItems
from inspector.edits.extract_steps import ExtractSteps
from inspector.edits.inline import InlineClass
from inspector.edits.items import item_around
from inspector.edits.names import RenameMember
from inspector.edits.parametrize import MakeParameter
from inspector.edits.take import is_child
from inspector.edits.wrap import Wrap
from inspector.edits.write_out import WriteOut
from inspector.outline.classes import classes
from inspector.outline.index import Index
from inspector.outline.landing import landed
from inspector.outline.nodes import Call
from inspector.outline.put import put
from inspector.outline.read import OutlineError, get
from inspector.resource_files import resource
from inspector.source.span import Span
from tests.edits.depth import examples
from tests.edits.editing import after, at, example


def template(name: str) -> str:
    return resource("templates", f"{name}.py").read_text(encoding="utf-8")


@lru_cache(maxsize=64)
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


LAYERS = ("nn.Linear(8, 8)", "nn.ReLU()", "nn.LayerNorm(8)", "nn.Sequential(nn.Linear(8, 8))")
FILES = (
    *(template(name) for name in ("lenet", "vit", "resnet_block", "autoencoder", "gpt", "unet")),
    *(example(name) for name in ("net", "mlp", "nest_mlp", "parallel", "repeated_blocks")),
)


@st.composite
def chains(draw: Callable[[st.SearchStrategy[list[str]]], list[str]]) -> str:
    layers = draw(st.lists(st.sampled_from(LAYERS), min_size=1, max_size=5))
    lines = "".join(f"    {layer},  # {number}\n" for number, layer in enumerate(layers))
    head = "import torch\nfrom torch import nn\n\nmodel = nn.Sequential(\n"
    return f"{head}{lines})\nX = torch.rand(2, 8)\n"


def _argument(text: str, site: Span, chance: random.Random) -> ArgumentField:
    fields = argument_fields(get(text), site)
    if not fields:
        raise EditError("It takes no arguments.")
    return chance.choice(fields)


def parametrized(text: str, site: Span, chance: random.Random) -> str:
    return after(text, MakeParameter(site, _argument(text, site, chance).name, "made"))


def with_default(text: str, site: Span, chance: random.Random) -> str:
    field = _argument(text, site, chance)
    if field.given is not None or field.default is None:
        raise EditError("It is given already.")
    return after(text, SetArgument(site, field.name, field.default))


def doubled_and_removed(text: str, site: Span, chance: random.Random) -> str:
    doubled, position = _second(text, site)
    return after(doubled, Remove(position, "it"))


def _second(text: str, site: Span) -> tuple[str, Span]:
    """The text with an item of a chain twice, and the place of the second one."""
    outline = get(text)
    meant = Duplicate(site, "it").apply(outline)
    doubled = put(text, outline, meant)
    old = located(Index(outline), site, Call)
    places = sorted(
        new.span
        for one, new in landed(meant, get(doubled))
        if isinstance(new, Call) and new == old and one.span == site and new.span is not None
    )
    if len(places) != 2:
        raise EditError("It is no item of a chain.")
    return doubled, places[1]


def cut_and_pasted(text: str, site: Span, chance: random.Random) -> str:
    index = Index(get(text))
    item = item_around(index, located(index, site, Call))
    holder = index.parent(item) if item is not None else None
    if item is None or not isinstance(holder, Call) or not is_child(index, item):
        raise EditError("It is no item of a chain.")
    at_ = next(n for n, each in enumerate(holder.arguments) if each is item)
    kept = copied(text, get(text), site)
    left = after(text, Remove(site, "it"))
    start = (holder.span or site).start
    found = [each for each in Index(get(left)).all(Call) if each.span and each.span.start == start]
    return after(left, Paste(kept, ItemSpot(max(each.span for each in found if each.span), at_)))


CHANGES: dict[str, Callable[[str, Span, random.Random], str]] = {
    "extract": lambda text, site, _: after(text, ExtractClass(site, "Extracted")),
    "inline": lambda text, site, _: after(text, InlineClass(site)),
    "wrap": lambda text, site, _: after(text, Wrap(site, "Sequential")),
    "rename": lambda text, site, _: after(text, RenameMember(site, "renamed")),
    "make an argument": parametrized,
    "write the default": with_default,
    "duplicate and remove": doubled_and_removed,
    "cut and paste": cut_and_pasted,
}
ANEW = ("wrap", "rename")
"""The changes after which weights have other names."""


@pytest.mark.filterwarnings("ignore:Lazy modules")
@examples(60)
@given(st.one_of(st.sampled_from(FILES), chains()), st.sampled_from(sorted(CHANGES)), st.randoms())
def test_changes_of_the_code_alone_leave_the_model_the_same(
    text: str, kind: str, chance: random.Random
) -> None:
    own = classes(get(text))
    calls = [each for each in Index(get(text)).all(Call) if each.span is not None]
    sites = sorted(
        each.span for each in calls if each.span and (each.name[:3] == "nn." or each.name in own)
    )
    try:
        changed = CHANGES[kind](text, chance.choice(sites), chance)
    except (EditError, OutlineError):
        return
    state, output = run(text)
    new_state, new_output = run(changed)
    if kind not in ANEW:
        assert list(new_state) == list(state)
    pairs = zip(state.values(), new_state.values(), strict=True)
    assert all(torch.equal(old, new) for old, new in pairs)
    assert torch.equal(new_output, output)


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
