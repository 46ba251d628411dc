import pytest

from inspector.edits.bypass import Bypass, Enable
from inspector.edits.cargo import BranchSpot, EndSpot, ItemSpot, RootSpot, StepSpot
from inspector.edits.clipboard import Paste, copied
from inspector.edits.compose import Remove
from inspector.edits.edit import EditError
from inspector.edits.several import MoveSeveral, Several
from inspector.outline.read import get
from inspector.source.span import Span
from tests.edits.editing import after, at, class_of, example

FOUR = """\
import torch
from torch import nn

first = nn.Sequential(
    nn.Linear(20, 8),  # in
    nn.ReLU(),
    nn.Linear(8, 4),
    nn.Tanh(),
)
model = nn.Sequential(first, nn.Identity())

X = torch.rand(2, 20)
"""
IN, RELU, MID, TANH = (
    at(FOUR, piece) for piece in ("nn.Linear(20, 8)", "nn.ReLU()", "nn.Linear(8, 4)", "nn.Tanh()")
)
FIRST = Span(4, 8, 9, 1)
MLP = example("mlp")
HIDDEN, RELU_STEP, OUT = (
    at(MLP, piece)
    for piece in ("nn.LazyLinear(256)", "F.relu(self.hidden(X))", "nn.LazyLinear(10)")
)


def lines_of(text: str) -> list[str]:
    """The items of the first chain, one a line."""
    return text.partition("nn.Sequential(\n")[2].partition("\n)")[0].splitlines()


def test_several_are_removed_wherever_they_stand() -> None:
    edit = Several((Remove(IN, "0"), Remove(TANH, "3")), "Remove 2 modules")
    assert edit.title == "Remove 2 modules"
    assert lines_of(after(FOUR, edit)) == ["    nn.ReLU(),", "    nn.Linear(8, 4),"]


def test_nested_steps_of_a_forward_are_removed_together() -> None:
    edit = Several((Remove(HIDDEN, "hidden"), Remove(RELU_STEP, "relu")), "Remove 2")
    text = after(MLP, edit)
    assert "self.hidden" not in text
    assert "return self.out(X)" in text


def test_several_are_bypassed_and_enabled_again_to_the_byte() -> None:
    off = Several((Bypass(IN, "0"), Bypass(RELU, "1")), "Bypass 2 modules")
    text = after(FOUR, off)
    assert lines_of(text)[:2] == [
        "    nn.Identity(nn.Linear(20, 8)),  # in",
        "    nn.Identity(nn.ReLU()),",
    ]
    sites = [at(text, f"nn.Identity({piece})") for piece in ("nn.Linear(20, 8)", "nn.ReLU()")]
    on = Several(tuple(Enable(site, "") for site in sites), "Enable 2 modules")
    assert after(text, on) == FOUR


def test_several_move_within_a_container_in_their_order_and_keep_their_comments() -> None:
    text = after(FOUR, MoveSeveral((IN, RELU), ItemSpot(FIRST, 4), "2 modules"))
    assert lines_of(text) == [
        "    nn.Linear(8, 4),",
        "    nn.Tanh(),",
        "    nn.Linear(20, 8),  # in",
        "    nn.ReLU(),",
    ]
    apart = after(FOUR, MoveSeveral((IN, MID), ItemSpot(FIRST, 2), "2 modules"))
    assert [line.strip(" ,") for line in lines_of(apart)] == [
        "nn.ReLU()", "nn.Linear(20, 8),  # in", "nn.Linear(8, 4)", "nn.Tanh()",
    ]  # fmt: skip


def test_several_move_into_another_container_from_two_of_them() -> None:
    other = at(FOUR, "nn.Sequential(first, nn.Identity())")
    identity = at(FOUR, "nn.Identity()")
    text = after(FOUR, MoveSeveral((RELU, MID, identity), ItemSpot(other, 2), "3 modules"))
    assert "model = nn.Sequential(first, nn.ReLU(), nn.Linear(8, 4), nn.Identity())" in text


def test_steps_move_behind_another_in_their_order() -> None:
    step = at(MLP, "self.out(F.relu(self.hidden(X)))")
    text = after(MLP, MoveSeveral((HIDDEN, RELU_STEP), StepSpot(step, after=True), "2 steps"))
    assert "return F.relu(self.hidden(self.out(X)))" in text


def test_what_is_moved_next_to_itself_or_into_itself_is_refused() -> None:
    spot = StepSpot(at(MLP, "self.hidden(X)"), after=False)
    with pytest.raises(EditError, match="there already"):
        after(MLP, MoveSeveral((HIDDEN, OUT), spot, "2 modules"))
    with pytest.raises(EditError, match="into itself"):
        after(FOUR, MoveSeveral((IN, FIRST), ItemSpot(FIRST, 0), "2 modules"))


def test_several_are_copied_one_a_line_and_pasted_in_their_order() -> None:
    text = copied(FOUR, get(FOUR), IN, RELU)
    assert text == "nn.Linear(20, 8)\nnn.ReLU()\n"
    assert "first, nn.Linear(20, 8), nn.ReLU(), nn.Identity())" in after(
        FOUR, Paste(text, ItemSpot(at(FOUR, "nn.Sequential(first, nn.Identity())"), 1))
    )
    steps = copied(MLP, get(MLP), HIDDEN, RELU_STEP)
    assert steps == "nn.LazyLinear(256)\nX = F.relu(X)\n"
    pasted = class_of(after(MLP, Paste(steps, EndSpot("MLP"))), "MLP")
    assert "F.relu(self.linear(self.out(F.relu(self.hidden(X)))))" in pasted


def test_a_class_that_two_of_them_need_is_copied_once() -> None:
    nest = example("nest_mlp")
    model = nest.replace("net = NestMLP()", "net = nn.Sequential(NestMLP(), NestMLP())")
    sites = at(model, "NestMLP()", 0), at(model, "NestMLP()", 1)
    assert copied(model, get(model), *sites).count("class NestMLP") == 1


def test_several_begin_one_model_and_one_chain_in_a_branch() -> None:
    text = after("", Paste("nn.Linear(20, 8)\nnn.ReLU()\n", RootSpot()))
    assert "model = nn.Sequential(nn.Linear(20, 8), nn.ReLU())\n" in text
    branch = after(FOUR, Paste("nn.ELU()\nnn.GELU()\n", BranchSpot(TANH, after=True)))
    assert "    nn.Sequential(nn.Tanh(), nn.Sequential(nn.ELU(), nn.GELU())),\n" in branch
