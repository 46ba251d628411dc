import itertools
import threading
from functools import partial
from types import SimpleNamespace

import pytest
import torch
from torch import nn

from inspector.engine.recorder.signatures import Signature, UnsignedError, signature_of


def signed(**attributes: object) -> Signature:
    """The signature of a module with these attributes."""
    with torch.device("meta"):
        module = nn.Linear(2, 3)
    for name, value in attributes.items():
        setattr(module, name, value)
    return signature_of(module)


class Config:
    def __init__(self, size: int) -> None:
        self.size = size


@pytest.mark.parametrize(
    "attributes",
    [
        {},
        {"scale": 2.0},
        {"sizes": [1, (2, 3)], "names": {"a": None}},
        {"config": Config(3)},
        {"config": SimpleNamespace(size=3)},
        {"activation": torch.relu},
    ],
)
def test_modules_made_alike_have_one_signature(attributes: dict[str, object]) -> None:
    assert signed(**attributes).key == signed(**attributes).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, 1.0),
        ([1, 2], (1, 2)),
        ([[1], 2], [[1, 2]]),
        ({"a": 1}, {"b": 1}),
        (Config(3), Config(4)),
        (torch.relu, torch.sigmoid),
        (None, 0),
        (float("nan"), float("inf")),
    ],
)
def test_one_other_attribute_is_another_signature(one: object, other: object) -> None:
    assert signed(part=one).key != signed(part=other).key


def test_sizes_flags_and_ties_are_told_apart() -> None:
    with torch.device("meta"):
        plain = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4))
        tied = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4))
        tied[1].weight = tied[0].weight
        shared = nn.Sequential(nn.Linear(4, 4))
        shared.append(shared[0])
        frozen = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4).requires_grad_(False))
        asleep = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4).eval())
        wide = nn.Sequential(nn.Linear(4, 5), nn.Linear(5, 4))
    keys = {signature_of(model).key for model in (plain, tied, shared, frozen, asleep, wide)}
    assert len(keys) == 6


@pytest.mark.parametrize(
    "thing",
    [
        iter([1]),
        itertools.count(),
        threading.Lock(),
        partial(max, 1),
        nn.Linear(2, 2),
        object(),
        [[object()]],
        torch.ones(2),
    ],
)
def test_what_may_hold_anything_has_no_signature(thing: object) -> None:
    with pytest.raises(UnsignedError):
        signature_of_holder(thing)


def signature_of_holder(thing: object) -> Signature:
    module = nn.Identity()
    module.__dict__["thing"] = thing
    return signature_of(module)


def test_a_module_with_a_hook_has_no_signature() -> None:
    module = nn.Identity()
    module.register_forward_pre_hook(lambda *_: None)
    with pytest.raises(UnsignedError, match="hooks"):
        signature_of(module)


def test_a_chain_deeper_than_the_recursion_limit_is_signed() -> None:
    model: nn.Module = nn.Identity()
    for _ in range(3000):
        model = nn.Sequential(model)
    assert len(signature_of(model).modules) == 3001
