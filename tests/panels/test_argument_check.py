import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.catalog.catalog import catalog
from inspector.edits.arguments import ArgumentField
from inspector.panels.argument_check import check

SIZE = ArgumentField("out_features", True, None, None, "int")
RATE = ArgumentField("p", False, "0.5", None, "float", description="Probability of a zero")
BIAS = ArgumentField("bias", False, "True", None, "bool")
KERNEL = ArgumentField("kernel_size", True, None, None, "tuple")
MODE = ArgumentField("mode", False, '"zeros"', None, "choice", ('"zeros"', '"reflect"'))
DEVICE = ArgumentField("device", False, "None", None, "any")
BLOCK = ArgumentField("encoder_layer", True, None, None, "module")


def said(field: ArgumentField, text: str) -> str:
    verdict = check(field, text)
    return f"{verdict.gravity}: {verdict.sentence}" if verdict is not None else ""


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (SIZE, "20"),
        (SIZE, " 20 "),
        (SIZE, "2 * width"),
        (SIZE, "width"),
        (SIZE, "sizes[0] if wide else 10"),
        (RATE, "1"),
        (RATE, ""),
        (BIAS, "False"),
        (BIAS, "width > 3"),
        (KERNEL, "3"),
        (KERNEL, "(3, 5)"),
        (MODE, "'reflect'"),
        (DEVICE, '"cuda"'),
        (BLOCK, "nn.ReLU()"),
    ],
)
def test_what_fits_or_cannot_be_known_without_running_is_not_remarked_on(
    field: ArgumentField, text: str
) -> None:
    assert said(field, text) == ""


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        (SIZE, '"abc"', "out_features is usually a whole number, such as 20."),
        (SIZE, "True", "out_features is usually a whole number, such as 20."),
        (SIZE, "-1", "out_features is 1 or more."),
        (RATE, "2.0", "p is a probability, between 0 and 1."),
        (BIAS, "3", "bias is usually True or False."),
        (KERNEL, "(3, 0)", "kernel_size is 1 or more."),
        (MODE, '"mirror"', 'mode is usually "zeros" or "reflect".'),
        (BLOCK, "8", "encoder_layer is usually a module, such as nn.ReLU()."),
    ],
)
def test_a_literal_of_another_kind_is_remarked_on(
    field: ArgumentField, text: str, sentence: str
) -> None:
    assert said(field, text) == f"warning: {sentence}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "out_features has no default; it must be given."),
        ("20 +", "This is not Python: invalid syntax."),
        ("20, 30", "Write a tuple in parentheses: (20, 30)."),
        ("20, bias=False", "These are several arguments; give one."),
        ("out_features=20", "Give the value alone, without its name."),
        ("20), nn.Linear(3", "This is not Python: unmatched ')'."),
    ],
)
def test_what_cannot_be_one_argument_is_refused(text: str, sentence: str) -> None:
    assert said(SIZE, text) == f"error: {sentence}"


@given(st.text(max_size=40))
def test_any_text_is_answered_and_none_raises(text: str) -> None:
    for field in (SIZE, RATE, BIAS, KERNEL, MODE, DEVICE, BLOCK):
        check(field, text)


@pytest.mark.parametrize("text", ["(" * 5000, "-" * 20000 + "1", "1+" * 20000 + "1", "9" * 9000])
def test_a_text_too_deep_for_python_is_answered_too(text: str) -> None:
    check(SIZE, text)


def test_no_default_of_torch_is_remarked_on() -> None:
    remarks = [
        f"{entry.name}.{parameter.name}: {verdict.sentence}"
        for entry in catalog().entries
        for parameter in entry.parameters
        if parameter.default is not None
        and (
            verdict := check(
                ArgumentField(
                    parameter.name,
                    False,
                    parameter.default,
                    None,
                    parameter.type,
                    parameter.choices,
                    parameter.description,
                ),
                parameter.default,
            )
        )
        is not None
    ]
    assert remarks == []
