"""What the recorder sees of one forward: small models, drawn as they ran."""

import contextlib
from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from inspector.engine.api import trace
from inspector.report.model import Report
from tests.engine.drawn import call_tree, flow


class Ran(nn.Module):
    """A module whose forward is a function, with a Linear to call."""

    def __init__(self, forward: Callable[..., Any]) -> None:
        super().__init__()
        self.run = forward
        self.linear = nn.Linear(4, 4)

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        return self.run(self, *args, **kwargs)


X = torch.rand(2, 4)


def ran(forward: Callable[..., Any], *inputs: Any, **kwargs: Any) -> Report:
    report = trace(Ran(forward), *(inputs or (X,)), kwargs=kwargs)
    assert not [problem for problem in report.problems if problem.code == "record-incomplete"]
    return report


def test_ops_and_modules_are_one_stream_in_their_order() -> None:
    report = ran(lambda m, x: torch.sigmoid(m.linear(x) * 2) + x)
    assert (
        call_tree(report)
        == "model → 2×4\n  linear → 2×4\n  mul → 2×4\n  sigmoid → 2×4\n  add → 2×4"
    )
    assert flow(report) == [
        "input → linear",
        "linear → mul",
        "mul → sigmoid",
        "sigmoid → add",
        "input → add",
    ]


def test_arguments_that_are_no_tensors_are_written_as_in_the_code() -> None:
    def forward(m: Any, x: Tensor) -> Tensor:
        y = x[:, 1:3].reshape(4, 1)
        return F.dropout(torch.cat([y, y], dim=-1), 0.25) ** 2.5

    report = ran(forward)
    written = [(call.name, call.arguments) for call in report.calls[1:]]
    assert written == [
        ("getitem", ":, 1:3"),
        ("reshape", "4, 1"),
        ("cat", "dim=-1"),
        ("dropout", "p=0.25"),
        ("pow", "2.5"),
    ]


def test_what_returns_no_tensor_says_what_it_returned() -> None:
    report = ran(lambda m, x: x if x.sum() > -1 else None)
    assert [(call.name, call.result) for call in report.calls[2:]] == [
        ("gt", None),
        ("bool", "True"),
    ]
    assert report.calls[-1].outputs == ()


def test_looking_at_shapes_is_no_op() -> None:
    def forward(m: Any, x: Tensor) -> Tensor:
        assert x.shape[0] == x.size(0) == len(x)
        assert x.dim() == 2
        assert x.dtype == torch.float32
        assert x.device.type == "cpu"
        assert x.requires_grad is False
        assert x.is_contiguous()
        return m.linear(x)

    assert call_tree(ran(forward)) == "model → 2×4\n  linear → 2×4"


def test_a_view_that_is_written_to_changes_what_its_base_holds() -> None:
    def forward(m: Any, x: Tensor) -> Tensor:
        y = x * 1
        y[0].fill_(0)
        return y + 1

    edges = flow(ran(forward))
    assert "fill_ → add" in edges
    assert "mul → add" in edges, "only a part of it was overwritten"


def test_a_write_to_the_base_reaches_its_views() -> None:
    def forward(m: Any, x: Tensor) -> Tensor:
        y = x * 1
        view = y.view(-1)
        y.relu_()
        return view + 1

    edges = flow(ran(forward))
    assert edges == ["input → mul", "mul → view", "mul → relu_", "relu_ → add"]


def test_disjoint_parts_of_one_tensor_do_not_depend_on_each_other() -> None:
    def forward(m: Any, x: Tensor) -> Tensor:
        y = x * 1
        top, bottom = y[0], y[1]
        top.zero_()
        return bottom + 1

    edges = flow(ran(forward))
    assert "zero_ → add" not in edges
    assert "getitem#2 → add" in edges


def test_filling_a_tensor_row_by_row_depends_on_every_row() -> None:
    def forward(m: Any, x: Tensor) -> Tensor:
        out = torch.empty(2, 4)
        for index in range(2):
            out[index] = m.linear(x[index])
        return out.sum()

    edges = flow(ran(forward))
    assert "linear → setitem" in edges
    assert "setitem → setitem#2" in edges
    assert "setitem#2 → sum" in edges


def test_augmented_assignment_and_out_arguments_are_writes() -> None:
    def forward(m: Any, x: Tensor) -> Tensor:
        y = torch.empty(2, 4)
        torch.add(x, 1, out=y)
        y *= 2
        return y - 1

    assert flow(ran(forward))[-2:] == ["add → mul_", "mul_ → sub"]


