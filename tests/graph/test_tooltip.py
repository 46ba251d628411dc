import pytest

from inspector.graph.expansion import Expansion
from inspector.graph.folding import Folding
from inspector.graph.index import Index
from inspector.graph.tooltip import Tip, tooltip
from inspector.graph.visible import visible
from inspector.report.model import Problem, Report, Source, Totals
from tests.graph.models import BLOCKS, CHIMERA, FAILED, GROWING, sequence
from tests.graph.notation import changed, report


def tip(report: Report, key: str, level: int = 9) -> Tip:
    index = Index(report)
    graph = visible(index, Expansion(index, level))
    return tooltip(index, graph.nodes[graph.index[key]])


def told(source: str, key: str) -> dict[str, str]:
    return dict(tip(report(source), key).rows)


def timed(source: str, name: str, took: float, **totals: float) -> Report:
    """With calls of a module or function that took so long, and the totals."""
    made = report(source)
    calls = tuple(
        changed(call, seconds=took, flops=50) if name in (call.name, call.module) else call
        for call in made.calls
    )
    return changed(made, calls=calls, totals=Totals(**totals))  # type: ignore[arg-type]


def test_a_module_tells_what_goes_in_and_out_and_its_parameters() -> None:
    module = tip(report(CHIMERA), "/1")
    assert module.title == "1"
    assert module.type == "LazyLinear(in_features=16, out_features=20, bias=True)"
    # 20 * 16 + 20 numbers of four bytes.
    assert module.rows[:3] == (
        ("in", "2 × 16 float32"),
        ("out", "2 × 20 float32"),
        ("parameters", "340 trained, 1.4 kB: weight 20 × 16, bias 20"),
    )


def test_what_comes_in_is_told_by_its_name_where_it_has_one() -> None:
    assert told(CHIMERA, "/0/net/0")["in"] == "X 2 × 20 float32"
    rows = tip(report(CHIMERA), "/2/matmul()").rows
    assert rows[:2] == (("in", "2 × 20 float32"), ("", "2.rand_weight 20 × 20 float32"))


def test_an_op_a_constant_and_a_loop_tell_what_they_are() -> None:
    op = tip(report(CHIMERA), "/2/add()")
    assert (op.title, op.type) == ("+ 1", "add")
    constant = tip(report(CHIMERA), "/2/matmul():2.rand_weight")
    assert (constant.title, constant.type) == ("2.rand_weight", "constant")
    assert constant.rows == (("shape", "20 × 20 float32"),)
    assert told(CHIMERA, "/2/while")["trips"] == "2; trip 1 is drawn"


def test_an_input_and_an_output_tell_their_shapes() -> None:
    assert told(CHIMERA, "input:X") == {"shape": "2 × 20 float32"}
    assert tip(report(CHIMERA), "input:X").type == "input of the model"


def test_each_call_of_a_shared_module_says_which_it_is() -> None:
    said = "the 2nd of 2 of this module; its parameters count once"
    assert told(CHIMERA, "/2/linear#2")["call"] == said


def test_parameters_that_are_not_trained_are_told() -> None:
    made = report(CHIMERA)
    modules = {module.path: module for module in made.modules}
    weight, bias = modules["1"].parameters
    frozen = changed(modules["1"], parameters=(changed(weight, trainable=False), bias))
    modules["1"] = frozen
    rows = dict(tip(changed(made, modules=tuple(modules.values())), "/1").rows)
    assert rows["parameters"].startswith("340, 20 trained, ")


def test_time_is_told_with_its_share_and_without_what_runs_inside() -> None:
    made = timed(CHIMERA, "1", 0.002, seconds=0.008, flops=200)
    rows = dict(tip(made, "/1").rows)
    assert rows["time"] == "2.0 ms, 25 % of all"
    assert rows["FLOPs"] == "50 FLOP, 25 % of all"
    assert dict(tip(timed(CHIMERA, "relu", 0.001), "/2/relu()").rows)["time"] == "1.0 ms"
    around = timed(CHIMERA, "LazyLinear", 0.001, seconds=0.01)
    calls = tuple(changed(c, seconds=0.004) if c.module == "0.net" else c for c in around.calls)
    rows = dict(tip(changed(around, calls=calls), "/0/net").rows)
    assert rows["time"] == "4.0 ms, 40 % of all; by itself 2.0 ms"


