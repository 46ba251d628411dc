"""The chapter's models: every number here was worked out by hand from the shapes."""

from functools import cache
from pathlib import Path

import pytest

from inspector.engine.api import trace_file
from inspector.report.model import Module, Report
from tests.engine.drawn import call_tree, code, flow

EXAMPLES = Path(__file__).parents[2] / "resources" / "examples"


@cache
def example(name: str) -> Report:
    report = trace_file(EXAMPLES / f"{name}.py")
    assert report.failure is None
    return report


def text_of(name: str) -> str:
    return (EXAMPLES / f"{name}.py").read_text()


def module(report: Report, path: str) -> Module:
    return next(module for module in report.modules if module.path == path)


def counts(report: Report) -> dict[str, int]:
    """Parameters of each module that has any."""
    return {
        module.path: sum(parameter.numel or 0 for parameter in module.parameters)
        for module in report.modules
        if module.parameters
    }


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_every_example_runs(path: Path) -> None:
    report = trace_file(path)
    assert report.failure is None
    assert report.outputs


def test_a_sequential_of_lazy_modules_is_a_chain_with_its_real_sizes() -> None:
    report = example("net")
    assert counts(report) == {"0": 256 * 20 + 256, "2": 10 * 256 + 10}
    assert call_tree(report) == "model → 2×10\n  0 → 2×256\n  1 → 2×256\n  2 → 2×10"
    assert flow(report) == ["input → 0", "0 → 1", "1 → 2"]
    totals = report.totals
    assert totals.parameters == totals.trainable_parameters == 7946
    assert totals.parameter_bytes == 7946 * 4
    assert totals.activation_bytes == 4 * (2 * 256 + 2 * 256 + 2 * 10)
    assert totals.flops == 2 * 2 * 256 * 20 + 2 * 2 * 10 * 256


def test_a_lazy_module_says_what_it_is_and_what_it_was_written_as() -> None:
    first = module(example("net"), "0")
    assert first.type == "torch.nn.modules.linear.Linear"
    assert first.constructor == "LazyLinear"
    assert first.arguments == "in_features=20, out_features=256, bias=True"
    assert module(example("net"), "1").constructor == ""


def test_a_function_in_forward_is_an_op_between_the_modules() -> None:
    report = example("mlp")
    assert call_tree(report) == "model → 2×10\n  hidden → 2×256\n  relu → 2×256\n  out → 2×10"
    assert flow(report) == ["input → hidden", "hidden → relu", "relu → out"]
    assert report.calls[2].arguments == ""  # inplace=False is the default


def test_modules_added_in_a_loop_are_called_in_the_trips_of_another() -> None:
    report = example("my_sequential")
    assert call_tree(report) == (
        "model → 2×10\n  0 → 2×256 [for 1]\n  1 → 2×256 [for 2]\n  2 → 2×10 [for 3]"
    )
    (frame,) = report.frames
    assert (frame.kind, frame.trips, frame.parent_call) == ("for", 3, 0)
    assert frame.header == "for module in self.children()"
    assert counts(report) == {"0": 5376, "2": 2570}


def test_fixed_hidden_mlp_calls_one_linear_twice_on_one_set_of_parameters() -> None:
    report = example("fixed_hidden_mlp")
    linear = module(report, "linear")
    assert linear.calls == 2
    assert counts(report) == {"linear": 20 * 20 + 20}
    assert report.totals.parameters == 420
    assert [call.module for call in report.calls if call.name == "Linear"] == ["linear"] * 2
    assert report.totals.flops == 3 * 2 * 2 * 20 * 20  # two calls of linear, and the @


def test_fixed_hidden_mlp_has_a_constant_that_is_no_parameter() -> None:
    report = example("fixed_hidden_mlp")
    (constant,) = module(report, "").constants
    assert (constant.name, constant.numel) == ("rand_weight", 400)
    assert code(text_of("fixed_hidden_mlp"), constant.source) == "torch.rand((20, 20))"
    product = next(call for call in report.calls if call.name == "matmul")
    assert constant.tensor in product.inputs
    assert report.tensors[constant.tensor].role == "constant"


def test_the_while_loop_is_a_frame_whose_trips_are_its_divisions() -> None:
    report = example("fixed_hidden_mlp")
    (frame,) = report.frames
    assert (frame.kind, frame.header) == ("while", "while X.abs().sum() > 1")
    divisions = [call for call in report.calls if call.name == "div_"]
    trips = [call.frame.trip for call in divisions if call.frame is not None]
    assert trips == list(range(1, frame.trips + 1))
    assert frame.trips > 0
    tests = [call for call in report.calls if call.frame is not None and call.frame.trip == 0]
    assert [call.name for call in tests] == ["abs", "sum", "gt", "bool"] * (frame.trips + 1)
    answers = [call.result for call in tests if call.name == "bool"]
    assert answers == ["True"] * frame.trips + ["False"]


def test_each_division_in_place_makes_the_value_that_the_next_one_reads() -> None:
    report = example("fixed_hidden_mlp")
    edges = flow(report)
    assert "linear#2 → div_" in edges
    assert "div_ → abs#2" in edges
    assert "div_ → div_#2" in edges
    last = f"div_#{report.frames[0].trips}"
    assert edges[-1].startswith(f"{last} → sum")


