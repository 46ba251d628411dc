import pytest

from inspector.report.model import Buffer, Constant, Module, Parameter, Report, Tensor
from inspector.report.module_profile import Profiles, arguments


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", {}),
        ("in_features=3, bias=True", {"in_features": "in_features=3", "bias": "bias=True"}),
        ("3, 64, stride=(2, 2)", {"0": "3", "1": "64", "stride": "stride=(2, 2)"}),
        ("mode='a, b', x", {"mode": "mode='a, b'", "1": "x"}),
        ("a == b, c", {"0": "a == b", "1": "c"}),
    ],
)
def test_arguments_are_parted_at_commas_outside_of_brackets(
    text: str, parts: dict[str, str]
) -> None:
    assert dict(arguments(text)) == parts


def test_what_a_module_owns_is_told_with_all_that_matters() -> None:
    module = Module(
        "fc",
        "m.Linear",
        "",
        parameters=(
            Parameter("weight", 0, True, 6, "embed.weight"),
            Parameter("bias", 1, False, 3),
        ),
        buffers=(Buffer("mask", 2, 0, persistent=False),),
        constants=(Constant("scale", 3, 1),),
    )
    report = Report(
        modules=(Module("", "m.Net", None), module),
        tensors=(
            Tensor(0, (3, 2), "float32", "cpu", "parameter"),
            Tensor(1, (3,), "float16", "cpu", "parameter"),
            Tensor(2, (0,), "bool", "cpu", "buffer"),
            Tensor(3, (), "int64", "cpu", "constant"),
        ),
    )
    profile = Profiles(report, {"embed": "tokens"}).built(module)
    assert profile["parameters"] == {
        "weight": "weight 3 × 2 float32 (is tokens.weight)",
        "bias": "frozen bias 3 float16",
    }
    assert profile["buffers"] == {"mask": "not persistent mask 0 bool"}
    assert profile["constants"] == {"scale": "scale scalar int64"}
