"""Models that do what no model should: there is always a report, and it tells the truth."""

import sys
import weakref
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import pytest
import torch
from torch import Tensor, nn

import inspector
from inspector.engine.assemble.provenance import Provenance
from inspector.engine.assemble.report import assemble
from inspector.engine.build import explained
from inspector.engine.recorder.record import record
from inspector.engine.recorder.structure import Structure
from inspector.report.model import Report
from tests.engine.drawn import call_tree

X = torch.rand(2, 4)


class Ran(nn.Module):
    """A module whose forward is a function, with a Linear to call."""

    def __init__(self, forward: Callable[..., Any]) -> None:
        super().__init__()
        self.run = forward
        self.linear = nn.Linear(4, 4)

    def forward(self, *args: Any) -> Any:
        return self.run(self, *args)


def reported(model: nn.Module, *inputs: Any) -> Report:
    """The report of a run, which can be printed and sent."""
    report = inspector.trace(model, *(inputs or (X,)))
    assert len(report.summary()) < 100_000
    assert report.to_json()
    return report


def ran(forward: Callable[..., Any], *inputs: Any) -> Report:
    return reported(Ran(forward), *inputs)


def complete(report: Report) -> bool:
    return report.failure is None and not report.problems


# What forward raises


class NotAnException(BaseException):
    pass


class MuteError(Exception):
    def __str__(self) -> str:
        raise SystemExit


class EndlessError(Exception):
    def __str__(self) -> str:
        return "x" * 10**6


def chained(length: int) -> ValueError:
    error = ValueError("last")
    for _ in range(length):
        before, error = error, ValueError("first")
        error.__context__ = before
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("no"), "no"),
        (NotAnException("no"), "no"),
        (GeneratorExit(), "GeneratorExit"),
        (StopIteration(3), "3"),
        (MuteError(), "MuteError"),
        (EndlessError(), "x" * 4000 + "…"),
        (ValueError("\ud800"), "?"),
        (chained(5000), "first"),
    ],
    ids=["ordinary", "no Exception", "exit", "stop", "mute", "endless", "surrogate", "chained"],
)
def test_whatever_is_raised_is_the_failure(error: BaseException, said: str) -> None:
    def forward(m: Any, x: Tensor) -> NoReturn:
        m.linear(x)
        raise error

    report = ran(forward)
    assert report.failure is not None
    assert (report.failure.type, report.failure.message) == (type(error).__name__, said)
    assert (report.failure.module, report.failure.call) == ("", 0)
    assert call_tree(report) == "model → ✗\n  linear → 2×4"


def test_a_forward_that_exits_ends_the_forward_only() -> None:
    failure = ran(lambda m, x: sys.exit(3)).failure
    assert failure is not None
    assert (failure.type, failure.explanation) == (
        "SystemExit",
        "The forward ended the program (exit).",
    )


def test_what_used_up_the_memory_is_free_before_the_report_is_made() -> None:
    held: list[weakref.ref[Tensor]] = []

    def forward(m: Any, x: Tensor) -> NoReturn:
        kept = [x * 2]
        held.extend(map(weakref.ref, kept))
        raise MemoryError

    model = Ran(forward)
    recording = record(model, (X,), {}, Structure(model))
    assert isinstance(recording.error, MemoryError)
    assert [one() for one in held] == [None]


# What forward does to its modules


