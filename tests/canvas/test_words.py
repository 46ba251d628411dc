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


def test_a_line_that_enters_a_container_in_the_middle_passes_between_its_words(
    letters: Lettering,
) -> None:
    node = module(title="for t in range(9)", expanded=True, parameters=12, type="Loop")
    width = node_size(node, letters).width
    said = words(node, width, letters)
    assert len(said) == 3
    for word in said:
        reach = word.x + letters.width(word.face, word.text)
        assert reach < width / 2


def test_an_empty_container_says_what_it_is_for(letters: Lettering) -> None:
    node = module(type="Sequential", expandable=True, expanded=True, empty=True)
    assert texts(node, node_size(node, letters).width, letters)[-1] == "drop modules here"


def test_a_name_with_line_breaks_stays_on_its_line(letters: Lettering) -> None:
    node = module(title="a\nb", type="Linear", detail="x=1,\n  y=2")
    assert texts(node, 300, letters) == ["a b", "Linear", "x=1, y=2"]


def test_however_long_a_name_is_the_type_stays(letters: Lettering) -> None:
    node = module(title="long_" * 60, type="Linear")
    shown = texts(node, node_size(node, letters).width, letters)
    assert shown[0].startswith("long_long_")
    assert shown[1] == "Linear"


def test_what_would_turn_letters_around_is_left_out(letters: Lettering) -> None:
    node = module(title="safe\u202eevil", type="Linear")
    assert texts(node, node_size(node, letters).width, letters) == ["safeevil", "Linear"]


def placed(node: Node, value: str, letters: Lettering) -> list[tuple[str, int, int]]:
    """Each word of a node with a value, with its left and right end."""
    width = node_size(node, letters).width
    found = []
    for word in words(node, width, letters, value):
        size = letters.width(word.face, word.text)
        left = width - word.x - size if word.ends else word.x
        found.append((word.text, left, left + size))
    return found


def test_a_value_stands_in_place_of_the_parameters(letters: Lettering) -> None:
    node = module(type="Linear", detail="20", parameters=420)
    assert [text for text, _, _ in placed(node, "1.2 ms", letters)] == [
        "linear",
        "Linear",
        "1.2 ms",
        "20",
    ]
    assert "420" not in [text for text, _, _ in placed(node, "", letters)]


def test_a_value_in_a_header_stands_in_place_of_the_parameters(letters: Lettering) -> None:
    node = module(type="Sequential", parameters=4712, expandable=True, expanded=True)
    assert [text for text, _, _ in placed(node, "21.4 kFLOP", letters)] == [
        "linear",
        "Sequential",
        "21.4 kFLOP",
    ]


@pytest.mark.parametrize("title", ["1", "scaled_dot_product_attention"])
def test_on_a_single_line_neither_name_nor_type_gives_way_to_a_value(
    title: str, letters: Lettering
) -> None:
    found = placed(module(title=title, type="Softmax2d"), "512 MB", letters)
    assert [text for text, _, _ in found] == [title, "Softmax2d", "512 MB"]
    assert all(one[2] < other[1] for one, other in pairwise(found))


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


@pytest.mark.parametrize("detail", ["", "20, 20"])
def test_a_value_of_any_length_stays_on_its_node(detail: str, letters: Lettering) -> None:
    node = module(type="Linear", detail=detail)
    found = placed(node, "float32, int64, bool, complex64, float16, uint8", letters)
    assert all(0 < left <= right < node_size(node, letters).width for _, left, right in found)


def test_a_value_stands_beside_the_trip_of_a_loop(letters: Lettering) -> None:
    loop = Node("/while", None, "loop", "while X.abs().sum() > 1", expanded=True, trip=1, trips=6)
    said = sorted(placed(loop, "301 µs", letters), key=lambda word: word[1])
    assert [text for text, _, _ in said][:2] == ["while X.abs().sum() > 1", "301 µs"]
    assert all(one[2] < other[1] for one, other in pairwise(said))
