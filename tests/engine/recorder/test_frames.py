"""Loops and their trips: exact in a text that is executed, close in a live model."""

import linecache
import textwrap

import pytest
import torch
from torch import Tensor, nn

from inspector.engine.api import trace, trace_file
from inspector.report.model import Report

HEAD = "import torch\nfrom torch import nn\n\nclass Net(nn.Module):\n    def forward(self, x):\n"


def executed(forward: str) -> Report:
    body = textwrap.indent(textwrap.dedent(forward), " " * 8)
    report = trace_file(f"{HEAD}{body}\nnet = Net()\nX = torch.ones(2)\n")
    assert report.failure is None
    return report


def live(forward: str) -> Report:
    """The same as a class that exists already, so that no loop is marked."""
    body = textwrap.indent(textwrap.dedent(forward), " " * 8)
    text, file = f"{HEAD}{body}", f"<live {abs(hash(forward))}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    names: dict[str, type[nn.Module]] = {}
    exec(compile(text, file, "exec"), names)
    report = trace(names["Net"](), torch.ones(2))
    assert report.failure is None
    return report


def drawn(report: Report) -> str:
    """``header × trips`` of each loop, then each op in a loop with its trip."""
    loops = [
        f"{'  ' if frame.parent_frame is not None else ''}{frame.header} × {frame.trips}"
        for frame in report.frames
    ]
    ops = [
        f"{call.name}:{call.frame.id}.{call.frame.trip}"
        for call in report.calls
        if call.frame is not None
    ]
    return "\n".join([*loops, " ".join(ops)])


both = pytest.mark.parametrize("run", [executed, live])


@both
def test_a_for_loop(run: type[Report]) -> None:
    report = run("for i in range(3):\n    x = x + i\nreturn x")
    assert drawn(report) == "for i in range(3) × 3\nadd:0.1 add:0.2 add:0.3"


@both
def test_the_test_of_a_while_loop_is_trip_zero(run: type[Report]) -> None:
    report = run("while x.sum() < 5:\n    x = x * 2\nreturn x")
    assert drawn(report) == (
        "while x.sum() < 5 × 2\n"
        "sum:0.0 lt:0.0 bool:0.0 mul:0.1 sum:0.0 lt:0.0 bool:0.0 mul:0.2 sum:0.0 lt:0.0 bool:0.0"
    )


@both
def test_a_while_loop_that_is_never_entered_has_no_trips(run: type[Report]) -> None:
    report = run("while x.sum() > 5:\n    x = x * 2\nreturn x")
    assert drawn(report) == "while x.sum() > 5 × 0\nsum:0.0 gt:0.0 bool:0.0"


@both
def test_a_loop_in_a_loop_is_a_frame_for_each_trip_of_the_outer_one(run: type[Report]) -> None:
    report = run(
        "for i in range(2):\n    x = x * 2\n    for j in range(2):\n        x = x + j\nreturn x"
    )
    assert drawn(report) == (
        "for i in range(2) × 2\n"
        "  for j in range(2) × 2\n"
        "  for j in range(2) × 2\n"
        "mul:0.1 add:1.1 add:1.2 mul:0.2 add:2.1 add:2.2"
    )


@both
def test_what_stands_after_a_loop_is_not_in_it(run: type[Report]) -> None:
    report = run("for i in range(2):\n    x = x + i\nelse:\n    x = x - 1\nreturn x * 2")
    assert drawn(report) == "for i in range(2) × 2\nadd:0.1 add:0.2"


@both
def test_one_loop_after_the_other(run: type[Report]) -> None:
    report = run("for i in range(2):\n    x = x + i\nfor i in range(2):\n    x = x - i\nreturn x")
    assert drawn(report) == (
        "for i in range(2) × 2\nfor i in range(2) × 2\nadd:0.1 add:0.2 sub:1.1 sub:1.2"
    )


@both
def test_a_loop_in_a_helper(run: type[Report]) -> None:
    report = run(
        """
        def twice(y):
            for i in range(2):
                y = y + i
            return y
        return twice(twice(x) * 3)
        """
    )
    assert drawn(report) == (
        "for i in range(2) × 2\nfor i in range(2) × 2\nadd:0.1 add:0.2 add:1.1 add:1.2"
    )


@both
def test_a_helper_called_in_a_loop(run: type[Report]) -> None:
    report = run(
        """
        def step(y):
            y = y + 1
            return y * 2
        for i in range(2):
            x = step(x)
        return x
        """
    )
    assert drawn(report) == "for i in range(2) × 2\nadd:0.1 mul:0.1 add:0.2 mul:0.2"


@both
def test_a_comprehension_is_no_frame_and_takes_no_trips(run: type[Report]) -> None:
    report = run(
        "for i in range(2):\n    x = torch.stack([x + j for j in range(3)]).sum(0)\nreturn x"
    )
    assert report.frames[0].trips == 2
    assert len(report.frames) == 1


def test_in_an_executed_text_branches_do_not_hide_trips() -> None:
    report = executed(
        """
        for i in range(4):
            if i % 2:
                x = x * 2
        return x
        """
    )
    assert drawn(report) == "for i in range(4) × 4\nmul:0.2 mul:0.4"


def test_loops_that_run_no_op_are_not_shown() -> None:
    assert executed("for i in range(4):\n    n = i\nreturn x + n").frames == ()


def test_the_place_of_a_loop_is_the_whole_statement() -> None:
    (frame,) = executed("for i in range(2):\n    x = x + i\n    x = x * 2\nreturn x").frames
    assert frame.source is not None
    assert (frame.source.line, frame.source.end_line) == (6, 8)
    assert frame.parent_call == 0


def test_calls_of_modules_in_a_loop_belong_to_it_but_not_what_is_inside_them() -> None:
    class Inner(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return x + 1

    class Outer(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = Inner()

        def forward(self, x: Tensor) -> Tensor:
            for _ in range(2):
                x = self.inner(x)
            return x

    report = trace(Outer(), torch.ones(2))
    assert drawn(report) == "for _ in range(2) × 2\nInner:0.1 Inner:0.2"
    assert report.calls[2].parent == 1


def test_in_an_executed_text_even_repeats_within_one_expression_are_told_apart() -> None:
    report = executed("for i in range(2):\n    x = sum([x, x, x]) * i\nreturn x")
    assert [(frame.header, frame.trips) for frame in report.frames] == [("for i in range(2)", 2)]