def test_what_hands_its_input_on_is_passed_through_and_not_around() -> None:
    class Skip(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.drop = nn.Dropout(0.5).eval()
            self.same = nn.Identity()

        def forward(self, x: Tensor) -> Tensor:
            return x + self.same(self.drop(x)).contiguous()

    assert flow(trace(Skip(), X)) == [
        "input → drop",
        "drop → same",
        "same → contiguous",
        "input → add",
        "contiguous → add",
    ]


def test_what_is_handed_on_keeps_its_strides_so_that_the_same_kernels_run() -> None:
    images = torch.rand(1, 4, 4, 8).permute(0, 3, 1, 2)
    seen = []

    def forward(m: Any, x: Tensor) -> Tensor:
        seen.append(F.dropout(x, 0.5, training=False).stride())
        return x

    ran(forward, images)
    assert seen == [(128, 1, 32, 8)]


def test_lists_dicts_and_tuples_of_tensors_are_looked_into() -> None:
    class Pair(NamedTuple):
        first: Tensor
        second: Tensor

    class Both(nn.Module):
        def forward(self, things: dict[str, list[Tensor]]) -> Pair:
            return Pair(things["a"][0] + 1, things["a"][1] + 2)

    class Outer(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.both = Both()

        def forward(self, x: Tensor) -> dict[str, Tensor]:
            pair = self.both({"a": [x.relu(), x.tanh()]})
            return {"sum": pair.first + pair.second}

    assert flow(trace(Outer(), X)) == [
        "input → relu",
        "input → tanh",
        "relu → add",
        "tanh → add#2",
        "add → add#3",
        "add#2 → add#3",
    ]


def test_keyword_arguments_and_none_are_seen() -> None:
    report = ran(lambda m, x, mask=None, scale=None: x * scale if mask is None else None, scale=X)
    assert [call.name for call in report.calls] == ["Ran", "mul"]
    assert len(report.calls[1].inputs) == 2


def test_inputs_are_named_after_the_parameters_of_forward() -> None:
    class Named(nn.Module):
        def forward(self, ids: Tensor, batch: dict[str, Tensor]) -> Tensor:
            return ids + batch["mask"]

    report = trace(Named(), (X, {"mask": X * 1}))
    assert [given.name for given in report.inputs] == ["ids", "batch.mask"]


def test_a_tuple_as_the_only_input_means_several() -> None:
    assert flow(trace(nn.Bilinear(4, 4, 2), (X, X * 1))) == ["input → model"] * 2


def test_one_module_under_two_names_stands_once() -> None:
    class Tied(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a = nn.Linear(4, 4)
            self.b = self.a

        def forward(self, x: Tensor) -> Tensor:
            return self.b(self.a(x))

    report = trace(Tied(), X)
    assert [(m.path, m.also, m.calls) for m in report.modules] == [("", (), 1), ("a", ("b",), 2)]
    assert report.totals.parameters == 20


def test_one_parameter_in_two_modules_counts_once_and_says_where() -> None:
    model = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4))
    model[1].weight = model[0].weight
    report = trace(model, X)
    weight = report.modules[2].parameters[0]
    assert weight.shared_with == "0.weight"
    assert weight.tensor == report.modules[1].parameters[0].tensor
    assert report.totals.parameters == 16 + 4 + 4


def test_buffers_and_parameters_read_in_forward_are_operands() -> None:
    class Scaled(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.scale = nn.Parameter(torch.ones(4))
            self.register_buffer("shift", torch.zeros(4), persistent=False)

        def forward(self, x: Tensor) -> Tensor:
            return x * self.scale + self.shift

    report = trace(Scaled(), X)
    assert flow(report) == ["input → mul", "parameter → mul", "mul → add", "buffer → add"]
    (buffer,) = report.modules[0].buffers
    assert (buffer.name, buffer.persistent, buffer.numel) == ("shift", False, 4)


def test_constants_are_found_in_lists_and_dicts_too() -> None:
    class Masks(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.masks = [torch.ones(4), {"tail": torch.zeros(4)}]

        def forward(self, x: Tensor) -> Tensor:
            return x * self.masks[0] + self.masks[1]["tail"]

    report = trace(Masks(), X)
    names = [constant.name for constant in report.modules[0].constants]
    assert names == ["masks[0]", "masks[1]['tail']"]
    assert flow(report) == ["input → mul", "constant → mul", "mul → add", "constant → add"]


def test_a_module_that_calls_itself_is_one_call_inside_another() -> None:
    class Again(nn.Module):
        def forward(self, x: Tensor, times: int) -> Tensor:
            return x if times == 0 else self(x + 1, times - 1)

    report = trace(Again(), X, 2)
    assert [(call.name, call.parent) for call in report.calls] == [
        ("Again", None),
        ("add", 0),
        ("Again", 0),
        ("add", 2),
        ("Again", 2),
    ]
    assert report.modules[0].calls == 3


def test_what_raises_leaves_everything_before_it() -> None:
    model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(4, 8), nn.ReLU())
    report = trace(model, X)
    assert call_tree(report) == "model → -\n  0 → 2×8\n  1 → 2×8\n  2 → ✗"
    assert [call.id for call in report.calls if call.failed] == [3]
    assert report.failure is not None
    assert (report.failure.module, report.failure.call) == ("2", 3)


def test_the_place_of_a_live_failure_is_where_it_was_written() -> None:
    failure = ran(lambda m, x: x.view(3, 3)).failure
    assert failure is not None
    assert failure.source is not None
    assert failure.source.file == __file__
    assert failure.explanation.startswith("`x.view(3, 3)` arranges (2, 4) as (3, 3)")
    assert failure.fixes == (), "nothing in a live model can be edited"


def test_an_error_that_the_forward_handles_is_no_failure() -> None:
    def forward(m: Any, x: Tensor) -> Tensor:
        try:
            x @ x
        except RuntimeError:
            return m.linear(x)
        return x

    report = ran(forward)
    assert report.failure is None
    assert not any(call.failed for call in report.calls)
    assert flow(report)[-1] == "input → linear"


def test_a_later_error_is_not_blamed_on_one_that_was_handled() -> None:
    def forward(m: Any, x: Tensor) -> Tensor:
        for _ in range(2):
            with contextlib.suppress(RuntimeError):
                x @ x
        return x.view(3, 3)

    report = ran(forward)
    assert [call.name for call in report.calls if call.failed] == ["view"]


def test_hooks_belong_to_the_call_and_their_result_is_its_output() -> None:
    model = nn.Sequential(nn.Linear(4, 4), nn.ReLU())
    model[0].register_forward_hook(lambda module, args, output: output * 0)
    report = trace(model, X)
    assert call_tree(report) == (
        "model → 2×4\n  0 → 2×4\n    linear → 2×4\n    mul → 2×4\n  1 → 2×4"
    )
    assert "mul → 1" in flow(report)


def test_attention_is_one_call_with_its_real_fast_path() -> None:
    class Attend(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.attention = nn.MultiheadAttention(4, 2, batch_first=True)

        def forward(self, x: Tensor) -> Tensor:
            output, _ = self.attention(x, x, x)
            return output

    report = trace(Attend(), torch.rand(2, 3, 4))
    assert call_tree(report) == "model → 2×3×4\n  attention → 2×3×4 2×3×3"
    assert not report.problems, "out_proj is used by the attention itself"


def test_a_transformer_layer_is_seen_inside() -> None:
    report = trace(
        nn.TransformerEncoderLayer(4, 2, 8, batch_first=True).eval(), torch.rand(2, 3, 4)
    )
    inside = [call.module for call in report.calls if call.parent == 0 and call.module]
    assert inside == [
        *("self_attn", "dropout1", "norm1", "linear1", "dropout", "linear2", "dropout2", "norm2")
    ]


def test_a_module_made_in_forward_is_recorded_and_reported() -> None:
    report = ran(lambda m, x: nn.Linear(4, 3)(m.linear(x)))
    made = next(module for module in report.modules if module.path == "<Linear>")
    assert (made.registered, made.calls, made.parent) == (False, 1, "")
    assert [problem.code for problem in report.problems] == ["unregistered-modules"]
    assert "15 parameters" in report.problems[0].message


def test_the_weights_of_a_module_made_in_forward_are_parameters_from_the_start() -> None:
    report = ran(lambda m, x: nn.Linear(4, 3)(x))
    drawn = next(call for call in report.calls if call.name == "kaiming_uniform_")
    assert report.tensors[drawn.inputs[0]].role == "parameter"


def test_parameters_that_nothing_used_are_noted() -> None:
    model = nn.ModuleDict({"used": nn.Linear(4, 4), "spare": nn.Linear(4, 7)})
    model.forward = lambda x: model["used"](x)  # type: ignore[method-assign]
    (problem,) = trace(model, X).problems
    assert (problem.severity, problem.code, problem.module) == (
        "note",
        "unused-parameters",
        "spare",
    )
    assert "35 parameters" in problem.message


def test_weights_read_by_a_function_are_used() -> None:
    def forward(m: Any, x: Tensor) -> Tensor:
        return F.linear(x, m.linear.weight, m.linear.bias)

    assert not ran(forward).problems


def test_a_result_that_is_not_finite_is_a_warning() -> None:
    (problem,) = trace(nn.ReLU(), torch.tensor([[1.0, float("inf")]])).problems
    assert (problem.severity, problem.code) == ("warning", "not-finite")


def test_grad_mode_and_autocast_in_forward_do_not_disturb() -> None:
    def forward(m: Any, x: Tensor) -> Tensor:
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            y = m.linear(x)
        with torch.inference_mode():
            z = (y.float() * 2).add_(1)
        with torch.device("cpu"):
            return m.linear(z.clone()) + torch.ones(4)

    report = ran(forward)
    assert report.failure is None
    assert "linear → float" in flow(report)
    assert "add_ → clone" in flow(report)
    assert report.modules[1].calls == 2


def test_a_model_of_many_levels_is_no_problem_of_ours() -> None:
    model: nn.Module = nn.Linear(4, 4)
    for _ in range(290):
        model = nn.Sequential(model)
    report = trace(model, X)
    assert report.failure is None
    assert len(report.calls) == len(report.modules) == 291


def test_no_tensor_of_the_forward_stays_alive() -> None:
    import gc
    import weakref

    kept: list[weakref.ref[Tensor]] = []

    def forward(m: Any, x: Tensor) -> Tensor:
        y = m.linear(x)
        kept.append(weakref.ref(y))
        return y.relu().sum()

    report = ran(forward)
    gc.collect()
    assert report.failure is None
    assert [ref() for ref in kept] == [None]
