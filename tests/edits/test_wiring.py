"""Edges drawn in a forward, on models whose dataflow was worked out by hand."""

import pytest

from inspector.edits.edit import EditError
from inspector.edits.naming import InputValue, OutputValue
from inspector.edits.wiring import Combine, Connect, How
from inspector.source.span import Span
from tests.edits.editing import after, at, changed_lines, example

NET = """\
import torch
from torch import nn
from torch.nn import functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(8, 8)
        self.b = nn.Linear(8, 8)
        self.w = torch.rand(8, 8)

    def forward(self, X, mask):
{body}


model = Net()
"""


def net(*lines: str) -> str:
    """A class with these lines as its forward."""
    return NET.replace("{body}", "\n".join(f"        {line}" for line in lines))


def forward(text: str) -> list[str]:
    """The lines of the forward."""
    start = text.index("def forward")
    rest = text[start:].splitlines()[1:]
    return [line.strip() for line in rest[: rest.index("")]]


CHAIN = net("X = self.a(X)", "Y = F.relu(X)", "Z = self.b(Y)", "return Z")


def last_x(text: str) -> Span:
    """The place of the last X of a text."""
    return at(text, "X", text.count("X") - 1)


def test_a_value_with_a_name_is_read_by_it() -> None:
    value = OutputValue(at(CHAIN, "F.relu(X)"))
    text = after(CHAIN, Combine(value, at(CHAIN, "Z", 1), "add"))
    assert forward(text) == ["X = self.a(X)", "Y = F.relu(X)", "Z = self.b(Y)", "return Z + Y"]


def test_a_name_needs_no_brackets_where_an_expression_had_them() -> None:
    text = net("Y = self.a(X)", "return (X @ self.w).transpose(0, 1)")
    whole = Connect(OutputValue(at(text, "self.a(X)")), at(text, "X @ self.w"))
    assert forward(after(text, whole))[1] == "return Y.transpose(0, 1)"
    part = Connect(
        OutputValue(at(text, "self.a(X)")), at(text, "X", text.count("X", 0, text.index("X @")))
    )
    assert forward(after(text, part))[1] == "return (Y @ self.w).transpose(0, 1)"


def test_an_edge_goes_to_another_source_and_back() -> None:
    relu, a = OutputValue(at(CHAIN, "F.relu(X)")), OutputValue(at(CHAIN, "self.a(X)"))
    past = after(CHAIN, Connect(a, at(CHAIN, "Y", 1)))
    assert forward(past) == ["X = self.a(X)", "Y = F.relu(X)", "Z = self.b(X)", "return Z"]
    assert after(past, Connect(relu, last_x(past))) == CHAIN


def test_a_name_that_means_something_else_by_then_is_kept_under_another() -> None:
    text = net("X = self.a(X)", "X = self.b(X)", "return X")
    skip = after(text, Combine(OutputValue(at(text, "self.a(X)")), last_x(text), "add"))
    assert forward(skip) == ["a = self.a(X)", "X = self.b(a)", "return X + a"]


def test_a_tensor_that_is_changed_in_place_is_kept_as_a_copy() -> None:
    text = net("X = self.a(X)", "X /= 2", "return X")
    skip = after(text, Combine(OutputValue(at(text, "self.a(X)")), last_x(text), "multiply"))
    assert forward(skip) == ["X = self.a(X)", "a = X.clone()", "X /= 2", "return X * a"]


def test_an_input_that_was_overwritten_is_kept_from_the_start() -> None:
    text = net("X = self.a(X)", "return F.relu(X)")
    skip = after(text, Combine(InputValue("X"), last_x(text), "add"))
    assert forward(skip) == ["X_in = X", "X = self.a(X)", "return F.relu(X + X_in)"]


def test_an_input_that_was_kept_once_is_read_under_that_name_again() -> None:
    text = net("X_in = X", "X = self.a(X)", "return self.b(X)")
    again = after(text, Combine(InputValue("X"), last_x(text), "add"))
    assert changed_lines(text, again) == [
        "-        return self.b(X)",
        "+        return self.b(X + X_in)",
    ]
    other = net("X_in = X", "X_in = self.b(X)", "X = self.a(X)", "return F.relu(X)")
    kept = after(other, Combine(InputValue("X"), last_x(other), "add"))
    assert changed_lines(other, kept)[0] == "+        X_in2 = X"


def test_a_value_that_was_kept_once_is_read_under_that_name_again() -> None:
    text = net("X = self.a(X)", "skip = X", "X = self.b(X)", "return F.relu(X)")
    again = after(text, Combine(OutputValue(at(text, "self.a(X)")), last_x(text), "add"))
    assert changed_lines(text, again) == [
        "-        return F.relu(X)",
        "+        return F.relu(X + skip)",
    ]


def test_a_tensor_that_is_changed_in_place_was_kept_only_by_a_copy() -> None:
    text = net("X = self.a(X)", "skip = X", "X /= 2", "return F.relu(X)")
    again = after(text, Combine(OutputValue(at(text, "self.a(X)")), last_x(text), "add"))
    assert forward(again)[-1] == "return F.relu(X + a)"


