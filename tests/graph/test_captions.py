import pytest

from inspector.graph.captions import (
    joined_names,
    module_detail,
    op_caption,
    relative_path,
    split_arguments,
)
from inspector.report.model import Module


def module(arguments: str, constructor: str = "") -> Module:
    return Module(
        "m", "torch.nn.modules.linear.Linear", "", constructor=constructor, arguments=arguments
    )


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
    ("arguments", "constructor", "detail"),
    [
        ("in_features=20, out_features=64, bias=True", "", "20, 64"),
        ("in_features=20, out_features=64, bias=False", "", "20, 64, bias=False"),
        ("in_features=20, out_features=64, bias=True", "LazyLinear", "64"),
        ("3, 64, kernel_size=(7, 7), stride=(2, 2), padding=(3, 3), bias=False", "",
         "3, 64, kernel_size=7, stride=2, padding=3, bias=False"),
        ("3, 64, kernel_size=(3, 5), stride=(1, 1)", "Conv2d", "3, 64, kernel_size=(3, 5)"),
        ("kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False", "MaxPool2d",
         "kernel_size=2"),
        ("kernel_size=3, stride=1", "MaxPool2d", "kernel_size=3, stride=1"),
        ("(32,), eps=1e-05, elementwise_affine=True", "LayerNorm", "32"),
        ("64, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True", "LazyBatchNorm2d",
         ""),
        ("p=0.5, inplace=False", "", "p=0.5"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_a_module_shows_the_arguments_that_one_would_write(
    arguments: str, constructor: str, detail: str
) -> None:
    assert module_detail(module(arguments, constructor)) == detail


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
