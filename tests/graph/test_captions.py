import pytest

from inspector.graph.captions import (
    joined_names,
    module_detail,
    op_caption,
    relative_path,
    split_arguments,
)
from inspector.report.model import Module


def module(arguments: str, type: str, constructor: str = "") -> Module:
    return Module("m", type, "", constructor=constructor, arguments=arguments)


@pytest.mark.parametrize(
    ("name", "arguments", "operands", "caption"),
    [
        ("add", "1", 1, ("+ 1", "add", "")),
        ("add", "", 2, ("+", "add", "")),
        ("rsub", "1", 1, ("1 -", "rsub", "")),
        ("div_", "2", 1, ("/= 2", "div_", "")),
        ("__imul__", "3", 1, ("*= 3", "imul", "")),
        ("matmul", "", 2, ("@", "matmul", "")),
        ("remainder", "2", 1, ("% 2", "remainder", "")),
        ("relu", "", 1, ("relu", "", "")),
        ("flatten", "1", 1, ("flatten", "", "1")),
        ("relu_", "", 1, ("relu_", "", "")),
    ],
)
def test_an_operator_is_written_as_in_python_and_a_function_by_its_name(
    name: str, arguments: str, operands: int, caption: tuple[str, str, str]
) -> None:
    assert op_caption(name, arguments, operands) == caption


def test_an_operator_keeps_arguments_too_long_for_its_title_below_it() -> None:
    long = "[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]"
    assert op_caption("mul", long, 1) == ("*", "mul", long)


@pytest.mark.parametrize(
    ("type", "arguments", "detail"),
    [
        ("linear.Linear", "in_features=20, out_features=64, bias=True", "20, 64"),
        ("linear.Linear", "in_features=20, out_features=64, bias=False", "20, 64, bias=False"),
        ("conv.Conv2d", "3, 64, kernel_size=(7, 7), stride=(2, 2), padding=(3, 3), bias=False",
         "3, 64, kernel_size=7, stride=2, padding=3, bias=False"),
        ("conv.Conv2d", "3, 64, kernel_size=(3, 5), stride=(1, 1), padding_mode=zeros",
         "3, 64, kernel_size=(3, 5), padding_mode=zeros"),
        ("pooling.MaxPool2d", "kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False",
         "kernel_size=2"),
        ("pooling.MaxPool2d", "kernel_size=3, stride=1", "kernel_size=3, stride=1"),
        ("batchnorm.BatchNorm2d",
         "64, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True", "64"),
        ("batchnorm.BatchNorm2d", "64, eps=0.001, momentum=0.1, affine=False",
         "64, eps=0.001, affine=False"),
        ("instancenorm.InstanceNorm2d", "64, eps=1e-05, affine=True, track_running_stats=False",
         "64, affine=True"),
        ("normalization.LayerNorm", "(32,), eps=1e-05, elementwise_affine=True", "32"),
        ("normalization.RMSNorm", "(32,), eps=1e-05, elementwise_affine=True", "32, eps=1e-05"),
        ("dropout.Dropout", "p=0.5, inplace=False", ""),
        ("dropout.Dropout", "p=0.1, inplace=False", "p=0.1"),
        ("activation.GELU", "approximate='none'", ""),
        ("activation.GELU", "approximate='tanh'", "approximate='tanh'"),
        ("activation.LeakyReLU", "negative_slope=0.01", ""),
        ("rnn.LSTM", "64, 32, num_layers=2, batch_first=True",
         "64, 32, num_layers=2, batch_first=True"),
        ("activation.MultiheadAttention", "64, 4, dropout=0.1", "64, 4, dropout=0.1"),
        ("activation.ReLU", "", ""),
    ],
)  # fmt: skip
def test_a_module_shows_the_arguments_that_differ_from_the_defaults(
    type: str, arguments: str, detail: str
) -> None:
    assert module_detail(module(arguments, f"torch.nn.modules.{type}")) == detail


def test_a_lazy_module_shows_only_what_it_was_given() -> None:
    linear = module("in_features=20, out_features=64, bias=True", "Linear", "LazyLinear")
    norm = module("64, eps=1e-05, momentum=0.1", "BatchNorm2d", "LazyBatchNorm2d")
    assert (module_detail(linear), module_detail(norm)) == ("64", "")


def test_the_defaults_of_a_class_that_torch_does_not_have_are_those_that_torch_uses() -> None:
    own = module("3, 8, kernel_size=(3, 3), stride=(1, 1), bias=True, p=0.5", "__model__.OwnConv")
    assert module_detail(own) == "3, 8, kernel_size=3, p=0.5"


def test_arguments_split_only_at_their_own_commas() -> None:
    assert split_arguments("(1, 2), k=[3, {4: 5}]\nbias=True,") == [
        "(1, 2)",
        "k=[3, {4: 5}]",
        "bias=True",
    ]


@pytest.mark.parametrize(
    ("path", "parent", "relative"),
    [
        ("2.linear", "2", "linear"),
        ("20", "2", "20"),
        ("a.b.c", "a", "b.c"),
        ("b", "", "b"),
        ("x", "a.b", "x"),
    ],
)
def test_a_path_is_seen_from_the_module_that_calls(path: str, parent: str, relative: str) -> None:
    assert relative_path(path, parent) == relative


def test_names_from_one_to_another_do_not_repeat_where_they_are() -> None:
    assert joined_names("0", "11") == "0 … 11"
    assert joined_names("layers.0", "layers.11") == "layers.0 … 11"
    assert joined_names("relu", "relu") == "relu"
    assert joined_names("a.0", "b.0") == "a.0 … b.0"
