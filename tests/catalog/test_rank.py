import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.catalog.catalog import catalog
from inspector.catalog.entry import Entry
from inspector.catalog.rank import rank, words


def found(query: str, count: int = 3) -> list[str]:
    return [each.call for each in catalog().search(query)[:count]]


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("linear", ["nn.Linear"]),
        ("conv", ["nn.Conv2d", "nn.Conv1d", "nn.Conv3d"]),
        ("conv 2d", ["nn.Conv2d", "nn.LazyConv2d"]),
        ("2d conv", ["nn.Conv2d"]),
        ("Conv2D", ["nn.Conv2d"]),
        ("lstm", ["nn.LSTM", "nn.LSTMCell"]),
        ("batchnorm", ["nn.BatchNorm2d", "nn.BatchNorm1d", "nn.BatchNorm3d"]),
        ("batch norm 1", ["nn.BatchNorm1d"]),
        ("dropout", ["nn.Dropout", "F.dropout", "nn.Dropout2d"]),
        ("relu", ["nn.ReLU", "F.relu"]),
        ("nn.Linear", ["nn.Linear"]),
        ("torch.cat", ["torch.cat"]),
        ("pool", ["nn.MaxPool2d", "nn.AvgPool2d"]),
        ("attention", ["nn.MultiheadAttention"]),
        ("bn2d", ["nn.BatchNorm2d"]),
        ("@", ["torch.matmul"]),
        ("+", ["torch.add"]),
        ("activation", ["nn.ReLU"]),
        ("lookup learned", []),
        ("learned vector", ["nn.Embedding"]),
        ("zzz", []),
        ("?!", []),
    ],
)
def test_one_finds_what_one_expects(query: str, best: list[str]) -> None:
    assert found(query, max(len(best), 1)) == best


def test_a_blank_query_finds_everything_in_palette_order() -> None:
    assert catalog().search("  ") == catalog().entries


def test_the_beginning_comes_before_the_middle_and_that_before_letters_in_order() -> None:
    names = ["Linear", "LinearStack", "MyLinear", "BiLinearity", "Bilinear", "LongInnerEar"]
    ranks = [rank("linear", name) for name in names]
    assert ranks == sorted(ranks, key=lambda each: each or (9, 9))
    assert len(set(ranks[:3])) == 3
    assert rank("linear", "Lateral") is None


def test_names_that_only_have_the_letters_do_not_hide_what_is_meant() -> None:
    assert "nn.LogSoftmax" not in found("lstm", 50)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("LazyConvTranspose2d", ["lazy", "conv", "transpose", "2d"]),
        ("LSTMCell", ["lstm", "cell"]),
        ("max_pool2d", ["max", "pool", "2d"]),
        ("", []),
    ],
)
def test_a_name_falls_into_words(name: str, expected: list[str]) -> None:
    assert words(name) == expected


@given(st.text(max_size=30))
def test_any_query_is_answered(query: str) -> None:
    assert set(catalog().search(query)) <= set(catalog().entries)


@given(st.sampled_from(catalog().entries))
def test_every_entry_is_among_the_first_two_by_its_own_name(entry: Entry) -> None:
    assert entry in catalog().search(entry.name)[:2]
