"""Who holds a memory first, and who shares it."""

import torch
from torch import Tensor, nn

from inspector.engine.assemble.memory import shared_memory
from inspector.engine.recorder.structure import Structure


class Holder(nn.Module):
    def __init__(self, **tensors: Tensor) -> None:
        super().__init__()
        for name, tensor in tensors.items():
            setattr(self, name, tensor)


def shared(model: nn.Module) -> dict[str, str]:
    return shared_memory(Structure(model))


def test_a_parameter_is_named_before_the_constant_that_views_it() -> None:
    weight = nn.Parameter(torch.rand(2, 3))
    assert shared(Holder(view=weight.data.T, weight=weight)) == {"view": "weight"}


def test_slices_that_lie_side_by_side_share_nothing() -> None:
    memory = torch.rand(4)
    assert shared(Holder(a=nn.Parameter(memory[:2]), b=nn.Parameter(memory[2:]))) == {}


def test_slices_that_overlap_share() -> None:
    memory = torch.rand(4)
    assert shared(Holder(a=nn.Parameter(memory[:3]), b=nn.Parameter(memory[2:]))) == {"b": "a"}


def test_an_empty_slice_shares_nothing() -> None:
    memory = torch.rand(4)
    assert shared(Holder(a=nn.Parameter(memory), b=nn.Parameter(memory[:0]))) == {}


def test_on_the_meta_device_too() -> None:
    memory = torch.empty(4, device="meta")
    model = Holder(a=nn.Parameter(memory), b=nn.Parameter(memory), c=nn.Parameter(memory.clone()))
    assert shared(model) == {"b": "a"}


def test_tensors_without_ordinary_memory_are_alone() -> None:
    assert shared(Holder(a=torch.eye(2).to_sparse(), b=torch.eye(2).to_sparse())) == {}
    assert shared(nn.Sequential(nn.LazyLinear(2), nn.LazyLinear(2))) == {}