def test_modules_may_be_added_and_removed_on_the_way() -> None:
    def forward(m: Ran, x: Tensor) -> Tensor:
        for index in range(3):
            m.add_module(f"new{index}", nn.Linear(4, 4))
            x = m._modules[f"new{index}"](x)  # type: ignore[misc]
        del m.linear
        return x

    model = Ran(forward)
    report = reported(model)
    assert report.failure is None
    assert [module.path for module in report.modules][:2] == ["", "linear"]
    assert [call.name for call in report.calls if call.parent == 0 and call.kind == "module"] == [
        "Linear"
    ] * 3
    assert list(model._modules) == ["linear"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda m: m._modules.clear(),
        lambda m: m._parameters.clear(),
        lambda m: m.__dict__.clear(),
        lambda m: setattr(m, "__class__", nn.Identity),
    ],
    ids=["modules", "parameters", "all", "class"],
)
def test_a_module_that_takes_itself_apart_is_whole_again(spoil: Callable[[Any], object]) -> None:
    model = Ran(lambda m, x: [m.linear(x), spoil(m)][0])
    before = dict(vars(model))
    report = reported(model)
    assert report.failure is None
    assert [module.path for module in report.modules] == ["", "linear"]
    assert vars(model) == before
    assert type(model) is Ran


def test_forward_may_be_an_attribute_of_the_instance() -> None:
    model = nn.Sequential(nn.Linear(4, 4))
    model.forward = lambda x: x * 2  # type: ignore[method-assign]
    assert call_tree(reported(model)) == "model → 2×4\n  mul → 2×4"


def test_forward_may_be_no_function_at_all() -> None:
    model = nn.Sequential(nn.Linear(4, 4))
    model.forward = "forward"  # type: ignore[assignment]
    failure = reported(model).failure
    assert failure is not None
    assert failure.message == "'str' object is not callable"


# What a module answers when it is asked