def test_a_value_within_an_expression_gets_a_name_and_nothing_that_ran_is_lost() -> None:
    mlp = example("mlp")
    hidden = OutputValue(at(mlp, "self.hidden(X)"))
    text = after(mlp, Connect(hidden, at(mlp, "F.relu(self.hidden(X))")))
    assert changed_lines(mlp, text) == [
        "-        return self.out(F.relu(self.hidden(X)))",
        "+        hidden = self.hidden(X)",
        "+        relu = F.relu(hidden)",
        "+        return self.out(hidden)",
    ]


def test_values_are_concatenated_along_a_dimension() -> None:
    text = net("Y = self.a(X)", "return self.b(Y)")
    joined = after(text, Combine(InputValue("X"), at(text, "Y", 1), "concatenate", 1))
    assert forward(joined) == ["Y = self.a(X)", "return self.b(torch.cat((Y, X), dim=1))"]


def test_an_operand_of_an_operator_within_a_longer_expression() -> None:
    text = net("Y = self.a(X)", "return X @ self.w + 1")
    other = after(text, Connect(OutputValue(at(text, "self.a(X)")), last_x(text)))
    assert forward(other) == ["Y = self.a(X)", "return Y @ self.w + 1"]
    text = net("Y = X @ self.w + 1", "return self.a(Y)")
    part = OutputValue(at(text, "X @ self.w"))
    split = after(text, Connect(part, at(text, "Y", 1)))
    assert forward(split) == ["value = X @ self.w", "Y = value + 1", "return self.a(value)"]


def test_one_of_several_results_is_read_by_its_name_or_number() -> None:
    text = net("Y, Z = torch.chunk(X, 2)", "return self.a(Y)")
    second = OutputValue(at(text, "torch.chunk(X, 2)"), (1,))
    assert forward(after(text, Connect(second, at(text, "Y", 1))))[1] == "return self.a(Z)"
    text = net("Y = torch.chunk(X, 2)", "return self.a(Y[0])")
    second = OutputValue(at(text, "torch.chunk(X, 2)"), (1,))
    assert forward(after(text, Connect(second, at(text, "Y[0]")))) == [
        "Y = torch.chunk(X, 2)",
        "return self.a(Y[1])",
    ]


@pytest.mark.parametrize(
    ("how", "code"),
    [("add", "-Y + X"), ("multiply", "-Y * X"), ("concatenate", "torch.cat((-Y, X), dim=-1)")],
)
def test_an_operand_that_binds_tighter_needs_no_brackets(how: How, code: str) -> None:
    text = net("Y = self.a(X)", "return self.b(-Y)")
    changed = after(text, Combine(InputValue("X"), at(text, "-Y"), how))
    assert forward(changed)[1] == f"return self.b({code})"


def test_one_of_several_results_is_combined_without_brackets() -> None:
    text = net("Y = self.a(X)", "return Y, self.b(Y)")
    changed = after(text, Combine(InputValue("mask"), at(text, "self.b(Y)"), "add"))
    assert forward(changed)[1] == "return Y, self.b(Y) + mask"


def test_an_input_that_a_branch_overwrites_is_kept_before_it() -> None:
    text = net("if mask is None:", "    mask = X", "return self.a(X)")
    changed = after(text, Combine(InputValue("mask"), last_x(text), "add"))
    assert forward(changed) == [
        "mask_in = mask",
        "if mask is None:",
        "mask = X",
        "return self.a(X + mask_in)",
    ]


def test_brackets_stand_where_they_matter() -> None:
    text = net("Y = self.a(X)", "return Y + X")
    changed = after(text, Combine(InputValue("mask"), at(text, "Y + X"), "multiply"))
    assert forward(changed)[1] == "return (Y + X) * mask"
    text = net("Y = self.a(X)", "return Y @ X")
    changed = after(text, Combine(InputValue("mask"), at(text, "Y", 1), "add"))
    assert forward(changed)[1] == "return (Y + mask) @ X"


def test_what_would_run_in_a_circle_is_refused() -> None:
    text = net("Y = self.a(X)", "return self.b(Y)")
    with pytest.raises(EditError, match="back into itself"):
        after(text, Connect(OutputValue(at(text, "self.b(Y)")), at(text, "Y", 1)))
    backwards = Connect(OutputValue(at(text, "self.b(Y)")), at(text, "X", text.count("X") - 1))
    with pytest.raises(EditError, match="computed after"):
        after(text, backwards)


def test_loops_and_other_methods_say_why_not() -> None:
    fixed = example("fixed_hidden_mlp")
    operand = at(fixed, "X", fixed[: fixed.index("abs")].count("X") - 1)
    into_loop = Connect(OutputValue(at(fixed, "self.linear(X)")), operand)
    with pytest.raises(EditError, match="within “while”"):
        after(fixed, into_loop)
    with pytest.raises(EditError, match="takes no Z"):
        after(CHAIN, Connect(InputValue("Z"), at(CHAIN, "Y", 1)))
    with pytest.raises(EditError, match="forward of this file"):
        after(CHAIN, Connect(InputValue("X"), at(CHAIN, "Net()")))
