"""What counts as a difference, on reports made by hand."""

import msgspec
import pytest

from inspector.report.comparing import compare
from inspector.report.comparison import Comparison
from inspector.report.differences import Change, ModuleDifference, Total
from inspector.report.model import (
    Call,
    Failure,
    Input,
    Module,
    Parameter,
    Problem,
    Report,
    Source,
    Tensor,
    Totals,
)
from tests.report.made import LINEAR, RELU, sequential, tree

CHAIN = sequential((20, 8), "ReLU", (8, 3))


def changed(report: Report, **fields: object) -> Report:
    return msgspec.structs.replace(report, **fields)


def module_changed(report: Report, path: str, **fields: object) -> Report:
    modules = tuple(
        msgspec.structs.replace(module, **fields) if module.path == path else module
        for module in report.modules
    )
    return changed(report, modules=modules)


def facts(comparison: Comparison) -> dict[str, list[str]]:
    """Which facts of which modules are not as they were."""
    return {each.path: [change.fact for change in each.changes] for each in comparison.modules}


def test_a_report_does_not_differ_from_itself() -> None:
    comparison = compare(CHAIN, CHAIN)
    assert not comparison.differs
    assert comparison.modules == comparison.run == ()
    assert Total("parameters", 184, 184) in comparison.totals  # 20 · 8 + 8 · 3


def test_time_places_names_device_seed_and_values_are_no_difference() -> None:
    other = changed(
        CHAIN,
        model="net",
        seed=3,
        device="cuda",
        inputs=(Input("image", 0),),
        calls=tuple(msgspec.structs.replace(call, seconds=9.0) for call in CHAIN.calls),
        totals=msgspec.structs.replace(CHAIN.totals, seconds=9.0),
        tensors=tuple(
            msgspec.structs.replace(tensor, value="1", device="cuda") for tensor in CHAIN.tensors
        ),
        problems=(Problem("note", "input-assumed", "X was assumed."),),
    )
    other = module_changed(other, "0", source=Source("a.py", 1, 0, 1, 9))
    assert not compare(CHAIN, other).differs


def test_another_batch_changes_shapes_and_costs_alone() -> None:
    comparison = compare(CHAIN, sequential((20, 8), "ReLU", (8, 3), batch=4))
    shapes = ["inputs", "outputs"]
    assert facts(comparison) == {"0": [*shapes, "flops"], "1": shapes, "2": [*shapes, "flops"]}
    assert comparison.modules[0].changes == (
        Change("inputs", "2 × 20", "4 × 20"),
        Change("outputs", "2 × 8", "4 × 8"),
        Change("flops", "640", "1,280"),  # 2 · batch · 20 · 8
    )
    assert comparison.run == (
        Change("model inputs", "2 × 20 float32", "4 × 20 float32"),
        Change("model outputs", "2 × 3 float32", "4 × 3 float32"),
    )


def test_a_wider_layer_changes_itself_and_what_reads_from_it() -> None:
    comparison = compare(CHAIN, sequential((20, 9), "ReLU", (9, 3)))
    assert comparison.modules[0] == ModuleDifference(
        "changed",
        "0",
        LINEAR,
        None,
        180,
        0,
        (
            Change("arguments", "out_features=8", "out_features=9"),
            Change("parameters", "weight 8 × 20 float32", "weight 9 × 20 float32"),
            Change("outputs", "2 × 8", "2 × 9"),
            Change("flops", "640", "720"),
        ),
    )
    assert facts(comparison)["1"] == ["inputs", "outputs"]
    assert facts(comparison)["2"] == ["arguments", "parameters", "inputs", "flops"]
    assert Total("parameters", 184, 207) in comparison.totals  # 9 · 20 + 9 · 3


def test_an_inserted_module_is_added_and_those_behind_it_have_moved() -> None:
    comparison = compare(CHAIN, sequential((20, 8), "ReLU", (8, 8), (8, 3)))
    assert comparison.modules == (
        ModuleDifference("added", "2", LINEAR, None, 64),
        ModuleDifference("moved", "3", LINEAR, "2", 24),
    )
    assert comparison.of_kind("added") == ["2"]


def test_a_removed_module_is_told_after_what_is_there() -> None:
    comparison = compare(CHAIN, sequential((20, 8), (8, 3)))
    assert comparison.modules == (
        ModuleDifference("moved", "1", LINEAR, "2", 24),
        ModuleDifference("removed", "1", RELU),
    )


def test_what_is_inside_something_added_is_counted_and_not_listed() -> None:
    before, after = tree("a=Linear(1)"), tree("a=Linear(1)", "b", "b.c", "b.c.d=Linear(2)")
    assert compare(before, after).modules == (
        ModuleDifference("added", "b", "m.Block", None, 4, 2),
    )
    assert compare(after, before).modules == (
        ModuleDifference("removed", "b", "m.Block", None, 4, 2),
    )


def test_what_moves_with_its_parent_is_counted_and_not_listed() -> None:
    before = tree("a", "a.x=Linear(1)", "a.y=ReLU")
    after = tree("b", "b.x=Linear(1)", "b.y=ReLU")
    assert compare(before, after).modules == (ModuleDifference("moved", "b", "m.Block", "a", 4, 2),)