class Answers(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Any:
        return self.linear(x)


class RaisingProperty(Answers):
    @property
    def weights(self) -> NoReturn:
        raise RuntimeError("not to be asked")


class RaisingRepr(Answers):
    def __repr__(self) -> str:
        raise RuntimeError("not to be asked")

    def extra_repr(self) -> str:
        raise SystemExit


class LongRepr(Answers):
    def extra_repr(self) -> str:
        return "x" * 10**6


class Obliging(Answers):
    def __getattr__(self, name: str) -> Any:
        try:
            return super().__getattr__(name)
        except AttributeError:
            return nn.Linear(3, 3)


class Disobliging(Answers):
    def __getattribute__(self, name: str) -> Any:
        if name in ("extra_repr", "parameters", "modules", "state_dict", "inplace"):
            raise SystemExit
        return super().__getattribute__(name)


@pytest.mark.parametrize("kind", [RaisingProperty, RaisingRepr, LongRepr, Obliging, Disobliging])
def test_answers_of_a_module_cannot_spoil_its_report(kind: type[nn.Module]) -> None:
    report = reported(kind())
    assert complete(report)
    assert [module.path for module in report.modules] == ["", "linear"]
    assert call_tree(report) == "model → 2×4\n  linear → 2×4"


class Sly(list[object]):
    def __iter__(self) -> Iterator[object]:
        while True:
            yield self

    def __len__(self) -> int:
        return 10**12

    def __getitem__(self, index: object) -> NoReturn:
        raise SystemExit

    def __eq__(self, other: object) -> NoReturn:
        raise RuntimeError

    def __hash__(self) -> NoReturn:  # type: ignore[override]
        raise RuntimeError

    def __bool__(self) -> NoReturn:
        raise RuntimeError


class Refusing(dict[str, object]):
    def values(self) -> NoReturn:
        raise SystemExit

    def items(self) -> NoReturn:
        raise RuntimeError


class Masked:
    @property
    def __class__(self) -> NoReturn:  # type: ignore[override]
        raise RuntimeError


@pytest.mark.parametrize("thing", [Sly([X]), Refusing(a=X), object()])
def test_objects_that_raise_are_handed_on_untouched(thing: object) -> None:
    seen: list[object] = []

    def forward(m: Any, x: Tensor, other: object) -> list[object]:
        seen.append(other)
        return [m.linear(x), other]

    report = ran(forward, X, thing)
    assert complete(report)
    assert len(report.outputs) == 1
    assert seen[0] is thing


def test_an_object_that_hides_its_class_leaves_a_gap_that_is_told() -> None:
    report = ran(lambda m, x, other: m.linear(x), X, Masked())
    assert report.failure is None
    assert [problem.code for problem in report.problems] == ["record-incomplete"]
    assert [call.module for call in report.calls] == ["linear"]


@pytest.mark.parametrize("kept", [Sly([1]), Refusing(a=1), [[[1] * 100] * 100] * 100])
def test_attributes_that_raise_or_never_end_are_looked_past(kept: object) -> None:
    model = Answers()
    model.kept = kept  # type: ignore[assignment]
    assert complete(reported(model))


@pytest.mark.parametrize(
    "result",
    [None, object(), (x for x in "abc"), nn.ReLU(), NotImplemented],
    ids=["None", "object", "generator", "module", "NotImplemented"],
)
def test_a_result_need_not_be_a_tensor(result: object) -> None:
    report = ran(lambda m, x: [m.linear(x), result][1])
    assert report.failure is None
    assert report.outputs == ()


# Sizes


def test_many_calls_are_all_recorded() -> None:
    def forward(m: Any, x: Tensor) -> Tensor:
        for _ in range(5000):
            x = m.linear(x)
        return x

    report = ran(forward)
    assert complete(report)
    assert [module.calls for module in report.modules] == [1, 5000]
    assert [report.tensors[c.inputs[0]].producer for c in report.calls[2:]] == list(range(1, 5000))


def test_a_budget_says_where_it_cut() -> None:
    def forward(m: Any, x: Tensor) -> Tensor:
        while True:
            x = m.linear(x)

    model = Ran(forward)
    structure, provenance = Structure(model), Provenance()
    recording = record(model, (X,), {}, structure, budget=50)
    report = assemble(recording, structure, provenance)
    failure = explained(report, recording, structure, provenance, {}).failure
    assert failure is not None
    assert failure.type == "EndlessLoop"
    assert failure.explanation.startswith("After 50 steps the forward had not ended.")
    assert "The loop `while True`" in failure.explanation
    assert [call.name for call in report.calls] == ["Ran", *["Linear"] * 49]


def test_many_returned_tensors_are_all_described() -> None:
    report = ran(lambda m, x: [m.linear(x), *torch.arange(3000.0).unbind()])
    assert complete(report)
    assert len(report.outputs) == 3001
    assert report.tensors[report.outputs[-1]].value == "2999"


def nested(levels: int) -> nn.Module:
    model: nn.Module = nn.Linear(4, 4)
    for _ in range(levels):
        model = nn.Sequential(model)
    return model


def test_modules_nested_too_deep_for_python_are_told_from_endless_recursion() -> None:
    report = inspector.trace(nested(2000), X)
    assert len(report.modules) == 2001
    assert report.failure is not None
    assert report.failure.type == "RecursionError"
    assert "nested so deep that Python's limit of" in report.failure.explanation
    assert report.to_json()


def test_with_a_higher_limit_any_nesting_is_recorded() -> None:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        report = inspector.trace(nested(1000), X)
    finally:
        sys.setrecursionlimit(limit)
    assert complete(report)
    assert len(report.calls) == len(report.modules) == 1001


# Numbers and devices


def test_numbers_that_are_none_everywhere_are_a_warning() -> None:
    report = ran(lambda m, x: m.linear(x) * float("nan"), X * float("inf"))
    assert report.failure is None
    assert [problem.code for problem in report.problems] == ["not-finite"]


def test_parameters_without_numbers_are_the_cause() -> None:
    report = reported(nn.Sequential(nn.Linear(4, 4, device="meta"), nn.ReLU()))
    assert report.failure is not None
    assert report.failure.module == "0"
    assert "two devices, cpu and meta" in report.failure.explanation


def test_a_live_model_is_stopped_before_it_makes_what_does_not_fit() -> None:
    class Huge(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return x + torch.zeros(10**6, 10**6, 4).sum()

    failure = inspector.trace(Huge(), X).failure
    assert failure is not None
    assert failure.type == "MemoryError"
    assert failure.explanation.startswith("torch.zeros(1000000, 1000000, 4) would need 16.0 TB;")
