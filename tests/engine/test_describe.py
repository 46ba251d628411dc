import pytest
import torch
from torch import nn

from inspector.engine.describe import describe
from inspector.protocol.messages import Describe, Histogram


class Holder(nn.Module):
    def __init__(self, values: torch.Tensor) -> None:
        super().__init__()
        self.values = values


def described(values: torch.Tensor) -> Histogram:
    return describe(Holder(values), Describe(1, "", "values"))


def test_counts_fall_into_equal_bins() -> None:
    answer = described(torch.arange(64.0))
    assert answer.counts == (2,) * 32
    assert (answer.low, answer.high, answer.mean) == (0.0, 63.0, 31.5)
    assert answer.std == pytest.approx((sum((i - 31.5) ** 2 for i in range(64)) / 64) ** 0.5)


def test_what_is_not_finite_is_counted_apart() -> None:
    answer = described(torch.tensor([1.0, 2.0, float("nan"), float("inf"), -float("inf")]))
    assert (answer.nan, answer.infinite, sum(answer.counts)) == (1, 2, 2)
    assert (answer.low, answer.high, answer.mean) == (1.0, 2.0, 1.5)


def test_one_value_many_times() -> None:
    answer = described(torch.full((5, 5), 3))
    assert answer.counts[0] == 25
    assert (answer.low, answer.high, answer.std) == (3.0, 3.0, 0.0)


def test_booleans_and_complex_numbers_have_histograms_too() -> None:
    assert sum(described(torch.tensor([True, False, True])).counts) == 3
    assert described(torch.tensor([3 + 4j])).low == 5.0


def test_a_large_tensor_is_sampled() -> None:
    answer = described(torch.rand(2_500_000))
    assert sum(answer.counts) == 833_334
    assert answer.mean == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    ("module", "name", "words"),
    [
        ("0", "wait", "There is no tensor `wait` in `0`."),
        ("7", "weight", "There is no tensor `weight` in `7`."),
        ("1", "weight", "no values before the module is called"),
        ("2", "table", "It has no elements."),
    ],
)
def test_what_has_no_values_says_why(module: str, name: str, words: str) -> None:
    model = nn.Sequential(nn.Linear(2, 2), nn.LazyLinear(2), nn.Identity())
    model[2].register_buffer("table", torch.empty(0))
    answer = describe(model, Describe(3, module, name))
    assert words in answer.error
    assert (answer.id, answer.counts) == (3, ())


def test_before_any_run_there_is_nothing_to_describe() -> None:
    assert describe(None, Describe(1, "", "weight")).error == "No model has run yet."
