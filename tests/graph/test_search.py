import pytest

from inspector.graph.catalog import Catalog, Hit
from inspector.graph.index import Index
from inspector.graph.search import Search, split_words
from inspector.report.place import Place
from tests.graph.models import CHIMERA, FAILED, LISTED
from tests.graph.notation import report

CONVOLUTIONS = """
input X 1x3x8x8
net Sequential X -> d
  conv1 Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1), bias=False) X -> a 1x8x6x6
    parameter weight 8x3x3x3
  conv10 Conv2d(8, 8, kernel_size=(31, 31), stride=(1, 1)) a -> b 1x8x6x6
  norm BatchNorm2d b -> c 1x8x6x6
  tail Sequential c -> d
    conv1 Conv2d(8, 10, kernel_size=(3, 5), stride=(2, 2), bias=False) c -> d 1x10x3x2
return d
"""


def hits(search: Search) -> list[Hit]:
    return [search.hit(number) for number in range(len(search))]


def found(source: str, query: str) -> list[str]:
    """What is found, each by its path and, for an op or a loop, its key."""
    index = Index(report(source))
    search = Search(Catalog(index), query)
    while not search.is_done:
        search.advance(3)
    names = []
    for hit in hits(search):
        if hit.item is not None:
            names.append(index.tree.items[hit.item].key)
        else:
            names.append(hit.place.path if hit.place is not None else hit.key)
    return names


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("relu", ["/0/net/1", "/0/net/3", "/2/relu()"]),
        ("NET.0", ["/0/net/0"]),
        ("0.net", ["/0/net"]),
        ("rand", ["2.rand_weight"]),
        ("while", ["/2/while"]),
        ("@", ["/2/matmul()"]),
        ("matmul", ["/2/matmul()"]),
        ("nestmlp", ["/0"]),
        ("out_features=64", ["/0/net/0"]),
        ("out_features=6", []),
        ("nothing", []),
        ("", []),
        ("input", ["input:X"]),
    ],
)
def test_things_are_found_by_path_type_and_argument(query: str, expected: list[str]) -> None:
    assert found(CHIMERA, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("2x64", ["/0/net/0", "/0/net/1"]),
        ("(2, 64)", ["/0/net/0", "/0/net/1"]),
        ("2 × 64", ["/0/net/0", "/0/net/1"]),
        ("(*, 16)", ["/0", "/0/linear", "/1"]),
        ("*x16", ["/0", "/0/linear", "/1"]),
        ("?x16", ["/0", "/0/linear", "/1"]),
        ("(?, ?, 16)", []),
        ("(16)", ["/0/linear"]),
        ("(2, 6", []),
        ("(20, ", ["/1", "/2", "2.rand_weight", "/2/linear", "/2/linear#2"]),
        ("scalar", ["/", "/2", "/2/sum()"]),
    ],
)
def test_things_are_found_by_the_shapes_that_they_make_or_own(
    query: str, expected: list[str]
) -> None:
    assert found(CHIMERA, query) == expected


def test_a_number_is_a_whole_one_in_a_shape_an_argument_or_a_name() -> None:
    assert found(CHIMERA, "64") == ["/0/net/0", "/0/net/1", "/0/net/2"]
    assert found(CONVOLUTIONS, "conv1") == ["/conv1", "/tail/conv1"]
    assert found(CONVOLUTIONS, "31") == ["/conv10"]


def test_an_argument_may_be_written_as_one_writes_it_in_python() -> None:
    assert found(CONVOLUTIONS, "kernel_size=3") == ["/conv1"]
    assert found(CONVOLUTIONS, "kernel_size=(3,5)") == ["/tail/conv1"]
    assert found(CONVOLUTIONS, "kernel_size=(3, 5)") == ["/tail/conv1"]
    assert found(CONVOLUTIONS, "bias=false") == ["/conv1", "/tail/conv1"]


def test_all_words_must_fit_and_one_of_them_the_thing_itself() -> None:
    assert found(CONVOLUTIONS, "conv bias=False tail") == ["/tail/conv1"]
    assert found(CONVOLUTIONS, "tail") == ["/tail"]
    assert found(CONVOLUTIONS, "conv 3x10") == []
    assert found(CHIMERA, "net relu") == ["/0/net/1", "/0/net/3"]
    assert found(CONVOLUTIONS, "t*l.conv?") == ["/tail/conv1"]


def test_modules_that_are_never_called_are_found_too() -> None:
    assert found(FAILED, "out_features=2") == ["4"]
    assert found(LISTED, "module in") == ["/for"]


def test_each_call_of_a_shared_module_is_found_with_what_hides_it() -> None:
    index = Index(report(CHIMERA))
    search = Search(Catalog(index), "2.linear")
    search.advance(1000)
    fixed = index.tree.by_key["/2"]
    assert [(hit.place, hit.container) for hit in hits(search)] == [(Place("2.linear"), fixed)] * 2
    assert search.hit(0).item != search.hit(1).item


def test_a_second_query_goes_over_what_the_first_prepared() -> None:
    catalog = Catalog(Index(report(CHIMERA)))
    first = Search(catalog, "relu")
    first.advance(4)
    assert len(catalog) == 4
    second = Search(catalog, "relu")
    second.advance(1000)
    first.advance(1000)
    assert hits(first) == hits(second)
    assert first.is_done
    assert second.is_done


def test_brackets_keep_a_word_together() -> None:
    assert split_words("conv  (*, 10) kernel_size=(3, 3)") == [
        "conv",
        "(*,10)",
        "kernel_size=(3,3)",
    ]
    assert split_words("Linear (2, 3") == ["linear", "(2,3"]
    assert split_words("  ") == []
