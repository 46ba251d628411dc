from itertools import pairwise

import pytest

from inspector.canvas.lettering import Lettering, lettering
from inspector.canvas.words import HEADER, ONE_LINE, TWO_LINES, node_size, words
from inspector.graph.graph import Node


@pytest.fixture
def letters(qapp: object) -> Lettering:
    return lettering()


def module(**fields: object) -> Node:
    return Node(**{"key": "/0", "parent": None, "kind": "module", "title": "linear", **fields})  # type: ignore[arg-type]


def texts(node: Node, width: int, letters: Lettering) -> list[str]:
    return [word.text for word in words(node, width, letters)]


def test_a_node_with_arguments_or_parameters_has_two_lines(letters: Lettering) -> None:
    assert node_size(module(type="ReLU"), letters).height == ONE_LINE
    assert node_size(module(type="Linear", detail="20"), letters).height == TWO_LINES
    assert node_size(module(type="Linear", parameters=420), letters).height == TWO_LINES


def test_a_node_is_as_wide_as_its_words(letters: Lettering) -> None:
    node = module(title="normalization", type="LazyBatchNorm2d", detail="64, eps=0.001, bias=False")
    assert texts(node, node_size(node, letters).width, letters) == [
        "normalization",
        "LazyBatchNorm2d",
        "64, eps=0.001, bias=False",
    ]


def test_what_does_not_fit_is_cut_off_and_stays_within_the_node(letters: Lettering) -> None:
    node = module(title="a" * 80, type="b" * 80, detail="c" * 80, parameters=10**9)
    width = node_size(node, letters).width
    assert width <= 340
    for word in words(node, width, letters):
        assert word.x + letters.width(word.face, word.text) <= width


def test_words_of_one_line_do_not_overlap(letters: Lettering) -> None:
    node = module(
        type="Linear", detail="20, 20, bias=False", parameters=1_234_567, badge="call 1/12"
    )
    width = node_size(node, letters).width
    spans: dict[bool, list[tuple[int, int]]] = {}
    for word in words(node, width, letters):
        size = letters.width(word.face, word.text)
        left = width - word.x - size if word.ends else word.x
        spans.setdefault(word.baseline < TWO_LINES // 2, []).append((left, left + size))
    for line in spans.values():
        line.sort()
        assert all(a[1] < b[0] for a, b in pairwise(line))


def test_a_header_has_room_for_all_its_words(letters: Lettering) -> None:
    node = module(
        title="chimera", type="Sequential", parameters=4712, expandable=True, expanded=True
    )
    size = node_size(node, letters)
    assert size.height == HEADER
    assert texts(node, size.width, letters) == ["chimera", "Sequential", "4,712 parameters"]


def test_an_empty_container_says_what_it_is_for(letters: Lettering) -> None:
    node = module(type="Sequential", expandable=True, expanded=True, empty=True)
    assert texts(node, node_size(node, letters).width, letters)[-1] == "drop modules here"


def test_a_name_with_line_breaks_stays_on_its_line(letters: Lettering) -> None:
    node = module(title="a\nb", type="Linear", detail="x=1,\n  y=2")
    assert texts(node, 300, letters) == ["a b", "Linear", "x=1, y=2"]


def test_a_header_says_how_often_the_container_is_there_beside_its_type(letters: Lettering) -> None:
    node = module(title="0 … 11", type="Block", badge="× 12", repeats=12, expanded=True)
    width = node_size(node, letters).width
    assert texts(node, width, letters) == ["0 … 11", "Block", "× 12"]


def test_a_header_leads_from_trip_to_trip_in_the_same_room(letters: Lettering) -> None:
    loops = [
        module(kind="loop", title="for", badge="× 17", trip=trip, trips=17, expanded=True)
        for trip in (9, 10)
    ]
    assert texts(loops[1], 300, letters) == ["for", "‹  10 / 17  ›"]
    pills = [words(loop, 300, letters)[-1] for loop in loops]
    assert len({letters.width(pill.face, pill.text) for pill in pills}) == 1
