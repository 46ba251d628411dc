import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from inspector.canvas.boxes import Boxes

_PLACE = st.integers(-500, 500)
_BOX = st.tuples(_PLACE, _PLACE, st.integers(0, 60), st.integers(0, 60))


def boxes(rows: list[tuple[int, int, int, int]]) -> Boxes:
    """From x, y, width and height of each."""
    x, y, width, height = np.array(rows, np.int32).reshape(-1, 4).T
    return Boxes(x, y, x + width, y + height)


@given(st.lists(_BOX, max_size=30).map(lambda rows: rows * 20), _BOX)
def test_those_are_found_that_touch_the_area_and_no_others(
    rows: list[tuple[int, int, int, int]], area: tuple[int, int, int, int]
) -> None:
    x, y, width, height = area
    touching = [
        number
        for number, (left, top, wide, high) in enumerate(rows)
        if left <= x + width and left + wide >= x and top <= y + height and top + high >= y
    ]
    assert boxes(rows).touching(QRectF(*area)).tolist() == touching


def test_far_from_everything_there_is_nothing() -> None:
    row = [(300 * number, 0, 200, 40) for number in range(1000)]
    assert boxes(row).touching(QRectF(-5000, 0, 10, 10)).tolist() == []
    assert boxes([]).touching(QRectF(0, 0, 10, 10)).tolist() == []


def test_of_a_long_row_those_in_the_area_are_found_in_their_order() -> None:
    row = [(300 * number, 0, 200, 40) for number in range(1000)]
    # From 89,900 to 90,900: the right end of number 299 is at 89,900, and 303 begins at 90,900.
    found = boxes(row).touching(QRectF(89_900, 10, 1000, 10)).tolist()
    assert found == [299, 300, 301, 302, 303]
