"""Tensors that a class keeps: put there, used, and made constants, buffers or parameters."""

import pytest

from inspector.edits.cargo import Cargo, EndSpot, StepSpot
from inspector.edits.compose import Insert, Remove
from inspector.edits.edit import EditError
from inspector.edits.names import RenameMember
from inspector.edits.values import KeepAs, ValueKind
from inspector.outline.expressions import expression
from tests.edits.editing import after, at, changed_lines

TEXT = """\
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(20, 20)
        self.scale = torch.ones(20)  # per feature

    def forward(self, X):
        return self.linear(X) * self.scale
"""
SCALE = Cargo(
    "buffer",
    expression("torch.ones(20)"),
    "{x} * self.scale",
    "scale",
    is_value=True,
    is_buffer=True,
)
BIAS = Cargo(
    "parameter",
    expression("nn.Parameter(torch.zeros(20))"),
    "{x} + self.bias",
    "bias",
    is_value=True,
)


def test_a_value_put_next_to_a_step_is_kept_and_used_there() -> None:
    step = StepSpot(at(TEXT, "self.linear(X)"), after=True)
    assert changed_lines(TEXT, after(TEXT, Insert(BIAS, step))) == [
        "+        self.bias = nn.Parameter(torch.zeros(20))",
        "-        return self.linear(X) * self.scale",
        "+        return (self.linear(X) + self.bias) * self.scale",
    ]


def test_a_value_put_into_a_class_is_only_kept_under_a_name_that_is_free() -> None:
    once = after(TEXT, Insert(SCALE, EndSpot("Net")))
    assert changed_lines(TEXT, once) == ['+        self.register_buffer("scale2", torch.ones(20))']
    twice = after(once, Insert(SCALE, EndSpot("Net")))
    assert changed_lines(once, twice) == ['+        self.register_buffer("scale3", torch.ones(20))']


KINDS: list[tuple[ValueKind, str]] = [
    ("buffer", 'self.register_buffer("scale", torch.ones(20))'),
    ("parameter", "self.scale = nn.Parameter(torch.ones(20))"),
]


@pytest.mark.parametrize(("kind", "line"), KINDS)
def test_a_constant_becomes_another_value_and_one_again(kind: ValueKind, line: str) -> None:
    changed = after(TEXT, KeepAs(at(TEXT, "torch.ones(20)"), kind))
    assert f"        {line}  # per feature\n" in changed
    site = "nn.Parameter(torch.ones(20))" if kind == "parameter" else "torch.ones(20)"
    assert after(changed, KeepAs(at(changed, site), "constant")) == TEXT


def test_a_buffer_becomes_a_parameter() -> None:
    buffer = after(TEXT, KeepAs(at(TEXT, "torch.ones(20)"), "buffer"))
    parameter = after(buffer, KeepAs(at(buffer, "torch.ones(20)"), "parameter"))
    assert "self.scale = nn.Parameter(torch.ones(20))  # per feature\n" in parameter


def test_a_number_becomes_a_tensor_to_be_trained() -> None:
    text = TEXT.replace("torch.ones(20)", "0.5")
    changed = after(text, KeepAs(at(text, "0.5"), "parameter"))
    assert "self.scale = nn.Parameter(torch.tensor(0.5))" in changed


@pytest.mark.parametrize(
    ("value", "kind", "reason"),
    [
        ("torch.arange(20)", "parameter", "only fractions can be trained"),
        ("torch.zeros(20, dtype=torch.long)", "parameter", "only fractions can be trained"),
        ("torch.ones(20)", "constant", "scale is a constant already"),
        ("None", "buffer", "scale is None"),
    ],
)
def test_what_cannot_be_of_that_kind_is_refused(value: str, kind: ValueKind, reason: str) -> None:
    text = TEXT.replace("torch.ones(20)", value)
    with pytest.raises(EditError, match=reason):
        after(text, KeepAs(at(text, value), kind))


def test_only_what_a_class_keeps_can_be_changed() -> None:
    text = TEXT + "\nX = torch.rand(2, 20)\n"
    with pytest.raises(EditError, match="Only a tensor that the __init__ of a class keeps"):
        after(text, KeepAs(at(text, "torch.rand(2, 20)"), "buffer"))


def test_a_buffer_is_renamed_with_its_uses_and_removed_without() -> None:
    buffer = after(TEXT, KeepAs(at(TEXT, "torch.ones(20)"), "buffer"))
    renamed = after(buffer, RenameMember(at(buffer, "torch.ones(20)"), "gain"))
    assert 'self.register_buffer("gain", torch.ones(20))' in renamed
    assert "return self.linear(X) * self.gain\n" in renamed
    with pytest.raises(EditError, match=r"also uses self\.gain"):
        after(renamed, Remove(at(renamed, "torch.ones(20)"), "gain"))
    unused = renamed.replace(" * self.gain", "")
    assert "gain" not in after(unused, Remove(at(unused, "torch.ones(20)"), "gain"))
