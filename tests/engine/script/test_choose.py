import pytest

from inspector.engine.api import trace_file

HEAD = """
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self, width=2):
        super().__init__()
        self.linear = nn.Linear(2, width)

    def forward(self, x):
        return self.linear(x)

X = torch.rand(1, 2)
"""


def chosen(text: str, expression: str = "") -> str:
    report = trace_file(HEAD + text, expression)
    return report.model if report.failure is None else report.failure.explanation


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("net = Net()\nmodel = Net()\nlast = Net()", "model"),
        ("net = Net()\nlast = Net()", "net"),
        ("first = Net()\nlast = Net()", "last"),
        ("first = last = Net()\nfirst = Net()", "first"),
        ("a = 3", "Net()"),
        ("model = 'a name'\nnet = Net()", "net"),
    ],
)
def test_the_model_is_found_by_name_then_by_order_then_by_class(text: str, name: str) -> None:
    assert chosen(text) == name


def test_an_expression_decides() -> None:
    assert chosen("net = Net()", "Net(width=5)") == "Net(width=5)"
    assert chosen("net = Net()", "Net") == "Net"


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("3", "`3` is a int, not an nn.Module."),
        ("Nett()", "The name `Nett` is not defined."),
        ("Net(", "is not valid Python"),
    ],
)
def test_an_expression_that_makes_no_model_is_explained(expression: str, words: str) -> None:
    assert words in chosen("", expression)


def test_a_class_that_needs_arguments_says_which() -> None:
    text = HEAD.replace("width=2", "width, depth")
    report = trace_file(text)
    assert report.failure is not None
    assert report.failure.explanation == "`Net` needs arguments, so there is no model yet."
    assert "`Net(width=…, depth=…)`" in report.failure.hint
    assert trace_file(text, "Net(3, 4)").failure is None


def test_imported_classes_are_not_taken_for_the_model() -> None:
    report = trace_file("from torch.nn import ReLU, Tanh")
    assert report.failure is not None
    assert report.failure.type == "NoModel"


def test_each_class_that_could_be_the_model_is_offered_as_a_fix() -> None:
    text = HEAD + "class A(nn.Module): pass\nclass B(nn.Module): pass\n"
    report = trace_file(text)
    assert report.failure is not None
    assert [fix.title for fix in report.failure.fixes] == [
        "Take B() as the model",
        "Take A() as the model",
        "Take Net() as the model",
    ]
    assert report.failure.explanation == (
        "Several things in this file could be the model: `B()`, `A()`, `Net()`."
    )


def test_a_model_that_needs_a_configuration_is_made_with_it() -> None:
    text = HEAD + (
        "class Config:\n    width = 2\n"
        "class Net(nn.Module):\n"
        "    def __init__(self, config):\n"
        "        super().__init__()\n"
        "        self.out = nn.Linear(config.width, 1)\n"
        "    def forward(self, x):\n        return self.out(x)\n"
    )
    assert trace_file(text).model == "Net(Config())"


PARTS = (
    HEAD.replace("width=2", "width")
    + """
class Gate(nn.Module):
    def forward(self, x):
        return x

class Whole(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.gate = Gate()
        self.net = Net(width)

    def forward(self, x):
        return self.net(self.gate(x))
"""
)


def test_a_function_that_makes_the_whole_is_taken_rather_than_a_part() -> None:
    assert chosen(PARTS.replace(HEAD, "") + "def small():\n    return Whole(2)\n") == "small()"


def test_of_many_functions_the_first_are_named_and_the_others_counted() -> None:
    makers = "".join(f"def net{n}():\n    return Whole({n})\n" for n in range(1, 8))
    report = trace_file(PARTS + makers)
    assert report.failure is not None
    assert report.failure.explanation == (
        "Several things in this file could be the model: "
        "`net1()`, `net2()`, `net3()`, `net4()` and 3 more."
    )
    assert len(report.failure.fixes) == 4


def test_a_class_that_only_looked_like_a_module_is_not_taken() -> None:
    text = "from collections import Counter as Base\nclass Words(Base): pass\n"
    report = trace_file(text)
    assert report.failure is not None
    assert "There is no model in this file" in report.failure.explanation
