"""Comparisons, drawn in full."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from inspector.report.cells import cells
from inspector.report.comparing import compare
from inspector.report.comparison import Comparison
from inspector.report.differences import Change, ModuleDifference
from inspector.report.model import Problem
from tests.report.made import sequential, tree

BEFORE = sequential((20, 8), "ReLU", (8, 3))
AFTER = sequential((20, 8), (8, 8), "ReLU", (8, 4))
WORSE = Comparison(
    differs=True,
    run=(Change("failure", "", "RuntimeError in `1`: no"),),
    new_problems=(Problem("warning", "unregistered", "`layers` is a list."),),
)


def test_what_differs_stands_above_the_totals() -> None:
    # Parameters: 20 · 8 + 8 · 3 = 184 and 20 · 8 + 8 · 8 + 8 · 4 = 256; FLOPs 4 times that.
    assert str(compare(BEFORE, AFTER).summary(width=80)) == (
        """\
~ the whole model
    outputs     2 × 3 float32 → 2 × 4 float32
+ 1: Linear, 64 parameters
→ 2: ReLU, was 1
→ 3: Linear, was 2
    arguments   out_features=3 → out_features=4
    parameters  weight 3 × 8 float32 → weight 4 × 8 float32
    outputs     2 × 3 → 2 × 4
    FLOPs       96 → 128

Totals                       Before      After  Difference
──────────────────────────────────────────────────────────
modules                           4          5          +1
parameters                      184        256         +72
trainable parameters            184        256         +72
size of parameters        736 bytes     1.0 kB  +288 bytes
size of activations         0 bytes    0 bytes
FLOPs                      736 FLOP  1.0 kFLOP   +288 FLOP
time, never a difference     1.0 ms     1.0 ms"""
    )


def test_markdown_has_a_line_for_each_change() -> None:
    assert compare(BEFORE, AFTER).summary(markdown=True).splitlines()[:9] == [
        "|  | Module | Type | What | Before | After |",
        "| --- | --- | --- | --- | --- | --- |",
        "| ~ | `the whole model` |  | outputs | 2 × 3 float32 | 2 × 4 float32 |",
        "| + | `1` | `Linear` | 64 parameters |  |  |",
        "| → | `2` | `ReLU` | was 1 |  |  |",
        "| → | `3` | `Linear` | was 2 |  |  |",
        "| → | `3` | `Linear` | arguments | out_features=3 | out_features=4 |",
        "| → | `3` | `Linear` | parameters | weight 3 × 8 float32 | weight 4 × 8 float32 |",
        "| → | `3` | `Linear` | outputs | 2 × 3 | 2 × 4 |",
    ]


def test_nothing_is_said_to_differ_only_if_nothing_does() -> None:
    assert compare(BEFORE, BEFORE).summary().startswith("Nothing differs.\n\nTotals")
    assert compare(BEFORE, BEFORE).summary(markdown=True).startswith("Nothing differs.\n\n| Totals")
    assert "Nothing" not in WORSE.summary()


def test_neighbors_that_moved_on_together_are_one_line() -> None:
    layers = [f"{place}=A({place})" for place in range(5)]
    shifted = [f"{place + 1}=A({place})" for place in range(5)]
    lines = compare(tree(*layers), tree("0=ReLU", *shifted)).summary(width=80).splitlines()
    assert lines[:3] == ["+ 0: ReLU", "→ 1 … 5: 5 modules, were 0 … 4", ""]


def test_what_is_worse_stands_at_the_end_in_color() -> None:
    assert WORSE.summary(width=40).splitlines()[-5:] == [
        "New problems",
        "  ! `layers` is a list.",
        "",
        "✗ It fails now",
        "  RuntimeError in `1`: no",
    ]
    assert "\x1b[1m\x1b[31m✗ It fails now\x1b[0m" in WORSE.summary(width=40, color=True)


def test_classes_of_one_name_are_told_apart() -> None:
    def retyped(before: str, after: str) -> str:
        changes = (Change("type", before, after),)
        difference = ModuleDifference("changed", "fc", after, changes=changes)
        return Comparison(differs=True, modules=(difference,)).summary(width=80).splitlines()[1]

    assert retyped("a.Linear", "a.Conv") == "    type        Linear → Conv"
    assert retyped("a.Block", "b.Block") == "    type        a.Block → b.Block"


@given(st.integers(1, 100))
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = compare(BEFORE, AFTER).summary(width=width).splitlines()
    assert all(cells(line) <= max(width, 24) for line in lines)


def test_hostile_names_do_no_harm() -> None:
    evil = "\x1b[2J|`<b>"
    change = Change("arguments", evil, "")
    difference = ModuleDifference("changed", evil, evil, changes=(change,))
    comparison = msgspec.structs.replace(WORSE, modules=(difference,))
    assert "\x1b" not in comparison.summary(width=80)
    assert "| ~ | `\\x1b[2J\\|'<b>` |" in comparison.summary(markdown=True)
