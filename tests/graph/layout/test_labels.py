from inspector.graph.layout.geometry import Box, Point, Size
from inspector.graph.layout.labels import place_labels

DOWN = [(0, 0), (0, 30)]
LABEL = Size(40, 14)


def placed(
    labels: list[Size | None], routes: list[list[Point]], nodes: list[Box], height: int = 30
) -> list[Point | None]:
    return place_labels(labels, routes, nodes, height)


def test_a_label_stands_at_the_right_of_its_line() -> None:
    assert placed([LABEL], [DOWN], []) == [(7, 8)]


def test_it_stands_at_the_left_if_a_node_is_at_the_right() -> None:
    assert placed([LABEL], [DOWN], [Box(10, 0, 80, 30)]) == [(-47, 8)]


def test_it_avoids_other_lines_if_it_can() -> None:
    assert placed([LABEL, None], [DOWN, [(20, 0), (20, 30)]], []) == [(-47, 8), None]


def test_two_labels_never_overlap() -> None:
    first, second = placed([LABEL, LABEL], [DOWN, [(4, 0), (4, 30)]], [])
    assert first is not None
    assert second is not None
    assert not Box(*first, *LABEL).overlaps(Box(*second, *LABEL))


def test_without_any_room_there_is_no_label() -> None:
    assert placed([LABEL], [DOWN], [Box(-100, -10, 200, 60)]) == [None]


def test_a_label_of_a_slanted_line_stands_on_it() -> None:
    assert placed([LABEL], [[(0, 0), (100, 30)]], []) == [(30, 8)]


def test_no_label_stands_out_of_its_level() -> None:
    assert placed([LABEL], [[(0, 0), (100, 12)]], [], height=12) == [None]
