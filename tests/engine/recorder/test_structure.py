import functools
from typing import Any

import pytest
import torch
from torch import nn

from inspector.engine.recorder.structure import Structure


class Holder(nn.Module):
    def __init__(self, **attributes: Any) -> None:
        super().__init__()
        for name, thing in attributes.items():
            setattr(self, name, thing)


def paths(model: nn.Module) -> list[str]:
    structure = Structure(model)
    entries = structure.entries
    return [
        entries[number].path + ("" if entries[number].registered else " (hidden)")
        for number in structure.in_order()
    ]


def test_registered_modules_stand_in_definition_order() -> None:
    model = nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.ReLU(), nn.Linear(2, 2)), nn.Tanh())
    assert paths(model) == ["", "0", "1", "1.0", "1.1", "2"]


def test_a_cycle_of_modules_ends() -> None:
    model = Holder(child=nn.Linear(2, 2))
    model.child.owner = model
    structure = Structure(model)
    assert [(entry.path, entry.also) for entry in structure.entries] == [
        ("", ("child.owner",)),
        ("child", ()),
    ]


@pytest.mark.parametrize(
    ("attributes", "found"),
    [
        ({"layers": [nn.ReLU(), nn.Tanh()]}, ["layers[0]", "layers[1]"]),
        ({"layers": {"a": nn.ReLU()}}, ["layers['a']"]),
        ({"layers": [[nn.ReLU()], (nn.Tanh(),)]}, ["layers[0][0]", "layers[1][0]"]),
        ({"make": functools.partial(max, nn.ReLU())}, ["make.args[0]"]),
    ],
)
def test_modules_in_containers_are_found(attributes: dict[str, Any], found: list[str]) -> None:
    assert paths(Holder(**attributes)) == ["", *(f"{path} (hidden)" for path in found)]


def test_modules_in_closures_and_objects_are_found() -> None:
    inner = nn.Linear(2, 2)

    class Plain:
        def __init__(self) -> None:
            self.layer = nn.Tanh()

    model = Holder(run=lambda x: inner(x), plain=Plain())
    assert paths(model) == ["", "run.inner (hidden)", "plain.layer (hidden)"]


def test_what_a_hidden_module_holds_comes_with_it_and_after_its_holder() -> None:
    block = Holder(layers=[nn.Sequential(nn.ReLU())])
    model = nn.Sequential(block, nn.Tanh())
    assert paths(model) == [
        *("", "0", "0.layers[0] (hidden)", "0.layers[0].0 (hidden)"),
        "1",
    ]


def test_a_registered_module_in_a_list_too_is_not_hidden() -> None:
    linear = nn.Linear(2, 2)
    model = Holder(linear=linear, order=[linear])
    assert paths(model) == ["", "linear"]


def test_plain_tensors_are_constants_unless_they_are_registered() -> None:
    model = Holder(linear=nn.Linear(2, 2), table=torch.ones(2))
    model.alias = [model.linear.weight]
    structure = Structure(model)
    assert [name for name, _ in structure.entries[0].constants] == ["table"]
    assert [owned.label for owned in structure.owned.values()] == [
        *("table", "linear.weight", "linear.bias")
    ]


def test_a_list_that_contains_itself_ends() -> None:
    endless: list[Any] = [nn.ReLU()]
    endless.append(endless)
    assert paths(Holder(endless=endless)) == ["", "endless[0] (hidden)"]
