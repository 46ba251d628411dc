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


def test_a_label_of_a_slanted_line_stands_over_its_end() -> None:
    # Three quarters across, the curve is five eighths down, at (75, 18): the label is 2 above it.
    assert placed([LABEL], [[(0, 0), (100, 30)]], []) == [(75, 2)]
    assert placed([LABEL], [[(0, 0), (-100, 30)]], []) == [(-115, 2)]


def test_it_stands_under_its_start_where_something_is_over_its_end() -> None:
    assert placed([LABEL], [[(0, 0), (100, 30)]], [Box(80, 0, 60, 10)]) == [(-15, 14)]


def test_it_stands_on_the_line_where_there_is_no_room_beside_it() -> None:
    around = [Box(80, -6, 60, 20), Box(-40, 16, 60, 20)]
    assert placed([LABEL], [[(0, 0), (100, 30)]], around) == [(30, 8)]


def test_it_avoids_the_curve_of_another_line_not_only_its_chord() -> None:
    # A quarter of the way the curve is at (46, 18), within a label at the right; its chord is not.
    routes: list[list[Point]] = [[(0, 15), (0, 24)], [(30, 0), (130, 60)]]
    assert placed([Size(45, 6), None], routes, [], 60) == [(-52, 16), None]


def test_no_label_stands_out_of_its_level() -> None:
    assert placed([LABEL], [[(0, 0), (100, 12)]], [], height=12) == [None]
