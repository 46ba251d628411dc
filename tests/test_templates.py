"""Every template: it runs without a question, and is what its name promises."""

from pathlib import Path

import pytest

from inspector.catalog.plain import foreign_code
from inspector.edits.cargo import ItemSpot
from inspector.edits.compose import Insert
from inspector.engine.api import trace_file
from inspector.resource_files import resource
from inspector.session.templates import Template, templates
from tests.edits.editing import EMPTY, after, at

FILES = sorted(resource("templates").glob("*.py"), key=lambda path: path.name)


def linear(inputs: int, outputs: int) -> int:
    return inputs * outputs + outputs


def conv(inputs: int, outputs: int, size: int, bias: bool = True) -> int:
    return inputs * outputs * size * size + outputs * bias


def residual_block(inputs: int, outputs: int, shortcut: bool) -> int:
    """Two convolutions of 3 × 3 without biases, and a scale and shift for each norm."""
    main = conv(inputs, outputs, 3, False) + conv(outputs, outputs, 3, False) + 2 * 2 * outputs
    return main + (conv(inputs, outputs, 1, False) + 2 * outputs if shortcut else 0)


def double_conv(inputs: int, outputs: int) -> int:
    return conv(inputs, outputs, 3) + conv(outputs, outputs, 3) + 2 * 2 * outputs


def attention_block(width: int) -> int:
    """Query, key, value and output, two norms, and an MLP four times as wide."""
    mlp = linear(width, 4 * width) + linear(4 * width, width)
    return linear(width, 3 * width) + linear(width, width) + 2 * 2 * width + mlp


# Worked out by hand from the papers' tables and the definitions of the layers.
PARAMETERS = {
    "perceptron": linear(784, 256) + linear(256, 256) + linear(256, 10),
    "lenet": 156 + 2416 + 48_120 + 10_164 + 850,
    "resnet_block": residual_block(64, 128, True),
    "resnet18": 11_689_512,
    "unet": sum(double_conv(a, b) for a, b in [(3, 16), (16, 32), (32, 64), (64, 128)])
    + sum(conv(2 * c, c, 2) + double_conv(2 * c, c) for c in (64, 32, 16))
    + conv(16, 2, 1),
    "lstm_classifier": 1000 * 64 + 2 * 4 * (64 * 128 + 128 * 128 + 2 * 128) + linear(256, 2),
    "transformer_encoder": attention_block(64),
    "gpt": 1000 * 64 + 128 * 64 + 6 * attention_block(64) + 2 * 64,
    "vit": conv(3, 64, 4) + 64 + 65 * 64 + 4 * attention_block(64) + 2 * 64 + linear(64, 10),
    "autoencoder": conv(1, 16, 3) + conv(16, 32, 3) + linear(1568, 32)
    + linear(32, 1568) + conv(32, 16, 4) + conv(16, 1, 4),
    "gan": (conv(64, 64, 7) + 128 + conv(64, 32, 4) + 64 + conv(32, 1, 4))
    + (conv(1, 32, 4) + conv(32, 64, 4) + linear(3136, 1)),
    "mixture_of_experts": linear(32, 4) + 4 * (linear(32, 128) + linear(128, 32)),
    "siamese": conv(1, 8, 3) + conv(8, 16, 3) + linear(784, 32) + linear(32, 1),
}  # fmt: skip
OUTPUTS = {
    "perceptron": [(2, 10)],
    "lenet": [(2, 10)],
    "resnet_block": [(2, 128, 16, 16)],
    "resnet18": [(1, 1000)],
    "unet": [(1, 2, 64, 64)],
    "lstm_classifier": [(2, 2)],
    "transformer_encoder": [(2, 10, 64)],
    "gpt": [(2, 16, 1000)],
    "vit": [(2, 10)],
    "autoencoder": [(2, 1, 28, 28)],
    "gan": [(2, 1, 28, 28), (2, 1)],
    "mixture_of_experts": [(2, 32)],
    "siamese": [(2, 1)],
}


def test_every_file_is_expected_here() -> None:
    assert {path.stem for path in FILES} == PARAMETERS.keys() == OUTPUTS.keys()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_template_runs_and_has_the_parameters_and_outputs_it_should(path: Path) -> None:
    report = trace_file(path)
    assert report.failure is None
    assert report.totals.parameters == PARAMETERS[path.stem]
    shapes = {tensor.id: tuple(tensor.shape) for tensor in report.tensors}
    assert [shapes[tensor] for tensor in report.outputs] == OUTPUTS[path.stem]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_template_runs_without_a_question(path: Path) -> None:
    assert not foreign_code(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("template", templates(), ids=lambda each: each.name)
def test_the_model_of_a_template_can_be_put_into_another_file(template: Template) -> None:
    spot = ItemSpot(at(EMPTY, "nn.Sequential()"), 0)
    text = after(EMPTY, Insert(template.cargo(), spot))
    namespace: dict[str, object] = {"__name__": "composed"}
    exec(compile(text, template.name, "exec"), namespace)
    assert type(namespace["model"][0]).__name__ == template.title  # type: ignore[index]


def test_no_two_templates_have_one_name_or_title() -> None:
    assert len({each.name for each in templates()}) == len(templates())
    assert len({each.title for each in templates()}) == len(templates())
