import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from inspector.engine.memory import free_memory
from inspector.engine.script.guard import MemoryGuard, TooLargeError


@pytest.mark.parametrize(
    "code",
    [
        "torch.rand(10**6, 10**6)",
        "torch.rand((10**6, 10**6))",
        "torch.randn(size=(10**6, 10**6))",
        "torch.zeros([10**12])",
        "torch.full((10**6, 10**6), 1.5)",
        "torch.randint(0, 9, (10**12,))",
        "torch.randint(9, size=(10**12,))",
        "torch.arange(10**12)",
        "torch.arange(0, 10**12, 2)",
        "torch.eye(10**6)",
        "torch.zeros(1).new_ones(10**12)",
        "torch.zeros(1).expand(10**12).clone()",
        "torch.ones_like(torch.zeros(1).expand(10**12))",
        "torch.zeros(2, 1).repeat(1, 10**12)",
        "torch.ones(10**12, dtype=torch.bool)",
    ],
)
def test_what_makes_a_tensor_too_large_is_refused_before_it_does(code: str) -> None:
    with MemoryGuard(), pytest.raises(TooLargeError, match=r"would need \S+ [TP]B; .* are free\."):
        eval(code)


def test_what_is_repeated_is_told_by_its_final_shape() -> None:
    with MemoryGuard(), pytest.raises(TooLargeError, match=r"^repeat to \(3, 2, 4000000000000\) "):
        torch.zeros(2, 4).repeat(3, 1, 10**12)


def test_what_needs_no_memory_is_allowed() -> None:
    with MemoryGuard():
        assert torch.rand(10**6, 10**6, device="meta").numel() == 10**12
        assert torch.zeros(1).expand(10**12).numel() == 10**12


@given(st.lists(st.integers(0, 5), min_size=1, max_size=4))
def test_ordinary_tensors_are_made_as_ever(sizes: list[int]) -> None:
    with MemoryGuard():
        assert torch.rand(sizes).shape == torch.rand(*sizes).shape == tuple(sizes)


def test_some_memory_is_free() -> None:
    assert 1 << 24 < free_memory() < 1 << 50
