"""Extents against the sets of bytes they stand for."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from inspector.engine.recorder.extents import EVERYTHING, extent_of


def places(tensor: Tensor) -> set[int]:
    """The elements of its storage that a tensor covers."""
    numbers = torch.arange(len(tensor.untyped_storage()) // tensor.element_size())
    seen = numbers.as_strided(tensor.shape, tensor.stride(), tensor.storage_offset())
    return set(seen.flatten().tolist())


@st.composite
def views(draw: st.DrawFn) -> Tensor:
    tensor = torch.zeros(2, 3, 4)
    for _ in range(draw(st.integers(0, 4))):
        if tensor.dim():
            dim = draw(st.integers(0, tensor.dim() - 1))
            start = draw(st.integers(0, tensor.shape[dim]))
            length = draw(st.integers(0, tensor.shape[dim] - start))
            tensor = tensor.narrow(dim, start, length).transpose(0, dim)
            if draw(st.booleans()):
                tensor = tensor[:: draw(st.integers(1, 3))]
            if len(tensor) and draw(st.booleans()):
                tensor = tensor[0]
    return tensor


@settings(max_examples=200, deadline=None)
@given(views(), views())
def test_extents_say_apart_or_covered_only_where_it_is_so(one: Tensor, other: Tensor) -> None:
    first, second = extent_of(one), extent_of(other)
    if places(one) & places(other):
        assert first.meets(second)
        assert second.meets(first)
    if first.covers(second):
        assert places(other) <= places(one)
    assert first.dense == (len(places(one)) * 4 == first.end - first.first > 0)


def test_rows_columns_and_channels_are_told_apart() -> None:
    square, images = torch.zeros(4, 4), torch.zeros(2, 6, 3, 3)
    assert not extent_of(square[0]).meets(extent_of(square[1]))
    assert not extent_of(square[:, :2]).meets(extent_of(square[:, 2:]))
    assert not extent_of(square[::2]).meets(extent_of(square[1::2]))
    assert not extent_of(images[:, :4]).meets(extent_of(images[:, 4:]))
    assert extent_of(images[:, :4]).meets(extent_of(images[:, 3:]))


@pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")
def test_what_has_no_strides_may_be_anything() -> None:
    assert extent_of(torch.nested.nested_tensor([torch.ones(2), torch.ones(3)])) == EVERYTHING
    assert EVERYTHING.meets(extent_of(torch.zeros(2)))
