"""Which way a forward went where the value of a tensor decided it."""

import textwrap

import pytest

from inspector.engine.api import trace_file
from inspector.report.model import Report

HEAD = "import torch\nfrom torch import nn\n\nclass Net(nn.Module):\n    def forward(self, x):\n"


def executed(forward: str) -> Report:
    """The report of a forward that is given ones of shape (2,)."""
    body = textwrap.indent(textwrap.dedent(forward), " " * 8)
    report = trace_file(f"{HEAD}{body}\nnet = Net()\nX = torch.ones(2)\n")
    assert report.failure is None
    return report


def drawn(report: Report) -> list[str]:
    """``header: value → branch`` of each evaluation."""
    return [f"{each.header}: {each.value} → {each.taken}" for each in report.branches]


@pytest.mark.parametrize(
    ("forward", "branches"),
    [
        ("if x.sum() > 1:\n    x = x * 2\nreturn x", ["if x.sum() > 1: True → body"]),
        ("if x.sum() > 3:\n    x = x * 2\nreturn x", ["if x.sum() > 3: False → None"]),
        (
            "if x.sum() > 3:\n    x = x * 2\nelse:\n    x = x * 3\nreturn x",
            ["if x.sum() > 3: False → else"],
        ),
        (
            "if x.sum() > 3:\n    x = -x\nelif x.sum() > 1:\n    x = x * 3\nreturn x",
            ["if x.sum() > 3: False → else", "elif x.sum() > 1: True → body"],
        ),
        ("if not x.any():\n    pass\nreturn x", ["if not x.any(): False → None"]),
        (
            "if x.any() and not (x.sum() > 3 or x.min() < 0):\n    pass\nreturn x",
            ["if x.any() and not (x.sum() > 3 or x.min() < 0): True → body"],
        ),
        (
            "if x.min() < 0 and x.any():\n    pass\nreturn x",
            ["if x.min() < 0 and x.any(): False → None"],
        ),
        ("return x if x.sum() > 3 else x * 2", ["if x.sum() > 3: False → else"]),
        ("assert (x > 0).all(), 'no'\nreturn x", ["assert (x > 0).all(): True → None"]),
        ("if torch.equal(x, x):\n    pass\nreturn x", ["if torch.equal(x, x): True → body"]),
        ("if bool(x.any()):\n    pass\nreturn x", ["if bool(x.any()): True → body"]),
        ("if x.sum().item() > 1:\n    x = -x\nreturn x", ["if x.sum().item() > 1: True → body"]),
        ("if x.sum().item() > 1:\n    pass\nreturn -x", ["if x.sum().item() > 1: None → None"]),
        ("if x.shape[0] > 1:\n    x = -x\nreturn x", []),
        ("while x.sum() < 4:\n    x = x * 2\nreturn x", []),
        ("n = int(x.sum())\nif n > 1:\n    x = -x\nreturn x", []),
    ],
)
def test_what_a_tensor_decides_is_told_with_its_value(forward: str, branches: list[str]) -> None:
    assert drawn(executed(forward)) == branches


def test_each_trip_of_a_loop_decides_anew() -> None:
    report = executed(
        """
        for i in range(3):
            if x.sum() > 3:
                x = x - 1
            x = x + 1
        return x
        """
    )
    assert drawn(report) == [
        "if x.sum() > 3: False → None",
        "if x.sum() > 3: True → body",
        "if x.sum() > 3: True → body",
    ]
    assert [branch.frame and branch.frame.trip for branch in report.branches] == [1, 2, 3]


def test_a_test_alone_in_a_loop_is_evaluated_once_in_each_trip() -> None:
    report = executed("for i in range(3):\n    if x.any():\n        pass\nreturn x")
    assert drawn(report) == ["if x.any(): True → body"] * 3


def test_helpers_have_branches_of_their_own() -> None:
    report = executed(
        """
        def positive(y):
            if y.min() < 0:
                return False
            return y.sum() > 1
        if positive(x):
            x = x * 2
        return x
        """
    )
    assert drawn(report) == ["if y.min() < 0: False → None", "if positive(x): True → body"]


def test_a_branch_names_its_op_and_the_whole_statement() -> None:
    report = executed("if x.sum() > 1:\n    x = x * 2\nelse:\n    x = x * 3\nreturn x")
    (branch,) = report.branches
    assert (branch.kind, branch.parent_call) == ("if", 0)
    assert (report.calls[branch.call].name, report.calls[branch.call].result) == ("bool", "True")
    assert branch.source is not None
    assert (branch.source.line, branch.source.end_line) == (6, 9)