def test_a_returned_number_is_told() -> None:
    report = example("fixed_hidden_mlp")
    (output,) = report.outputs
    tensor = report.tensors[output]
    assert tensor.shape == ()
    assert tensor.value is not None
    assert abs(float(tensor.value)) <= 1


def test_nested_modules_are_nested_calls() -> None:
    report = example("nest_mlp")
    assert call_tree(report) == (
        "model → 2×16\n"
        "  net → 2×32\n"
        "    net.0 → 2×64\n"
        "    net.1 → 2×64\n"
        "    net.2 → 2×32\n"
        "    net.3 → 2×32\n"
        "  linear → 2×16"
    )
    assert counts(report) == {"net.0": 64 * 21, "net.2": 32 * 65, "linear": 16 * 33}
    assert report.totals.flops == 2 * 2 * (64 * 20 + 32 * 64 + 16 * 32)
    assert report.calls[1].flops == 2 * 2 * (64 * 20 + 32 * 64)


def test_chimera_chains_classes_of_its_own_and_ready_made_modules() -> None:
    report = example("chimera")
    assert report.model == "chimera"
    assert [m.path for m in report.modules if m.parent == ""] == ["0", "1", "2"]
    assert counts(report) == {
        "0.net.0": 1344,
        "0.net.2": 2080,
        "0.linear": 528,
        "1": 20 * 17,
        "2.linear": 420,
    }
    assert report.totals.parameters == 1344 + 2080 + 528 + 340 + 420
    assert flow(report)[:7] == [
        "input → 0.net.0",
        "0.net.0 → 0.net.1",
        "0.net.1 → 0.net.2",
        "0.net.2 → 0.net.3",
        "0.net.3 → 0.linear",
        "0.linear → 1",
        "1 → 2.linear",
    ]
    assert report.frames[0].parent_call == next(c.id for c in report.calls if c.module == "2")


def test_modules_in_a_plain_list_run_and_are_reported_as_unregistered() -> None:
    report = example("modules_in_a_list")
    assert [m.path for m in report.modules] == ["", "layers[0]", "layers[1]", "layers[2]"]
    assert [m.registered for m in report.modules] == [True, False, False, False]
    assert report.totals.parameters == 0
    (problem,) = report.problems
    assert (problem.severity, problem.code) == ("warning", "unregistered-modules")
    assert "3 modules with 7,946 parameters" in problem.message
    (fix,) = problem.fixes
    assert fix.edit == "register_modules"
    text = text_of("modules_in_a_list")
    assert code(text, problem.source) == "nn.LazyLinear(256)"
    assert problem.source is not None
    assert fix.arguments == {"site": list(problem.source.span)}


def test_parallel_modules_both_read_the_input_and_are_joined() -> None:
    report = example("parallel")
    assert flow(report) == [
        "input → net1.0",
        "net1.0 → net1.1",
        "input → net2",
        "net1.1 → cat",
        "net2 → cat",
    ]
    cat = report.calls[-1]
    assert (cat.arguments, cat.flops) == ("dim=-1", 0)
    assert report.tensors[cat.outputs[0]].shape == (2, 16 + 8)


def test_blocks_of_a_factory_share_a_line_but_no_parameters() -> None:
    report = example("repeated_blocks")
    text = text_of("repeated_blocks")
    blocks = [m for m in report.modules if m.type.endswith(".Block")]
    assert [block.path for block in blocks] == ["1.0", "1.1", "1.2", "1.3"]
    assert {code(text, block.source) for block in blocks} == {"Block(32)"}
    assert all(counts(report)[f"1.{i}.linear"] == 32 * 33 for i in range(4))
    assert report.totals.parameters == 32 * 21 + 4 * 32 * 33 + 10 * 33


def test_each_module_knows_the_expression_that_constructed_it() -> None:
    report, text = example("chimera"), text_of("chimera")
    written = {module.path: code(text, module.source) for module in report.modules}
    assert written[""] == "nn.Sequential(NestMLP(), nn.LazyLinear(20), FixedHiddenMLP())"
    assert written["0"] == "NestMLP()"
    assert written["0.net.2"] == "nn.LazyLinear(32)"
    assert written["0.linear"] == "nn.LazyLinear(16)"
    assert written["1"] == "nn.LazyLinear(20)"
    assert written["2.linear"] == "nn.LazyLinear(20)"


def test_each_op_and_call_knows_the_expression_that_made_it() -> None:
    report, text = example("fixed_hidden_mlp"), text_of("fixed_hidden_mlp")
    written = [(call.name, code(text, call.source)) for call in report.calls[1:6]]
    assert written == [
        ("Linear", "self.linear(X)"),
        ("matmul", "X @ self.rand_weight"),
        ("add", "X @ self.rand_weight + 1"),
        ("relu", "F.relu(X @ self.rand_weight + 1)"),
        ("Linear", "self.linear(X)"),
    ]
    assert code(text, report.frames[0].source).startswith("while X.abs()")
    assert code(text, report.frames[0].source).endswith("X /= 2")


def test_calls_in_torchs_own_containers_stand_in_torchs_own_file() -> None:
    report = example("net")
    source = report.calls[1].source
    assert source is not None
    assert source.file.endswith("container.py")