def test_what_runs_in_a_loop_is_not_time_of_the_module_by_itself() -> None:
    made = timed(CHIMERA, "div_", 0.001, seconds=0.01)
    calls = tuple(changed(c, seconds=0.006) if c.module == "2" else c for c in made.calls)
    rows = dict(tip(changed(made, calls=calls), "/2").rows)
    assert rows["time"] == "6.0 ms, 60 % of all; by itself 4.0 ms"


def test_the_code_is_where_a_module_was_made_and_where_it_is_called() -> None:
    assert [word for word, _ in tip(report(CHIMERA), "/1").sources] == ["made", "called"]
    assert [word for word, _ in tip(report(CHIMERA), "/2/add()").sources] == ["called"]
    assert [word for word, _ in tip(report(CHIMERA), "/2/while").sources] == ["code"]


@pytest.mark.parametrize("slash", ["/", "\\"])
def test_a_call_within_torch_itself_is_not_the_users_code(slash: str) -> None:
    made = report(CHIMERA)
    file = "/lib/torch/nn/modules/container.py".replace("/", slash)
    inside = Source(file, 253, 0, 253, 10)
    calls = tuple(changed(c, source=inside) if c.module == "1" else c for c in made.calls)
    assert [word for word, _ in tip(changed(made, calls=calls), "/1").sources] == ["made"]


def test_what_failed_says_why_and_what_came_after_that_it_was_not_reached() -> None:
    assert tip(report(FAILED), "/2").remark == "it failed"
    assert tip(report(FAILED), "/3").remark == "It was not reached."


def test_a_container_tells_the_problem_inside_it_and_how_many_more_there_are() -> None:
    problems = tuple(
        Problem("warning", "code", text, module=path)
        for text, path in (("First.", "0.net.1"), ("Second.", "0.linear"), ("Other.", "1"))
    )
    made = changed(report(CHIMERA), problems=problems)
    assert tip(made, "/0", 1).remark == "First. And 1 other problem."
    assert tip(made, "/1", 1).remark == "Other."


def folded_tip(source: Report, key: str, level: int = 9) -> Tip:
    index = Index(source)
    graph = visible(index, Expansion(index, level), Folding())
    return tooltip(index, graph.nodes[graph.index[key]])


def test_a_fold_tells_its_members_and_what_they_cost_together() -> None:
    made = timed(BLOCKS, "l0", 0.2, seconds=0.8)
    calls = tuple(
        changed(call, seconds=0.1) if call.module in ("l1", "l2") else call for call in made.calls
    )
    tip = folded_tip(changed(made, calls=calls), "/l0", level=1)
    assert (tip.title, tip.type) == ("l0 … l2", "Layer × 3")
    rows = dict(tip.rows)
    assert rows["equal"] == "3: l0, l1, l2; one of them is drawn"
    # A weight of 20 × 20 in each.
    assert rows["parameters"] == "1,200 together, 400 in each"
    # 0.2 + 0.1 + 0.1 of 0.8 seconds; only the first says how many FLOPs.
    assert rows["time"] == "400 ms, 50 % of all"


def test_a_long_fold_of_groups_names_the_first_of_each_and_leaves_some_out() -> None:
    pairs = report(sequence(*["Linear(20)", "ReLU"] * 8, "Linear(5)"))
    rows = dict(folded_tip(pairs, "/m0…2").rows)
    assert rows["equal"] == "8: m0, m2, m4, m6, m8 … m14; one of them is drawn"


def test_a_loop_tells_which_trip_is_drawn_and_what_it_brings_from_the_one_before() -> None:
    index = Index(report(GROWING), {"/for": 3})
    graph = visible(index, Expansion(index, 9))
    loop = tooltip(index, graph.nodes[graph.index["/for"]])
    assert dict(loop.rows)["trips"] == "3; trip 3 is drawn"
    carried = tooltip(index, graph.nodes[graph.index["/for:carried"]])
    assert (carried.title, carried.type) == ("from trip 2", "what the loop brings along")
    assert carried.rows == (("brings", "8 × 20 float32"), ("at first", "2 × 20 float32"))
