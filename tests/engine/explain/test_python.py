import pytest

from tests.engine.explain.failing import Fixed, failed, network


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("math.pi", "import math"),
        ("np.ones(2)", "import numpy as np"),
        ("optim.SGD", "from torch import optim"),
    ],
)
def test_a_name_that_only_needs_its_import(name: str, line: str) -> None:
    found = failed(f"x = {name}")
    assert found.fixes == [Fixed("add_import", "", line)]


def test_a_name_that_was_misspelled() -> None:
    found = failed("encoder = nn.ReLU()\nnet = nn.Sequential(encodr)")
    assert found.failure.hint == "Did you mean `encoder`?"
    assert found.fixes == [Fixed("replace_expression", "encodr", "encoder")]


def test_an_attribute_that_was_misspelled() -> None:
    found = network(["self.linear = nn.Linear(2, 2)"], ["return self.lienar(x)"], "torch.rand(2)")
    assert found.explanation == "`Net` has no attribute `lienar`."
    assert found.fixes == [Fixed("replace_expression", "self.lienar", "self.linear")]
    assert found.failure.module == ""


def test_a_class_of_torch_that_was_misspelled() -> None:
    assert failed("net = nn.Lineer(2, 2)").fixes == [
        Fixed("replace_expression", "nn.Lineer", "nn.Linear")
    ]
    assert failed("from torch.nn import Lineer").failure.hint == "Did you mean `Linear`?"


def test_a_package_that_is_not_there() -> None:
    assert "pip install no_such" in failed("import no_such.part").failure.hint
    assert failed("import tourch").failure.hint == "Did you mean `torch`?"


def test_super_init_that_was_forgotten() -> None:
    found = failed(
        "class Net(nn.Module):\n    def __init__(self):\n        self.a = nn.ReLU()\nnet = Net()"
    )
    assert "super().__init__()" in found.failure.hint
    assert found.at == "self.a"


def test_objects_that_cannot_be_looked_at_leave_the_plain_message() -> None:
    found = failed(
        "class Bag(dict):\n    def keys(self):\n        raise RuntimeError\n\n"
        "class Net(nn.Module):\n    bag = Bag()\n"
        "    def forward(self, x):\n        bag = self.bag\n        return bag['x'] * x\n\n"
        "net = Net()\nX = torch.rand(2)"
    )
    assert found.explanation == "`bag['x']` in the forward of the model (Net) failed: 'x'"


def test_an_error_of_the_users_own_is_told_as_it_is() -> None:
    found = network([], ["raise ValueError('too bad')"], "torch.rand(2)")
    assert found.explanation == "The forward of the model (Net) raises ValueError: too bad"
    assert found.at == "raise ValueError('too bad')"
