import msgspec

from inspector.report.forward_steps import forward_steps
from inspector.report.model import Call, Constant, Module, Report, Tensor

TENSORS = (
    Tensor(0, (2,), "float32", "cpu", "input"),
    Tensor(1, (2,), "float32", "cpu", "constant"),
    *(Tensor(number, (2,), "float32", "cpu", "activation", number - 1) for number in range(2, 6)),
)
REPORT = Report(
    modules=(
        Module("", "m.Net", None, calls=1, constants=(Constant("scale", 1, 2),)),
        Module("fc", "m.Linear", "", calls=1),
    ),
    calls=(
        Call(0, None, "module", "", "Net", (0,), (5,)),
        Call(1, 0, "module", "fc", "Linear", (0,), (2,)),
        Call(2, 0, "op", None, "mul", (2, 1), (3,)),
        Call(3, 0, "op", None, "mul", (3, 3), (4,)),
        Call(4, 0, "op", None, "cat", (4, 0), (5,), arguments="dim=1"),
    ),
    tensors=TENSORS,
)


def test_each_step_says_where_its_tensors_come_from() -> None:
    assert list(map(str, forward_steps(REPORT, {})[""])) == [
        "`fc` of input 1",
        "mul of `fc`, scale",
        "mul of mul, mul",
        "cat(dim=1) of mul (2), input 1",
    ]


def test_modules_can_be_called_by_other_names() -> None:
    steps = forward_steps(REPORT, {"fc": "head"})[""]
    assert [step.name for step in steps] == ["`head`", "mul", "mul", "cat(dim=1)"]


def test_calls_that_do_the_same_are_listed_once() -> None:
    again = [
        msgspec.structs.replace(call, id=call.id + 5, parent=None if call.parent is None else 5)
        for call in REPORT.calls
    ]
    twice = msgspec.structs.replace(REPORT, calls=(*REPORT.calls, *again))
    assert len(forward_steps(twice, {})[""]) == 4
    assert forward_steps(twice, {})["fc"] == []
