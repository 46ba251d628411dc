from typing import Literal

import msgspec

from inspector.report.model import Call, Failure, Module, Parameter, Report, Tensor
from inspector.report.module_facts import (
    ModuleFacts,
    calls_by_module,
    never_called,
    not_counted,
)
from tests.report.made import tree


def call(
    number: int, parent: int | None, module: str | None, seconds: float, flops: int | None = None
) -> Call:
    """A call of a module, or of relu."""
    name = "relu" if module is None else module or "Net"
    kind: Literal["module", "op"] = "op" if module is None else "module"
    return Call(number, parent, kind, module, name, seconds=seconds, flops=flops)


RECURSION = Report(
    modules=(Module("", "m.Net", None, calls=2), Module("lin", "m.Linear", "", calls=2)),
    calls=(
        call(0, None, "", 10.0, flops=8),
        call(1, 0, "lin", 2.0, flops=4),
        call(2, 0, "", 5.0, flops=4),
        call(3, 2, None, 1.0),
        call(4, 2, "lin", 3.0, flops=4),
    ),
)
"""The root calls itself: 10 s in all, of which lin takes 2 s and, within the inner call, 3 s."""


def test_a_call_within_a_call_of_the_same_module_is_part_of_it() -> None:
    found = calls_by_module(RECURSION)
    assert (found[""].seconds, found[""].flops) == (10.0, 8)
    assert (found["lin"].seconds, found["lin"].flops) == (5.0, 8)


def test_own_time_is_without_submodules_but_with_functions() -> None:
    found = calls_by_module(RECURSION)
    assert (found[""].own_seconds, found["lin"].own_seconds) == (5.0, 5.0)


def test_what_is_not_counted_is_named_unless_something_inside_is() -> None:
    assert not_counted(RECURSION) == {"relu": 1}


def test_only_what_the_forward_passed_by_was_never_called() -> None:
    report = tree("list", "list.0=Linear(1)", "mha=Attention(2)", "mha.out=Linear(2)", "x=ReLU")
    calls = (call(0, None, "", 1.0), call(1, 0, "list.0", 0.1), call(2, 0, "mha", 0.1))
    called = {"", "list.0", "mha"}
    modules = tuple(
        msgspec.structs.replace(each, calls=1) if each.path in called else each
        for each in report.modules
    )
    ran = msgspec.structs.replace(report, modules=modules, calls=calls)
    assert never_called(ran) == {"x"}
    failed = msgspec.structs.replace(ran, failure=Failure("forward", "E", "no"))
    assert never_called(failed) == never_called(report) == set()


def test_bytes_depend_on_the_dtype_and_trainable_ones_are_counted_apart() -> None:
    report = Report(
        modules=(
            Module(
                "",
                "m.Net",
                None,
                parameters=(
                    Parameter("a", 0, True, 10),
                    Parameter("b", 1, False, 3),
                    Parameter("c", 2, True, None),
                ),
            ),
        ),
        tensors=(
            Tensor(0, (10,), "bfloat16", "cpu", "parameter"),
            Tensor(1, (3,), "float64", "cpu", "parameter"),
            Tensor(2, None, "float32", "cpu", "parameter"),
        ),
    )
    facts = ModuleFacts(report)
    assert (facts.bytes[""], facts.trainable[""], facts.lazy[""]) == (20 + 24, 10, 1)