@pytest.mark.parametrize(
    ("fields", "change"),
    [
        ({"type": "m.Other"}, Change("type", LINEAR, "m.Other")),
        ({"registered": False}, Change("registered", "yes", "no")),
        ({"training": False}, Change("mode", "train", "eval")),
        ({"also": ("again",)}, Change("also", "", "again")),
        (
            {"parameters": (Parameter("weight", 1, False, 160),)},
            Change("parameters", "weight 8 × 20 float32", "frozen weight 8 × 20 float32"),
        ),
    ],
)
def test_what_a_module_is_made_of_counts(fields: dict[str, object], change: Change) -> None:
    comparison = compare(CHAIN, module_changed(CHAIN, "0", **fields))
    assert comparison.differs
    assert comparison.modules[0].changes == (change,)


def test_another_mode_is_told_of_the_outermost_module_alone() -> None:
    modules = tuple(msgspec.structs.replace(each, training=False) for each in CHAIN.modules)
    comparison = compare(CHAIN, changed(CHAIN, modules=modules))
    assert facts(comparison) == {"": ["mode"]}


def test_another_dtype_of_what_comes_out_counts() -> None:
    half = tuple(
        msgspec.structs.replace(each, dtype="float16") if each.role == "activation" else each
        for each in CHAIN.tensors
    )
    comparison = compare(CHAIN, changed(CHAIN, tensors=half))
    assert facts(comparison) == {"0": ["dtypes"], "1": ["dtypes"], "2": ["dtypes"]}
    assert [change.fact for change in comparison.run] == ["model outputs"]


def functional(*steps: tuple[str, tuple[int, ...]]) -> Report:
    """A root that calls functions on its inputs 0 and 1; step n makes tensor n + 2."""
    tensors = [Tensor(each, (2,), "float32", "cpu", "input") for each in (0, 1)]
    calls = [Call(0, None, "module", "", "Net", (0, 1), (len(steps) + 1,), flops=0)]
    for place, (name, reads) in enumerate(steps):
        tensors.append(Tensor(place + 2, (2,), "float32", "cpu", "activation", place + 1))
        calls.append(Call(place + 1, 0, "op", None, name, reads, (place + 2,), flops=0))
    return Report(
        modules=(Module("", "m.Net", None, calls=1),),
        calls=tuple(calls),
        tensors=tuple(tensors),
        totals=Totals(),
    )


def test_another_function_in_a_forward_counts_even_if_no_shape_does() -> None:
    before = functional(("add", (0, 1)), ("relu", (2,)), ("relu", (3,)))
    after = functional(("add", (0, 1)), ("relu", (2,)), ("tanh", (3,)))
    assert compare(before, after).modules[0].changes == (Change("functions", "relu", "tanh"),)


def test_the_same_functions_on_other_tensors_count() -> None:
    before, after = functional(("sub", (0, 1))), functional(("sub", (1, 0)))
    assert compare(before, after).modules[0].changes == (
        Change("dataflow", "sub of input 1, input 2", "sub of input 2, input 1"),
    )


def test_the_order_of_what_does_not_depend_on_each_other_does_not_count() -> None:
    before = functional(("relu", (0,)), ("tanh", (1,)))
    after = functional(("tanh", (1,)), ("relu", (0,)))
    assert not compare(before, after).differs


def test_a_new_failure_counts_and_only_what_ran_in_both_is_held_side_by_side() -> None:
    calls = (
        msgspec.structs.replace(CHAIN.calls[0], outputs=(), flops=640),
        CHAIN.calls[1],
        msgspec.structs.replace(CHAIN.calls[2], outputs=(), failed=True),
    )
    failed = changed(
        module_changed(CHAIN, "2", calls=0),
        calls=calls,
        outputs=(),
        failure=Failure("forward", "RuntimeError", "no <f at 0x12>", module="1", call=2),
    )
    comparison = compare(CHAIN, failed)
    assert comparison.differs
    assert comparison.modules == ()
    assert comparison.run == (
        Change("model outputs", "2 × 3 float32", ""),
        Change("failure", "", "RuntimeError in `1`: no <f at 0x…>"),
    )
    elsewhere = msgspec.structs.replace(failed.failure, message="no <f at 0x34>")
    assert not compare(failed, changed(failed, failure=elsewhere)).differs


def test_problems_that_are_new_or_gone_count_unless_they_are_notes() -> None:
    warning = Problem("warning", "not-finite", "NaN.")
    worse = changed(CHAIN, problems=(warning, Problem("note", "unused", "Never used.")))
    assert compare(CHAIN, worse).new_problems == (warning,)
    assert compare(worse, CHAIN).gone_problems == (warning,)
    assert compare(CHAIN, worse).differs
    assert not compare(worse, worse).differs


def test_without_a_model_all_of_the_other_is_gone() -> None:
    comparison = compare(CHAIN, Report(failure=Failure("source", "SyntaxError", "invalid")))
    assert comparison.of_kind("removed") == [""]
    assert comparison.modules[0].inside == 3
    assert comparison.run[-1] == Change("failure", "", "SyntaxError: invalid")


def test_a_comparison_travels_as_json() -> None:
    comparison = compare(CHAIN, sequential((20, 9), "ReLU", (9, 3)))
    assert msgspec.json.decode(comparison.to_json(), type=Comparison) == comparison
