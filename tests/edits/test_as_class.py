import re

import pytest

from inspector.edits.as_class import new_names
from inspector.edits.edit import EditError
from inspector.edits.export import exported
from inspector.outline.read import get
from tests.edits.editing import class_of, example

HEAD = """\
import torch
from torch import nn
from collections import OrderedDict
X = torch.rand(2, 8)
"""


def as_class(text: str, expression: str = "") -> str:
    return exported(HEAD + text, expression, class_name="Net")


def test_a_chain_becomes_a_class_with_named_modules_and_a_line_for_each() -> None:
    script = exported(example("net"), class_name="Net")
    assert class_of(script, "Net") == (
        "class Net(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.linear = nn.LazyLinear(256)\n"
        "        self.relu = nn.ReLU()\n"
        "        self.linear2 = nn.LazyLinear(10)\n"
        "\n"
        "    def forward(self, X):\n"
        "        X = self.linear(X)\n"
        "        X = self.relu(X)\n"
        "        return self.linear2(X)\n"
    )
    assert "\nnet = Net()\n" in script
    assert "nn.Sequential(" not in script
    assert "    output = net(X)\n" in script


def test_named_modules_keep_their_names() -> None:
    script = as_class(
        "net = nn.Sequential(OrderedDict([('fc-1', nn.Linear(8, 8)), ('act', nn.ReLU()), "
        "('forward', nn.Tanh())]))\n"
    )
    assert "self.module = nn.Linear(8, 8)" in script  # fc-1 is no name in Python
    assert "self.act = nn.ReLU()" in script
    assert "self.forward2 = nn.Tanh()" in script  # every module has a forward already


def test_what_is_used_twice_stays_one_module_and_variables_become_arguments() -> None:
    script = as_class(
        "width = 8\nshared = nn.Linear(width, width)\n"
        "net = nn.Sequential(shared, nn.ReLU(), shared, nn.Linear(width, 2))\n"
    )
    assert "def __init__(self, shared, width):" in script
    assert script.count("self.shared = shared") == 1
    assert script.count("X = self.shared(X)") == 2
    assert "net = Net(shared, width)\n" in script


def test_several_modules_of_one_expression_stay_one_member() -> None:
    script = as_class("net = nn.Sequential(*[nn.Linear(8, 8) for _ in range(3)], nn.ReLU())\n")
    assert "self.linears = nn.Sequential(*[nn.Linear(8, 8) for _ in range(3)])" in script


def test_a_chain_within_the_chain_and_a_method_behind_it_stay() -> None:
    script = as_class("net = nn.Sequential(nn.Sequential(nn.ReLU()), nn.Tanh()).eval()\n")
    assert "self.sequential = nn.Sequential(nn.ReLU())" in script
    assert "net = Net().eval()\n" in script


def test_what_is_appended_at_once_is_part_of_it() -> None:
    script = as_class(
        "net = nn.Sequential(nn.ReLU())\nnet.append(nn.Tanh())\nnet.append(nn.ELU())\n"
    )
    assert re.findall(r"self\.(\w+) = ", script) == ["relu", "tanh", "elu"]
    assert "append" not in script


def test_an_empty_chain_gives_back_what_it_is_given() -> None:
    assert "    def forward(self, X):\n        return X\n" in as_class("net = nn.Sequential()\n")


def test_the_chosen_variable_is_the_one_that_becomes_a_class_and_runs() -> None:
    text = "net = nn.Sequential(nn.ReLU())\nother = nn.Sequential(nn.Tanh())\n"
    script = as_class(text, "other")
    assert "self.tanh = nn.Tanh()" in script
    assert "net = nn.Sequential(nn.ReLU())" in script
    assert "output = other(X)" in script
    assert "model = Net()" in as_class("", "nn.Sequential(nn.Tanh())")


def test_the_new_names_of_the_modules_are_known() -> None:
    text = "net = nn.Sequential(OrderedDict([('a', nn.ReLU()), ('b-c', nn.ReLU())]))\n"
    assert new_names(get(text), "net") == (("b-c", "module"),)
    assert new_names(get(example("net")), "net") == (
        ("0", "linear"),
        ("1", "relu"),
        ("2", "linear2"),
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("class A(nn.Module): pass\nnet = A()\n", "net is not made by a bare nn.Sequential"),
        ("net = torch.compile(nn.Sequential())\n", "not made by a bare nn.Sequential"),
        ("net = nn.Sequential(OrderedDict(pairs))\n", "are not written out"),
        ("net = nn.Sequential(OrderedDict([*pairs]))\n", "are not written out"),
        ("net = nn.Sequential(nn.ReLU())\nnet[0].inplace = True\n", r"uses net as a chain"),
        ("net = nn.Sequential(nn.ReLU())\nfor m in net:\n    print(m)\n", "“in net”"),
        (
            "net = nn.Sequential(nn.ReLU())\ny = 1\nnet.append(nn.ReLU())\n",
            r"“net\.append”",
        ),
        (
            "net = nn.Sequential(nn.ReLU()).double()\nnet.append(nn.Linear(8, 8))\n",
            r"“net\.append”",  # what came later would become double as well
        ),
        ("net = nn.Sequential(nn.ReLU())\nnet.load_state_dict(x)\n", r"“net\.load_state_dict”"),
        ("Net = 1\nnet = nn.Sequential(nn.ReLU())\n", "has a “Net” already"),
    ],
)
def test_what_is_no_such_chain_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(EditError, match=sentence):
        as_class(text)


def test_a_name_that_no_class_can_have_is_refused() -> None:
    with pytest.raises(EditError, match="no name in Python"):
        exported(example("net"), class_name="my net")
